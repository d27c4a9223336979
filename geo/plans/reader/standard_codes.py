"""The platform's standard sectors and target groups, and what else a page is read with."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandera.pandas as pa

from geo.core import VINTAGES, DataError, fold_name, read_table
from geo.places import regions_without_shapes
from geo.plans.identity import load_names
from geo.plans.reader.vocabulary import load_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from geo.places import Country, Regions
    from geo.plans.identity import Names
    from geo.plans.model import Plan
    from geo.plans.reader.document import PlanDocument
    from geo.plans.reader.vocabulary import Words

DRAFT = 160
"""Letters of the published words that a draft of a summary keeps."""
_RESIDUE = re.compile(r"\s+[-–]\s+rename$", re.IGNORECASE)
_TEXTS = dict.fromkeys(("sector", "title_en", "title_fr", "aliases"), pa.Column(object))
_GROUPS = dict.fromkeys(("group", "name_en", "name_fr", "aliases"), pa.Column(object))


@dataclass(frozen=True)
class ReaderTools:
    """What a page is read with.

    ``land`` is the page's country, with its regions and towns; ``cercles`` adds names of places;
    ``titles`` and ``groups`` are the platform's standard sectors and target groups; ``known``
    is the plan on hand, whose own words stay where the source's text has not changed; ``other`` is
    a plan on hand that has the page's code under another title, and nothing in common with it.
    ``words`` are the words of a page, ``names`` those of countries.
    """

    land: Country
    zones: pd.DataFrame
    titles: pd.DataFrame
    groups: pd.DataFrame
    cercles: pd.DataFrame | None = None
    known: Plan | None = None
    other: Plan | None = None
    words: Words = field(default_factory=load_words)
    names: Names = field(default_factory=load_names)

    @property
    def regions(self) -> Regions:
        """The regions of the newest vintage; none where the country has no shapes."""
        return regions_without_shapes((), VINTAGES[0]) if self.land.regions is None else self.land.regions[VINTAGES[0]]


def load_standard_codes(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the platform's standard sectors and target groups, with the titles they appear under.

    Raises
    ------
    DataError
        With every wrong cell.
    """
    titles, problems = read_table(folder / "sectors.csv", pa.DataFrameSchema(_TEXTS))
    groups, more = read_table(folder / "groups.csv", pa.DataFrameSchema(_GROUPS))
    if problems or more:
        raise DataError([*problems, *more])
    return titles.set_index("sector"), groups.set_index("group")


def text_hash(texts: Sequence[str]) -> str:
    """Return 12 letters that change when a published text changes, but not its spaces, capitals or accents."""
    return hashlib.sha256("\n".join(fold_name(t) for t in texts).encode()).hexdigest()[:12]


def shorten(text: str, letters: int = DRAFT) -> str:
    """Cut a text at a word."""
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + " …"


def without_residue(title: str) -> str:
    """Take the traces of editing off a published heading."""
    return _RESIDUE.sub("", title)


def sector_codes(reading: PlanDocument, titles: pd.DataFrame, known: Plan | None) -> dict[tuple[int, str], str]:
    """Give each sector (objective's number and title) the known plan's code, else the standard one, else its own."""
    codes_of = code_by_alias(titles, ("title_en", "title_fr"))
    if known is not None:
        codes_of |= {fold_name(str(title)): str(code) for code, title in known.sectors["source_title"].items()}
    codes: dict[tuple[int, str], str] = {}
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for objective, sector in ((o, s) for o in reading.objectives for s in o.sectors):
        clean = fold_name(without_residue(sector.title))
        own = re.sub(r"[^a-z0-9]+", "-", clean).strip("-") or "sector"
        code = codes_of.get(fold_name(sector.title)) or codes_of.get(clean) or own
        free = code
        while free in taken:
            times[code] += 1
            free = f"{code}-{times[code] + 1}"
        taken.add(free)
        codes[objective.number, sector.title] = free
    return codes


def code_by_alias(table: pd.DataFrame, names: Sequence[str]) -> dict[str, str]:
    """Lead from each folded name and alias to its code."""
    return {
        fold_name(text): str(code)
        for code, row in table.iterrows()
        for text in (str(code), *(row[n] for n in names), *str(row["aliases"]).split(";"))
        if text.strip()
    }
