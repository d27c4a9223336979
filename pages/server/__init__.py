"""What stands between the server and the network: headers of every answer, limits, logs, measures, sign-in."""
