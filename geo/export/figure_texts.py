"""The texts of a figure before it is drawn by a renderer of ours: each known by its mark, its edge apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matplotlib.text import Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SIGN = "#"
BOLD = ("bold", "semibold", "heavy", 700)
"""Weights that are written bold."""


class KnownText(NamedTuple):
    """A text of a figure and its edge: width in points and colour, None without one."""

    artist: Text
    edge: tuple[float, str] | None


def take_edges(figure: Figure) -> dict[str, KnownText]:
    """Give every text a mark of its own and take its edge off, which would be drawn as lines; return them by mark.

    A renderer is told the mark when a text begins, and never which text it is.
    """
    known = {}
    for number, text in enumerate(figure.findobj(Text)):
        edge = None
        if effects := text.get_path_effects():
            looks = vars(effects[0])["_gc"]  # matplotlib has no other way to read them
            edge = float(looks.get("linewidth", 0)), str(looks.get("foreground", "white"))
            text.set_path_effects([])
        mark = f"{text.get_gid() or ''}{_SIGN}{number}"
        text.set_gid(mark)
        known[mark] = KnownText(text, edge)
    return known


def name_of_mark(mark: str | None) -> str:
    """Return what an artist was named, without the mark that `take_edges` gave it."""
    return (mark or "").partition(_SIGN)[0]
