"""Whose a plan is, from its title: of one country, or of several; its code and its years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache  # noqa: TID251 - names of countries, and the rows that the project ships
from typing import TYPE_CHECKING

import pandera.pandas as pa
import pycountry
from babel import Locale

from geo.core import DATA_FOLDER, DataError, fold_name, read_table

if TYPE_CHECKING:
    from pathlib import Path

REGIONAL = "reg-"
"""How the code of a plan over several countries begins; its country is empty."""
MOST_LETTERS = 250
_YEARS = re.compile(r"(?<!\d)(20\d{2})(?:\s*[-–—/]\s*(?:20)?(\d{2})(?!\d))?")
_ARTICLE = re.compile(r"^(?:the|la|le|les|l) ")
_ALIASES = pa.DataFrameSchema({"country": pa.Column(object), "alias": pa.Column(object)})
_WORDS = pa.DataFrameSchema({"words": pa.Column(object)})
# What every plan's title has, in English and French: the rest names its area.
_GENERIC = re.compile(
    r"a|an|and|au|aux|appeal|appel|by|crisis|crise|d|de|des|du|et|en|for|from|humanitaire|humanitarian|iom|s|in|"
    r"intervention|la|le|les|l|migrant|oim|of|on|plans?|pour|reponse|regionale?|response|the|to|towards"
)


@dataclass(frozen=True)
class Identity:
    """Whose a plan is.

    ``code`` such as ``mli-2023-2024``, or ``reg-lake-chad-basin-2022`` for a plan over several
    countries. ``country``: ISO 3166-1 alpha-3, empty for such a plan and where the title names
    none; ``countries``: those that the title of a plan over several names, which need not be
    all. ``names``: the country's names, folded; ``first`` and ``last``: years, 0 if unknown.
    """

    code: str
    country: str
    names: tuple[str, ...]
    first: int
    last: int
    countries: tuple[str, ...] = ()

    @property
    def regional(self) -> bool:
        """Whether it is a plan over several countries."""
        return self.code.startswith(REGIONAL)


@dataclass(frozen=True)
class Names:
    """Names of countries and of regions of the world, to be found in a text.

    ``known`` leads from a folded name to its country, ``cased`` from an abbreviation, which counts
    as it is written only; ``pattern`` finds both kinds of names in folded text, the longest first.
    """

    known: dict[str, str]
    cased: dict[str, str]
    pattern: re.Pattern[str]


def same_title(title: str, other: str) -> bool:
    """Tell whether two titles are one but for capitals, accents, marks and the way to write the years."""

    def plain(text: str) -> str:
        first, last = years_in(text)
        return f"{_folded(_YEARS.sub(' ', text))} {first} {last}"

    return plain(title) == plain(other)


def identify_plan(title: str, *, regional: bool = False, names: Names | None = None) -> Identity:
    """Tell from a title whose a plan is; *regional* if its page says so beside the title.

    A plan is regional if it says so, names a region of the world or neighbouring countries,
    or more than one country. Names are those of ISO 3166 (pycountry) and of CLDR (Babel), in
    English and French, and the rows of ``countries.csv``; the longest name counts, so that
    South Sudan is not Sudan and the Central African Republic no region.
    """
    names = names or load_names()
    title = title[:MOST_LETTERS]
    first, last = years_in(title)
    found, wider = areas_in(title, names)
    several = regional or wider or len(found) > 1
    years = str(first) if first == last else f"{first}-{last}"
    if several:
        return Identity(f"{REGIONAL}{_area(title)}-{years}", "", (), first, last, found)
    country = found[0] if found else ""
    own = tuple(name for name, code in names.known.items() if code == country)
    return Identity(f"{(country or 'plan').lower()}-{years}", country, own, first, last)


def years_in(title: str) -> tuple[int, int]:
    """Return the first and the last year that a title names; zeros where it names none."""
    match = _YEARS.search(title)
    first = int(match[1]) if match else 0
    return first, int(f"20{match[2]}") if match and match[2] else first


def areas_in(title: str, names: Names) -> tuple[tuple[str, ...], bool]:
    """Return the countries that a title names, in its order, and whether it names a region of the world.

    A country's name inside a region's is none: the Lake Chad Basin is not Chad.
    """
    abbreviated = [names.cased[word] for word in re.findall(r"[^\W\d_]+", title) if word in names.cased]
    words = [match.group() for match in names.pattern.finditer(_folded(title))]
    countries = [names.known[word] for word in words if word in names.known]
    return tuple(dict.fromkeys([*abbreviated, *countries])), any(word not in names.known for word in words)


def _folded(text: str) -> str:
    """Fold a text so that marks between words count as spaces."""
    return re.sub(r"[^\w]+", " ", fold_name(text)).strip()


def _area(title: str) -> str:
    """Make a slug of what a title says beyond the words that every plan has."""
    words = [w for w in _folded(_YEARS.sub(" ", title)).split() if w.isascii()]
    kept = [w for w in words if not _GENERIC.fullmatch(w)] or words or ["area"]
    return "-".join(kept)[:60].strip("-")


@cache
def load_names() -> Names:
    """Return the names that libraries know, with the rows that the project ships."""
    return read_names(DATA_FOLDER / "reader")


def read_names(folder: Path) -> Names:
    """Read the names of countries and regions of the world, with the rows of a folder.

    Raises
    ------
    DataError
        With every wrong cell of the rows.
    """
    aliases, problems = read_table(folder / "countries.csv", _ALIASES)
    regions, more = read_table(folder / "world_regions.csv", _WORDS)
    if problems or more:
        raise DataError([*problems, *more])
    known, cased = dict(_library_names()), {}
    for code, alias in aliases[["country", "alias"]].astype(str).itertuples(index=False):
        if alias.isalpha() and sum(c.isupper() for c in alias) > 1:
            cased[alias] = code
        else:
            known[_folded(alias)] = code
    wider = (_folded(str(words)) for words in regions["words"])
    longest = sorted({*known, *wider}, key=lambda w: (-len(w), w))
    return Names(known, cased, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"))


def _library_names() -> list[tuple[str, str]]:
    """List the folded names of every country in English and French with its alpha-3 code."""
    found: list[tuple[str, str]] = []
    locales = [Locale(lang).territories for lang in ("en", "fr")]
    for country in pycountry.countries:
        texts = [getattr(country, kind, "") for kind in ("name", "common_name", "official_name")]
        texts += [t[country.alpha_2] for t in locales if country.alpha_2 in t]
        for text in (t for t in texts if t):
            before, _, after = text.partition(", ")
            turned = f"{after} {before}" if after else text
            found += [(name, country.alpha_3) for t in (text, turned) for name in _spellings(t)]
    return found


def _spellings(text: str) -> list[str]:
    """Fold a name with and without its article, and with and without what stands in brackets."""
    plain, without = _folded(text), _folded(re.sub(r"\(.*?\)", " ", text))
    return list(dict.fromkeys(_ARTICLE.sub("", name) for name in (plain, without)))
