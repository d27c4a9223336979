"""Which figures of a layer add up to which, in its table and in others of the same records."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from geo.monitoring.layers.withholding import withheld_cells

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from geo.monitoring.layers.profile import LayerProfile
    from geo.monitoring.layers.summary import Grid

    Figures = Mapping[str, "pd.Series[int]"]
    Cell = tuple[str, str, Hashable]
    """Measure, place and time."""

EVERYWHERE = ""
"""Place of a figure that is of the whole country."""
_OTHERS, _REGION = "other kinds", "region "
_PLACES, _KINDS = "places", "kinds"
_SPANS: dict[str, tuple[str, ...]] = {**dict.fromkeys(("day", "week", "month"), ("ever", "year")), "all": ()}
"""Longer times whose sums readers may know, by period."""


def withheld_figures(records: Figures, profile: LayerProfile, grid: Grid) -> dict[str, pd.Series[bool]]:
    """Tell which figures of a layer's measures must not be shown.

    Parameters
    ----------
    records
        Records behind each figure by place and period, by measure; the country is a place.
    profile
        The layer: the smallest group that may be shown, and which counts are kinds of another.
    grid
        Level and period of the table.

    Returns
    -------
    dict of Series
        True for what is withheld, by measure.

    Notes
    -----
    Regions are decided first and by themselves, so that tables of regions and of cercles agree:
    a cercle is withheld also if it would give away a region that the table of regions
    withholds. Small groups have company within their year, too; but tables of several kinds of
    periods, or of hexagons of several sizes, are decided apart: hand out one of each.
    """
    if profile.smallest < 2 or not records:  # noqa: PLR2004 - no group is smaller than one
        return {code: pd.Series(False, index=n.index) for code, n in records.items()}
    hidden: dict[str, pd.Series[bool]] = {}
    for first, together in _kinds_together(records, profile):
        uppers = {place: (_REGION + region,) for place, region in (grid.parents or {}).items()}
        found = _Tables(together, first, uppers, _spans(first, profile, grid.period)).decided(profile.smallest)
        for code, n in together.items():
            hidden[code] = pd.Series([found[code, place, when] for place, when in n.index], index=n.index, dtype=bool)
    return hidden


def withheld_below(
    records: Figures, uppers: Mapping[str, tuple[str, ...]], above: pd.DataFrame, profile: LayerProfile
) -> set[Cell]:
    """Tell which figures must not be shown of several tables that cut the same records in different ways.

    Parameters
    ----------
    records
        Records behind each atom by place and period, by measure; the country is a place. An
        atom is the smallest part that the tables have in common; it is in no table itself.
    uppers
        The places of all tables that an atom is a part of, by atom: its region first.
    above
        The table of regions, decided before: ``measure``, ``place``, ``period``, ``withheld``.
    profile
        The layer: the smallest group that may be shown.

    Returns
    -------
    set of (measure, place, period)
        What is withheld of all tables but that of regions. An atom of a small group is
        determined by no sums of what is shown, as if all larger ones were known.

    Notes
    -----
    Each period is decided by itself: hand out these tables for one kind of periods.
    """
    if profile.smallest < 2:  # noqa: PLR2004 - no group is smaller than one
        return set()
    named = {region for parts in uppers.values() for region in parts[:1]}
    hidden: set[Cell] = set()
    named_so = {atom: (_REGION + parts[0], *parts[1:]) for atom, parts in uppers.items()}
    told = {
        (str(row.measure), f"{_REGION}{row.place}" if row.place else EVERYWHERE, row.period): bool(row.withheld)
        for row in above.itertuples()
    }
    for first, together in _kinds_together(records, profile):
        for when in sorted({when for n in together.values() for _, when in n.index}):
            now = {code: n[n.index.get_level_values(1) == when] for code, n in together.items()}
            here = {cell: held for cell, held in told.items() if cell[2] == when and cell[0] in together}
            atoms = {atom for n in now.values() for atom, _ in n.index}
            tables = _Tables(now, first, {a: named_so[a] for a in atoms if a in named_so}, ())
            hidden |= {cell for cell, held in tables.decided_below(profile.smallest, here).items() if held}
    return {cell for cell in hidden if cell[1] not in uppers and cell[1].removeprefix(_REGION) not in named}


def _kinds_together(records: Figures, profile: LayerProfile) -> Iterator[tuple[str, dict[str, pd.Series[int]]]]:
    """Give each measure with those that count kinds of it."""
    kinds = {m.code: profile.all_of(m) for m in profile.measures}
    for first in dict.fromkeys(kinds[code] or code for code in records):
        yield first, {code: n for code, n in records.items() if (kinds[code] or code) == first}


def _spans(first: str, profile: LayerProfile, period: str) -> tuple[str, ...]:
    adds_up = profile.measure(first).aggregation not in ("latest", "distinct")
    return _SPANS.get(period, ("ever",)) if adds_up else ()


class _Tables:
    """A table and the sums above it that readers may know: its cells, and which of them add up to which.

    ``uppers`` are the places that a place is a part of; one that has none is a part of the country.
    """

    def __init__(
        self, records: Figures, first: str, uppers: Mapping[str, tuple[str, ...]], spans: tuple[str, ...]
    ) -> None:
        self.first, self.uppers, self.spans = first, uppers, spans
        # Regions add up to the country; what cuts across them adds up to nothing that is known.
        self.aside = {upper for parts in uppers.values() for upper in parts if not upper.startswith(_REGION)}
        self.base: dict[Cell, int] = {
            (code, place, when): int(k) for code, n in records.items() for (place, when), k in n.items()
        }
        if first in records and len(records) > 1:
            self.base |= self._of_other_kinds()
        self.cells: dict[Cell, int] = {}
        self.sums: dict[tuple[Cell, str], list[Cell]] = defaultdict(list)
        self.held: dict[Cell, bool] = {}

    def _of_other_kinds(self) -> dict[Cell, int]:
        """Return the records of no kind that has a measure: all but the others tells them."""
        others: dict[Cell, int] = {}
        for (code, place, when), k in self.base.items():
            here = _OTHERS, place, when
            others[here] = others.get(here, 0) + (k if code == self.first else -k)
        return {cell: k for cell, k in others.items() if k > 0}

    def decided(self, smallest: int) -> dict[Cell, bool]:
        """Decide on the regions above cercles first, then on the table itself, and return what is withheld."""
        if self.uppers:
            self._add([((c, self.uppers.get(p, (p,))[0], w), k) for (c, p, w), k in self.base.items()])
            self._decide(smallest)
        self._add(self.base.items())
        self._decide(smallest)
        return self.held

    def decided_below(self, smallest: int, told: Mapping[Cell, bool]) -> dict[Cell, bool]:
        """Decide on all tables at once but that of regions, which is *told*; return what is withheld."""
        self.held = dict(told)
        self._add([((c, upper, w), k) for (c, p, w), k in self.base.items() for upper in self.uppers.get(p, (p,))])
        self._add(self.base.items())
        self._decide(smallest)
        return self.held

    def _add(self, base: Iterable[tuple[Cell, int]]) -> None:
        """Add the cells of a table with those of longer times, and say into which sums they go."""
        made: dict[Cell, int] = defaultdict(int)
        for (code, place, when), k in base:
            made[code, place, when] += k
            for span in self.spans:
                made[code, place, _at(when, span)] += k
        # Always in one order: which of two cells of one size is taken must not depend on the table that is made.
        for cell in sorted(made, key=lambda c: (c[0], c[1], str(c[2]))):
            if cell not in self.cells:
                self._place(cell)
                self.cells[cell] = made[cell]

    def _place(self, cell: Cell) -> None:
        code, place, when = cell
        if place != EVERYWHERE and place not in self.aside:
            for upper in self.uppers.get(place, (EVERYWHERE,)):
                self.sums[(code, upper, when), _PLACES].append(cell)
        if code != self.first:
            self.sums[(self.first, place, when), _KINDS].append(cell)
        if isinstance(when, pd.Timestamp):
            for span in self.spans:
                self.sums[(code, place, _at(when, span)), span].append(cell)

    def _decide(self, smallest: int) -> None:
        n = pd.Series(self.cells.values(), index=pd.Index(list(self.cells), tupleize_cols=False))
        sums = [(whole, parts) for (whole, _), parts in self.sums.items()]
        already = {cell for cell, held in self.held.items() if held}
        found = withheld_cells(n, sums, smallest, already=already, told=self.held.keys() - already)
        self.held = dict(zip(n.index, found.tolist(), strict=True))


def _at(when: Hashable, span: str) -> Hashable:
    return pd.Timestamp(when).year if span == "year" else span
