"""How wide words are, so that a table breaks none of them, and which columns hold numbers."""

from __future__ import annotations

import re
from functools import lru_cache  # noqa: TID251 - fonts
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where matplotlib lies, without loading it.
FONTS = Path(str(find_spec("matplotlib").origin)).parent / "mpl-data" / "fonts" / "ttf"  # type: ignore[union-attr]
_SIZE = 100
_AMOUNT = re.compile(r"US|[Mk$%≥≤><–−()\d\s.,+-]")
_LONGEST_WORD = 16
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"[ \n]+")
_BREAKS = re.compile(r"[\n\r\x1c-\x1e\x85\u2029]")
"""Ends of paragraphs: the library lays out one paragraph and fails at two."""
_JOINTS = re.compile(r"(?<=[&,])(?=.)")


@lru_cache(maxsize=2)
def _font(*, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"DejaVuSans{'-Bold' if bold else ''}.ttf"), _SIZE)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in one line, in the unit of *size* (points); DejaVu Sans, wider than most."""
    return float(_font(bold=bold).getlength(_BREAKS.sub(" ", text))) * size / _SIZE


def column_widths(  # noqa: PLR0913 - two switches by name
    table: Sequence[Sequence[str]], size: float, total: float, pad: float, *, head: bool, lead: bool = False
) -> list[float]:
    """Share a table's width among its columns: every word fits, long texts get what is left.

    Parameters
    ----------
    table
        Rows of equal length.
    size
        Size of the letters, points.
    total
        Width of the table, points.
    pad
        Points that a cell loses to its margins.
    head
        Whether the first row is a heading, in bold.
    lead
        Whether the first column is in bold.

    Returns
    -------
    list of float
        One width per column, with the sum *total*. Only where the longest words together
        are wider than the table does a word have to break.
    """
    least, most = [], []
    for i, column in enumerate(zip(*table, strict=True)):
        cells = [(str(c), (head and n == 0) or (lead and i == 0)) for n, c in enumerate(column)]
        least.append(max(text_width(w, size, bold=b) for c, b in cells for w in _SPACES.split(c)) + pad)
        most.append(max(text_width(c, size, bold=b) for c, b in cells) + pad)
    if sum(least) >= total:
        return [w * total / sum(least) for w in least]
    spare = total - sum(least)
    wants = [b - a for a, b in zip(least, most, strict=True)]
    if sum(wants) <= spare:
        return [w + (spare - sum(wants)) * w / sum(most) for w in most]
    return [a + spare * w / sum(wants) for a, w in zip(least, wants, strict=True)]


def wrap_text(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text between words into lines that fit into a *room* of points.

    A word wider than that, such as the address of a view, breaks after its signs `&` and `,`.
    """
    made: list[str] = []
    for word in _SPACES.split(text):
        longer = f"{made[-1]} {word}" if made else word
        if made and text_width(longer, size, bold=bold) <= room:
            made[-1] = longer
        else:
            made += _parts(word, size, room, bold=bold)
    return tuple(made)


def _parts(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    if text_width(word, size, bold=bold) <= room:
        return [word]
    made = [""]
    for part in _JOINTS.split(word):
        if made[-1] and text_width(made[-1] + part, size, bold=bold) > room:
            made.append("")
        made[-1] += part
    return made


def is_numeric_column(column: Sequence[str]) -> bool:
    """Tell a column of figures (amounts, shares, people, ranges) from one of words; a cell may lack its figure."""
    cells = [str(c).strip() for c in column]
    figures = [c for c in cells if _DIGIT.search(c)]
    return bool(figures) and all(_AMOUNT.sub("", c) == "" for c in figures) and all(
        len(c) <= _LONGEST_WORD for c in cells if not _DIGIT.search(c)
    )  # fmt: skip
