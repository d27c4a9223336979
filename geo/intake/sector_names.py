"""Names of sectors and clusters as tables write them, each to the plan's sector or to the cluster that it means."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache  # noqa: TID251 - a table of names, no data of a plan
from typing import TYPE_CHECKING

import pandas as pd
from rapidfuzz import fuzz, process

from geo.core import DATA_FOLDER, split_list
from geo.places import fold_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.plans import Plan

FILE = DATA_FOLDER / "reader" / "clusters.csv"
SEVERAL, NONE = "several", "not-specified"
_NEAR = 88
_BETWEEN = re.compile(r"\s*[;|/,+&]\s*|\s+et\s+|\s+and\s+")
_NOTHING = frozenset(("not specified", "non specifie", "na", "n a", "none", "autre", "other", "-", "tbd", "inconnu"))
_EPIDEMIC = re.compile(r"\s*\bcovid\s*-?\s*19\b\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Cluster:
    """A cluster or a plan's sector by its code, with its name in both languages."""

    code: str
    title_en: str
    title_fr: str

    def title(self, lang: str) -> str:
        """Return its name in a language."""
        return self.title_fr if lang == "fr" else self.title_en


@cache
def _clusters() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


class SectorNames:
    """Finds the sector that a cell means: the plan's own names first, then those of the clusters."""

    def __init__(self, plan: Plan) -> None:
        self.known: dict[str, Cluster] = {}
        self._names: dict[str, str] = {}
        own = set(map(str, plan.sectors.index))
        for code, row in plan.sectors.iterrows():
            self._add(str(code), (row["title_en"], row["title_fr"], row.get("source_title", ""), str(code)))
            self.known[str(code)] = Cluster(str(code), str(row["title_en"]), str(row["title_fr"]))
        for row in _clusters():
            code = row["sector"] if row["sector"] in own else row["cluster"]
            self.known.setdefault(code, Cluster(code, row["title_en"], row["title_fr"]))
            self._add(code, (row["title_en"], row["title_fr"], row["cluster"], *split_list(row["aliases"])))

    def _add(self, code: str, names: Iterable[str]) -> None:
        for name in names:
            folded = fold_place(str(name))
            if folded:
                self._names.setdefault(folded, code)

    def code(self, written: str) -> str:
        """Return the code that a cell means, `SEVERAL` of them, `NONE`, or '' where it is unknown."""
        folded = fold_place(_EPIDEMIC.sub(" ", written))
        if not folded or folded in _NOTHING:
            return NONE
        if folded in self._names:
            return self._names[folded]
        parts = [p for p in _BETWEEN.split(written) if p.strip()]
        codes = {c for p in parts if (c := self._names.get(fold_place(p)))}
        if len(parts) > 1 and len(codes) == 1:
            return next(iter(codes))
        if len(codes) > 1:
            return SEVERAL
        near = process.extractOne(folded, list(self._names), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return "" if near is None else self._names[near[0]]

    def codes(self, cells: pd.Series[str]) -> pd.Series[str]:
        """Return the code of each cell; one that is unknown keeps its own words, folded."""
        codes, known = pd.factorize(cells)
        found = [self.code(str(w)) or fold_place(str(w)).replace(" ", "-")[:60] for w in known]
        for word, code in zip(known, found, strict=True):
            self.known.setdefault(code, Cluster(code, str(word)[:80], str(word)[:80]))
        return pd.Series([found[c] for c in codes], index=cells.index, dtype=object)
