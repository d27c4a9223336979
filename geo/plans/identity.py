"""Who a plan is: its code, its country and its years, from its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache  # noqa: TID251 - names of countries

from babel import Locale
from babel.core import get_global

from geo.core import fold_name

_YEARS = re.compile(r"(?<!\d)(20\d{2})(?:\s*[-–/]\s*(?:20)?(\d{2})(?!\d))?")
_LETTERS = 3


@dataclass(frozen=True)
class Identity:
    """A plan's code (``mli-2023-2024``), country (ISO 3166-1 alpha-3) with its names, and years (0 if unknown)."""

    code: str
    country: str
    names: tuple[str, ...]
    first: int
    last: int


def identify_plan(title: str) -> Identity:
    """Tell country and years from a title; a plan of several countries has the first that it names."""
    match = _YEARS.search(title)
    first = int(match[1]) if match else 0
    last = int(f"20{match[2]}") if match and match[2] else first
    plain = fold_name(title)
    country = next((c for name, c in _countries() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)), "")
    years = str(first) if first == last else f"{first}-{last}"
    names = tuple(name for name, c in _countries() if c == country)
    return Identity(f"{(country or 'plan').lower()}-{years}", country, names, first, last)


@lru_cache(maxsize=1)
def _countries() -> tuple[tuple[str, str], ...]:
    """Return folded country names in English and French with their alpha-3 codes, longest first."""
    three = {
        two[0]: code
        for code, two in get_global("territory_aliases").items()
        if len(code) == _LETTERS and code.isalpha() and len(two) == 1
    }
    names = [
        (fold_name(name), three[code])
        for lang in ("en", "fr")
        for code, name in Locale(lang).territories.items()
        if code in three
    ]
    return tuple(sorted(set(names), key=lambda pair: (-len(pair[0]), pair)))
