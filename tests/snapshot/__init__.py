"""What the product gives for sixty views in both languages, in one file, and what differs between two such files."""
