"""Reads the paths of an SVG picture back."""

import re


def corners(path):
    """Follow the steps of a path of rings; return every corner of each."""
    rings = []
    for start, steps in re.findall(r"M([-\d ]+)l([-\d ]+)", path):
        x, y = map(int, re.findall(r"-?\d+", start))
        ring = [(x, y)]
        way = list(map(int, re.findall(r"-?\d+", steps)))
        for dx, dy in zip(way[::2], way[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings
