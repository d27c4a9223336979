"""A finding: a sentence on the figures, the figures in it, and the ways to split the money under which it holds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.lists import format_list

from geo.analysis import sector_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import Translator
    from geo.store import Atlas

_WHOLE_PERCENT, _ALMOST_ALL = 0.01, 0.99


@dataclass(frozen=True)
class Figure:
    """A figure within a sentence: the name of its place there, its kind, and its value.

    ``kind``: ``money`` (three significant figures), ``usd`` (in full), ``share`` (whole
    percent), ``floor`` (a share, rounded down), ``number``, ``regions``, ``sectors`` and
    ``objectives`` (tuples of codes), ``indicator`` (a code) or ``words`` (a text of the catalogue).
    """

    name: str
    kind: str
    value: object


@dataclass(frozen=True)
class Finding:
    """What the figures say, with its test.

    ``sentence`` and ``evidence`` are texts of the catalogue, with places for ``figures``.
    ``holds`` and ``fails`` are the ways to split the money under which the sentence is true
    or not; both are empty where no split has a part in it. ``tells`` is False for a sentence
    that says honestly that there is nothing to find. ``share`` is how much of the whole it is
    about, 0 to 1: findings of one kind are ordered by it.
    """

    code: str
    sentence: str
    figures: tuple[Figure, ...] = ()
    evidence: str = ""
    holds: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    tells: bool = True
    share: float = 0.0
    areas: str = "2023"

    @property
    def certain(self) -> bool:
        """Whether the sentence is true under every way to split the money."""
        return not self.fails

    def value(self, name: str) -> object:
        """Return a figure by the name of its place.

        Raises
        ------
        KeyError
            If the finding has no such figure.
        """
        return {f.name: f.value for f in self.figures}[name]

    def title(self, atlas: Atlas, t: Translator) -> str:
        """Write the sentence in the language of *t*."""
        return _filled(self.sentence, self, atlas, t)

    def reason(self, atlas: Atlas, t: Translator) -> str:
        """Write how the sentence was tested; empty where it is a plain fact."""
        return _filled(self.evidence, self, atlas, t) if self.evidence else ""


def share_words(share: float, t: Translator) -> str:
    """Write a share in whole percent; what is neither nothing nor all is never written as 0 % or 100 %."""
    if 0 < share < _WHOLE_PERCENT / 2:
        return f"<{t.percent(_WHOLE_PERCENT, 0)}"
    if _ALMOST_ALL + _WHOLE_PERCENT / 2 <= share < 1:
        return f">{t.percent(_ALMOST_ALL, 0)}"
    return t.percent(share, 0)


def names_in_a_row(names: list[str], t: Translator) -> str:
    """Set names in a row, as a sentence has them: Gao, Kidal, and Mopti."""
    return str(format_list(names, locale=t.locale))


def _filled(text: str, finding: Finding, atlas: Atlas, t: Translator) -> str:
    words = {f.name: _WRITERS[f.kind](f.value, finding, atlas, t) for f in finding.figures}
    written = t(text, **words) if words else t(text)
    return written[:1].upper() + written[1:]


def _floor(share: float, t: Translator) -> str:
    """Write a share that is a lower end: rounded down, with a decimal where it is below one percent."""
    digits = 0 if share >= _WHOLE_PERCENT else 1
    steps = 100 * 10**digits
    return t.percent(math.floor(share * steps + 1e-9) / steps, digits)


def _regions(codes: tuple[str, ...], finding: Finding, atlas: Atlas, t: Translator) -> str:
    regions = atlas.regions[finding.areas]
    return names_in_a_row([regions.name(c, t.lang) for c in codes], t)


_WRITERS: dict[str, Callable[..., str]] = {
    "money": lambda usd, _, __, t: t.money_short(usd, 3),
    "usd": lambda usd, _, __, t: t.money(usd),
    "share": lambda share, _, __, t: share_words(share, t),
    "floor": lambda share, _, __, t: _floor(share, t),
    "number": lambda n, _, __, t: t.number(n),
    "regions": _regions,
    "sectors": lambda codes, _, atlas, t: names_in_a_row([sector_title(atlas, c, t) for c in codes], t),
    "objectives": lambda codes, _, __, t: names_in_a_row(list(codes), t),
    "indicator": lambda code, _, atlas, t: atlas.indicators[code].name(t.lang),
    "words": lambda text, _, __, t: t(text),
}
