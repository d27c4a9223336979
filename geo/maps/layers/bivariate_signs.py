"""Colours and signs of two measures at once: three classes of need by three of response."""

from __future__ import annotations

from geo.core import N_

BIVARIATE_COLOURS = (
    ("#eef0f3", "#b9d5fd", "#46a8f9"),
    ("#c5aa99", "#84879b", "#255e96"),
    ("#895c3a", "#534549", "#262b50"),
)
"""Fill by class of need (rows, from the least) and of response (from the least).

More need is browner, more response bluer, and both are darker, need by twice as much: so the
classes stay apart without red or green, and the corners in grey print. Found by a search that
kept lightness, contrast and direction and pushed distances in CAM02-UCS (M. R. Luo, G. Cui and
C. Li 2006) apart under the simulations of G. M. Machado and others (2009).
"""
_SIGNS = {(2, True): "▲", (2, False): "△", (0, True): "▼", (0, False): "▽"}
"""Pointing up: much need; filled: little help."""
SIGN_WORDS = {
    "unmet": N_(
        "▲ high need, large gap in funding; △ high need, small gap; ▼ low need, large gap; ▽ low need, small gap."
    ),
    "sectors": N_(
        "▲ high need, few sectors; △ high need, many sectors; ▼ low need, few sectors; ▽ low need, many sectors."
    ),
}


def sign_of(need: int, response: int, against: str) -> str:
    """Return the sign of a corner class, by classes of need and of response (0 to 2); nothing for the others.

    It stands on the map and in the legend, so that the corners are read without colour.
    """
    if 1 in (need, response):
        return ""
    return _SIGNS[need, (response == 2) == (against == "unmet")]  # noqa: PLR2004 - the highest class
