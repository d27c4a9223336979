"""How near a written name is to those of the places that are known: letters, sounds, and what to suggest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from geo.core import remember
from geo.places import REGION_LEVEL, Place, fold_place

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.places import PlaceIndex

LOST = "ø"
"""Stands for a letter that was lost on the way (U+FFFD or ?)."""
_SOUNDS = tuple(
    (re.compile(a), b)
    for a, b in (
        ("ph", "f"), ("ou|oo|w", "u"), ("au|aw", "o"), ("dj|dg", "j"), ("gn|ny", "n"), ("ck|q|c(?![eiy])", "k"),
        ("c", "s"), ("z", "s"), ("y", "i"), ("h", ""), (r"(.)\1+", r"\1"), ("[es]$", ""), (" ", ""),
    )
)  # fmt: skip
SUGGESTED = 3
"""Places to choose from, at most."""
_LIKE = 60
_SHORT, _VERY_LONG, _FAR = 6, 12, 4


def place_of_level(places: tuple[Place, ...], level: str, within: Collection[str], index: PlaceIndex) -> Place | None:
    """Return the place of the level that is asked for, else the only one; a cercle within the regions first."""
    wanted = [p for p in places if p.level == (level or REGION_LEVEL)] or list(places)
    inside = [p for p in wanted if set(index.parents[p].values()) & set(within)]
    return (inside or wanted)[0] if wanted else None


def _sound(folded: str) -> str:
    for pattern, plain in _SOUNDS:
        folded = pattern.sub(plain, folded)
    return folded


@remember(most=1)
def _known_names(index: PlaceIndex) -> tuple[tuple[str, str, str, tuple[Place, ...]], ...]:
    """Return every name with itself without blanks, as it sounds, and its places."""
    pairs = [pair for names in (index.names, index.aliases) for pair in names.items()]
    return tuple((name, name.replace(" ", ""), _sound(name), places) for name, places in pairs)


def letters_allowed(length: int) -> int:
    """Return how many letters of a name may differ."""
    if length < 4:  # noqa: PLR2004 - any letter makes it another word
        return 0
    return 1 if length <= _SHORT else 2 if length < _VERY_LONG else 3


def nearest_places(name: str, index: PlaceIndex, level: str) -> list[tuple[float, Place]]:
    """Return every place of a level with the number of letters that differ from its nearest name, the nearest first.

    It is half a letter where both sound the same or a lost letter fits; what is far is left out.
    """
    best: dict[Place, float] = {}
    close, sound = name.replace(" ", ""), _sound(name)
    lost = re.compile(re.escape(name).replace(LOST, ".")) if LOST in name else None
    for other, other_close, other_sound, places in _known_names(index):
        if abs(len(other) - len(name)) > _FAR:
            continue
        if sound == other_sound or (lost is not None and lost.fullmatch(other)):
            apart = 0.5
        else:
            apart = float(OSA.distance(close, other_close, score_cutoff=_FAR))
            apart = min(apart, float(OSA.distance(name, other, score_cutoff=_FAR))) if " " in name else apart
        place = place_of_level(places, level, (), index) if apart <= _FAR else None
        if place is not None:
            best[place] = min(best.get(place, 99.0), apart)
    return sorted((d, p) for p, d in best.items())


def accepted_place(name: str, candidates: list[tuple[float, Place]], index: PlaceIndex, *, alone: bool) -> Place | None:
    """Return the nearest place if it is near enough and clearly nearer; among few cercles, a letter may differ.

    *alone* says that the candidates are all there can be: the region beside the name is known.
    """
    if not candidates:
        return None
    first, place = candidates[0]
    other = next((d for d, p in candidates if p.slug != place.slug), 99.0)
    own = fold_place(index.written[place])
    allowed = letters_allowed(min(len(name), len(own)))
    allowed = max(allowed, 1) if alone and other - first >= 2 and len(name) > 2 else allowed  # noqa: PLR2004 - far from all others
    if first > allowed and first != 0.5:  # noqa: PLR2004 - sounds the same
        return None
    if name[:1] != own[:1] and first > 0.5 and sorted(name[:2]) != sorted(own[:2]):  # noqa: PLR2004 - as above
        return None
    return place if other - first >= (0.5 if first == 0.5 else 1) else None  # noqa: PLR2004 - as above


def likeness(name: str, place: Place, index: PlaceIndex) -> float:
    """Return how alike a name and that of a place are, 0 to 100."""
    return round(fuzz.ratio(name, fold_place(index.written[place])), 1)


def suggested_places(name: str, near: list[tuple[float, Place]], index: PlaceIndex, level: str) -> tuple[Place, ...]:
    """Return up to three places to choose from: the nearest, then those that are alike in part."""
    close = [p for d, p in near if d <= letters_allowed(len(name))][:SUGGESTED]
    names = {other: p for other, places in index.names.items() if (p := place_of_level(places, level, (), index))}
    alike = process.extract(name, list(names), scorer=fuzz.WRatio, limit=SUGGESTED, score_cutoff=_LIKE)
    return tuple(dict.fromkeys([*close, *(names[n] for n, _, _ in alike)]))[:SUGGESTED]
