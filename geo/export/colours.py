"""The colours of office files and papers."""

PALETTE = ("0B3A70", "14202B", "41505E", "A63E0C", "EEF3F8", "FFFFFF", "9FC3E6")
"""Blue, ink, grey, orange, pale blue, white, light blue: red, green and blue in hexadecimal digits."""
