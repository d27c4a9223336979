"""The colours of office files and papers."""

PALETTE = ("0B3A70", "14202B", "41505E", "A63E0C", "EEF3F8", "FFFFFF", "9FC3E6")
"""Blue, ink, grey, orange, pale blue, white, light blue: red, green and blue in hexadecimal digits."""
SERIES = {"value": "2069B4", "required": "5C8FC4", "confirmed": "0B3A70", "silent": "6B7680", "range": "14202B"}
"""The colours of bars and of the lines of ranges: each at least 3 to 1 on white."""
