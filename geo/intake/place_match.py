"""The places of a table: every written place once, what it means, and the region and cercle of each row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.core import VINTAGES
from geo.intake.brought_table import as_texts
from geo.intake.place_names import (
    ALIAS,
    ASKED,
    BLANK,
    EXACT,
    FUZZY,
    LEFT_OUT,
    MISSED,
    NATIONAL,
    NameMatch,
)
from geo.intake.point_match import NO_POINT, OUTSIDE, cercles_of_points
from geo.intake.row_match import PLACE_COLUMNS, RowMatch, RowMatcher, without_chance
from geo.places import CERCLE_LEVEL, REGION_LEVEL, fold_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.intake.brought_table import BroughtTable
    from geo.places import Place, PlaceIndex

STATES = (EXACT, ALIAS, FUZZY, ASKED, MISSED, NATIONAL, LEFT_OUT, BLANK)
_ROWS_KEPT = 5
_NEW_REGIONS_CODE, _BAMAKO_OR_TAOUDENIT = 10, 9


@dataclass(frozen=True)
class PlaceLine:
    """A place as it was written in a table, and what it means.

    ``written`` are the cells that name it, the widest first; ``asked`` is the one that an answer is
    about. ``place`` is the finest place that is known, also where a finer one was missed: a row of a
    known region whose cercle is not stays with its region. ``rows`` counts the rows, ``first_rows``
    are the numbers of the first of them in the spreadsheet.
    """

    written: tuple[str, ...]
    asked: str
    level: str
    match: NameMatch
    place: Place | None
    rows: int
    first_rows: tuple[int, ...]

    @property
    def state(self) -> str:
        """The state of the match."""
        return self.match.state

    @property
    def to_answer(self) -> bool:
        """Whether the reader must look at it: it was missed, or could mean several."""
        return self.state in (ASKED, MISSED)


@dataclass(frozen=True, eq=False)
class PlaceReport:
    """The places of a table.

    ``lines`` are the written places, those to answer first. ``rows`` has, for each row of the table
    (by its index), ``region`` (of the vintage ``areas``), ``region_2023``, ``region_2016``,
    ``region_2012``, ``cercle`` and ``state``; '' where there is none. A row of the state ``national``
    with a region is that region's total. ``edition`` is that of the P-codes, '' where it does not matter.
    """

    lines: tuple[PlaceLine, ...]
    rows: pd.DataFrame
    areas: str
    edition: str = ""
    votes: dict[str, int] = field(default_factory=dict)

    def count(self, state: str) -> int:
        """Count the written places of a state."""
        return sum(line.state == state for line in self.lines)

    def count_rows(self, state: str) -> int:
        """Count the rows of a state."""
        return sum(line.rows for line in self.lines if line.state == state)

    @property
    def to_answer(self) -> tuple[PlaceLine, ...]:
        """The written places that the reader must look at."""
        return tuple(line for line in self.lines if line.to_answer)

    @property
    def placed(self) -> int:
        """The number of rows that lie in a region."""
        return int((self.rows["region"] != "").sum())


def match_places(
    table: BroughtTable, index: PlaceIndex, known: Mapping[str, Place | None] | None = None, areas: str = ""
) -> PlaceReport:
    """Match the places of a table to regions and cercles.

    Parameters
    ----------
    table
        A table with columns of places; every different cell is matched once.
    index
        Names and codes of the loaded country.
    known
        The reader's answers by folded name, as of `geo.intake.read_aliases`; None is a place to leave out.
    areas
        Vintage of the regions that the table means; by default the one that its rows fit.

    Returns
    -------
    PlaceReport
        With one line per written place, and region and cercle of each row. A cercle rolls up to its
        region; a name that could mean several places is asked, never guessed.
    """
    used = [c for c in PLACE_COLUMNS if table.column(c) is not None]
    if not any(c in used for c in PLACE_COLUMNS if not c.startswith("adm0")):
        points = cercles_of_points(table, index)
        if points is not None:
            return _of_points(*points, table, index, areas or VINTAGES[0])
    if not used:
        return _nowhere(table)
    cells = {c: _codes(table, c) for c in used}
    combos, inverse = _combos([codes for codes, _ in cells.values()])
    texts = [{c: str(cells[c][1][at]) for c, at in zip(used, combo, strict=True)} for combo in combos.tolist()]
    edition = _edition(texts, index.prefix)
    matcher = RowMatcher(index, edition, known or {})
    found = [matcher.row(own) for own in texts]
    found = without_chance(found)
    areas = areas or _areas(found, index)
    return PlaceReport(
        _lines(texts, found, inverse, table.frame.index), _rows(found, inverse, table.frame.index, index, areas),
        areas, edition, _votes(found, index),
    )  # fmt: skip


def _of_points(
    codes: np.ndarray, places: Sequence[Place | None], table: BroughtTable, index: PlaceIndex, areas: str
) -> PlaceReport:
    """Report on points: one line for each cercle that holds some, one for those outside, one for rows without any."""
    present, inverse = np.unique(codes, return_inverse=True)
    found, texts = [], []
    for code in present.tolist():
        place = places[code]
        reason = "" if place is not None else OUTSIDE if code == len(places) - 2 else NO_POINT
        match = NameMatch(MISSED, reason=reason) if place is None else NameMatch(EXACT, place, 100)
        found.append(RowMatch(match, place, "", CERCLE_LEVEL))
        texts.append({"place_name": index.written[place] if place is not None else "lat, lon"})
    rows = table.frame.index
    return PlaceReport(_lines(texts, found, inverse, rows), _rows(found, inverse, rows, index, areas), areas)


def _nowhere(table: BroughtTable) -> PlaceReport:
    rows = pd.DataFrame(dict.fromkeys(("region", "region_2023", "cercle"), ""), index=table.frame.index)
    return PlaceReport((), rows.assign(state=BLANK), VINTAGES[0])


def _codes(table: BroughtTable, role: str) -> tuple[np.ndarray, np.ndarray]:
    codes, known = pd.factorize(as_texts(table.series(role)))
    return codes, np.asarray(known, dtype=object)


def _combos(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return each different combination of the columns' values, and for each row the place of its own."""
    key = np.zeros(len(columns[0]), dtype="int64")
    for codes in columns:
        key = key * (int(codes.max(initial=0)) + 1) + codes
        _, key = np.unique(key, return_inverse=True)
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return np.stack([codes[first] for codes in columns], axis=1), inverse


def _edition(texts: Sequence[Mapping[str, str]], prefix: str) -> str:
    """Tell the edition of the P-codes by those that only one has, or by the name beside the code that both have."""
    codes = [(_region_number(own.get(c, ""), prefix), own) for own in texts for c in ("adm1_code", "place_code")]
    if any(n > _NEW_REGIONS_CODE for n, _ in codes):
        return "2025"
    for n, own in codes:
        name = fold_place(own.get("adm1_name") or own.get("place_name") or "")
        if n == _BAMAKO_OR_TAOUDENIT and name:
            return "2021" if "bamako" in name else "2025" if "taoud" in name else ""
    return ""


def _region_number(code: str, prefix: str) -> int:
    """Return the number in the P-code of a region, 0 where it is none of this country."""
    digits = code.strip().upper().removeprefix(prefix).strip(" _")
    return int(digits) if code.strip().upper().startswith(prefix) and digits.isdecimal() and len(digits) <= 2 else 0  # noqa: PLR2004


def _votes(found: Sequence[RowMatch], index: PlaceIndex) -> dict[str, int]:
    """Count, for each vintage, the written places that fit no newer one, or for the newest no older one."""
    votes: Counter[str] = Counter()
    for row in found:
        region = row.region
        if region is None or region.level != REGION_LEVEL:
            continue
        if index.parents[region]["2012"] != region.slug:
            votes["2023" if index.parents[region]["2016"] != region.slug else "2016 or later"] += 1
        if row.place is not None and row.place.level == CERCLE_LEVEL:
            parents = index.parents[row.place]
            fits = [v for v in VINTAGES if parents[v] == region.slug]
            if fits and VINTAGES[0] not in fits:
                votes[fits[0]] += 1
    return dict(votes)


def _areas(found: Sequence[RowMatch], index: PlaceIndex) -> str:
    """Return the vintage that most written places fit: the newest unless cercles lie in older regions."""
    votes = _votes(found, index)
    older = votes.get("2016", 0) + votes.get("2012", 0)
    if older <= votes.get("2023", 0):
        return VINTAGES[0]
    return "2012" if votes.get("2012", 0) and not votes.get("2016 or later", 0) else "2016"


def _lines(
    texts: Sequence[Mapping[str, str]], found: Sequence[RowMatch], inverse: np.ndarray, rows: pd.Index[int]
) -> tuple[PlaceLine, ...]:
    """Make one line per written place, those to answer first, then by their number of rows."""
    order = np.argsort(inverse, kind="stable")
    counts = np.bincount(inverse, minlength=len(found))
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    lines = []
    for n, (own, row) in enumerate(zip(texts, found, strict=True)):
        written = tuple(dict.fromkeys(own[c] for c in PLACE_COLUMNS if own.get(c) and not c.startswith("adm0")))
        first = tuple(int(rows[i]) for i in order[starts[n] : starts[n] + min(counts[n], _ROWS_KEPT)])
        asked = row.asked or " · ".join(own[c] for c in own if own[c])
        lines.append(PlaceLine(written or (asked,), asked, row.level, row.match, row.place, int(counts[n]), first))
    urgent = {ASKED: 0, MISSED: 1}
    return tuple(sorted(lines, key=lambda line: (urgent.get(line.state, 2), -line.rows, line.written)))


def _rows(
    found: Sequence[RowMatch], inverse: np.ndarray, rows: pd.Index[int], index: PlaceIndex, areas: str
) -> pd.DataFrame:
    """Give each row its region in every vintage and its cercle; '' where there is none."""
    regions = [p for p in index.parents if p.level == REGION_LEVEL]
    placed = [_placed(row, index, areas, regions) for row in found]
    columns = {
        name: np.array([p[name] for p in placed], dtype=object)[inverse]
        for name in ("region", *(f"region_{v}" for v in VINTAGES), "cercle", "state")
    }
    return pd.DataFrame(columns, index=rows)


def _placed(row: RowMatch, index: PlaceIndex, areas: str, regions: Sequence[Place]) -> dict[str, str]:
    """Return where a written place lies: a region of an older vintage is one of a newer only where it is the same."""
    nowhere = dict.fromkeys(("region", *(f"region_{v}" for v in VINTAGES), "cercle"), "") | {"state": row.match.state}
    if row.place is None:
        return nowhere
    parents = index.parents[row.place]
    within = [row.place]
    if row.place.level == REGION_LEVEL:
        within = [p for p in regions if index.parents[p][areas] == parents[areas]]
    into = {v: {index.parents[p][v] for p in within} for v in VINTAGES}
    by_vintage = {f"region_{v}": next(iter(slugs)) if len(slugs) == 1 else "" for v, slugs in into.items()}
    cercle = row.place.slug if row.place.level == CERCLE_LEVEL else ""
    return nowhere | by_vintage | {"region": parents[areas], "cercle": cercle}
