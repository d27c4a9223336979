"""Reading: the bytes of a foreign file to plain cells, in a process of its own with bounded memory and time.

Imports nothing of the other rooms and nothing heavy, so that the process starts at once; it writes no file.
"""
