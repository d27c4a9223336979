"""Observed needs per region: who published them, for which areas, on which day; added up, never split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import VINTAGES, remember
from geo.monitoring.observation_rows import observation_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo.monitoring.indicators import Indicator
    from geo.monitoring.observations import Observations
    from geo.places import Regions

    _Vintages = tuple[tuple[str, Regions], ...]
    """Regions by vintage as a key: what is remembered of observations is of these regions."""

COMPLETE, PART, WITHIN, UNKNOWN, WITHHELD = "complete", "part", "within", "unknown", "withheld"
_NEAR = pd.Timedelta(days=45)
TOOL_PERIODS = frozenset({"day", "week", "month", "year", "all"})
"""Kinds of periods of monitoring tools: the country's figure of another period is not that of this one."""


@dataclass(frozen=True)
class NeedFigure:
    """A need figure of one region of a view's vintage.

    ``state``: ``complete``; ``part`` (a sum that lacks ``others``, so at least
    ``value``); ``within`` (published only together with ``others``), ``withheld`` (a small
    group, or what would give one away) or ``unknown``.
    ``value`` is a number of people, or for a share a part of ``base``, the source's own
    population; None where no figure can be given. A complete figure that includes other
    regions names them in ``others``.
    """

    state: str
    value: float | None = None
    base: float | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class NeedPeriod:
    """The day or the period of a figure; ``reference`` are the source's months, ``kind`` current or projected.

    Of a monitoring tool, ``kind`` is how long it is: ``day``, ``week``, ``month``, ``year`` or ``all``.
    """

    start: date
    end: date
    reference: str = ""
    kind: str = ""


@dataclass(frozen=True)
class NationalTotal:
    """How the national figure splits, in people.

    ``national`` is as published for ``day``, or the sum of the regions where
    ``published`` is false; ``shown`` is on the regions of the vintage, ``divided`` was
    published only for areas that the vintage divides, ``rest`` is not broken down.
    ``national`` and ``rest`` are None where nothing was published near the day.
    """

    national: float | None
    day: date | None
    published: bool
    shown: float
    divided: float
    rest: float | None


@dataclass(frozen=True)
class NeedByRegion:
    """One need on one day for the regions of a vintage; ``period`` is None where there is no figure at all."""

    indicator: Indicator
    areas: str
    period: NeedPeriod | None
    published_areas: str
    figures: dict[str, NeedFigure]
    total: NationalTotal | None
    sources: tuple[str, ...]

    def values(self) -> dict[str, float]:
        """Return the complete figures by region."""
        return {r: f.value for r, f in self.figures.items() if f.state == COMPLETE and f.value is not None}


def read_need(
    measure: str, observed: Observations, vintages: Mapping[str, Regions], areas: str, as_of: date | None = None
) -> NeedByRegion:
    """Read a need for the regions of a vintage, as it was known on a day.

    Parameters
    ----------
    measure
        Code of an observed indicator.
    observed
        The tables of observed figures, and the indicators that they belong to.
    vintages
        Regions by vintage; the census population comes from those of 2023.
    areas
        Vintage to give figures for.
    as_of
        The latest figures up to this day; the latest of all by default.

    Returns
    -------
    NeedByRegion
        One `NeedFigure` per region, in the order of the law. Figures of finer areas are
        added up; a figure of a wider area is never split: its parts are ``within``.

    Notes
    -----
    A day with a figure for a single region is taken only when asked for by its own date:
    otherwise it would hide the round before it. A share is its value over its base (people in
    phase 3 or above over the population of the same source), both added up first.
    """
    return _read_need(observed, measure, tuple(vintages.items()), areas, as_of)


@remember(most=512)
def _read_need(observed: Observations, measure: str, of: _Vintages, areas: str, as_of: date | None) -> NeedByRegion:
    indicator, vintages = observed.indicators[measure], dict(of)
    rows = observation_table(measure, observed, vintages)
    regional = rows[rows["region"] != ""]
    chosen = _round(regional, areas, as_of)
    rollup = vintages[areas].rollup
    index = [str(r) for r in vintages[areas].frame.index]
    if chosen is None:
        return NeedByRegion(indicator, areas, None, areas, {r: NeedFigure(UNKNOWN) for r in index}, None, ())
    here = regional[(regional["start"] == chosen[0]) & (regional["areas"] == chosen[1])]
    parts = _parts(here, vintages[chosen[1]].rollup, rollup)
    same = chosen[1] == areas
    figures = {r: _figure(r, parts, rollup, same_areas=same, share=indicator.is_share) for r in index}
    held = _withheld(observed.tables.get(indicator.table), chosen[0], rollup)
    figures = {r: NeedFigure(WITHHELD) if r in held else figure for r, figure in figures.items()}
    total, sources = _national(rows, here, _sums(parts, figures, set(rollup), same_areas=same))
    if not indicator.adds_up:
        figures = {r: f if same or not _added(f, r, parts) else NeedFigure(UNKNOWN) for r, f in figures.items()}
    whole = total if indicator.adds_up else None
    return NeedByRegion(indicator, areas, _period(here.iloc[0]), chosen[1], figures, whole, sources)


def _withheld(table: pd.DataFrame | None, start: pd.Timestamp, rollup: Mapping[str, str]) -> set[str]:
    """Return the regions of a vintage of which a figure of a day is withheld: a sum that lacks it would tell of it."""
    if table is None or "withheld" not in table:
        return set()
    rows = table[table["withheld"] & (table["start"] == start) & (table["region"] != "")]
    return {rollup[str(r)] for r in rows["region"] if str(r) in rollup}


def _period(row: pd.Series[str]) -> NeedPeriod:
    start, end = pd.Timestamp(row["start"]).date(), pd.Timestamp(row["end"]).date()
    return NeedPeriod(start, end, str(row["reference"]), str(row["kind"]))


def observed_periods(measure: str, observed: Observations, vintages: Mapping[str, Regions]) -> tuple[NeedPeriod, ...]:
    """List the days or periods with figures for more than one region, in order."""
    return _observed_periods(observed, measure, tuple(vintages.items()))


@remember(most=64)
def _observed_periods(observed: Observations, measure: str, of: _Vintages) -> tuple[NeedPeriod, ...]:
    vintages = dict(of)
    rows = observation_table(measure, observed, vintages)
    regional = rows[rows["region"] != ""]
    sizes = regional.groupby("start").size()
    several = regional[regional["start"].isin(sizes.index[sizes > 1])]
    first = several.drop_duplicates("start").sort_values("start")
    return tuple(_period(row) for _, row in first.iterrows())


def _round(regional: pd.DataFrame, areas: str, as_of: date | None) -> tuple[pd.Timestamp, str] | None:
    """Choose day and published vintage: the view's own vintage first, else the newest."""
    sizes = regional.groupby(["start", "areas"]).size()
    day = None if as_of is None else pd.Timestamp(as_of)
    least = min(2, int(sizes.max())) if len(sizes) else 2  # where every day has one region, none hides a round
    found = [
        (start, published)
        for (start, published), n in sizes.items()
        if (n >= least and (day is None or start <= day)) or start == day
    ]
    if not found:
        return None
    latest = max(start for start, _ in found)
    choices = [published for start, published in found if start == latest]
    return latest, areas if areas in choices else min(choices, key=VINTAGES.index)


def _parts(here: pd.DataFrame, published: Mapping[str, str], wanted: Mapping[str, str]) -> pd.DataFrame:
    """Return one row per published figure: its region, value, base, and the regions of 2023 and of the view in it.

    *published* and *wanted* give the region of the published and of the wanted vintage that
    holds each region of 2023. A figure that was published ``together`` with others covers them too.
    """
    named = (here["region"] + ";" + here["together"]).str.split(";")
    each = here.reset_index(drop=True).rename_axis("part").assign(named=named.to_numpy()).explode("named").reset_index()
    members = pd.DataFrame(
        {"named": published.values(), "member": published.keys(), "into": [wanted[r] for r in published]}
    )
    covered = each.assign(named=each["named"].str.strip()).merge(members, on="named")
    grouped = covered.groupby("part")
    parts = grouped[["region", "value", "base"]].first()
    return parts.assign(members=grouped["member"].agg(frozenset), into=grouped["into"].agg(frozenset))


def _figure(
    region: str, parts: pd.DataFrame, rollup: Mapping[str, str], *, same_areas: bool, share: bool
) -> NeedFigure:
    """Return a region's figure: its own, else the sum of the parts inside it, else why there is none."""
    members = frozenset(r for r, parent in rollup.items() if parent == region)
    own = parts[(parts["region"] == region) & same_areas]
    inside = parts[parts["members"].map(lambda m: m <= members)] if own.empty else own
    if len(inside):
        covered = frozenset().union(*inside["members"])
        lacking = tuple(sorted(members - covered)) if own.empty else ()
        others = lacking if own.empty else tuple(sorted(covered - members))
        people = float(inside["value"].sum())
        base = None if inside["base"].isna().any() else float(inside["base"].sum())
        if share and (lacking or not base):
            return NeedFigure(UNKNOWN, others=lacking)
        return NeedFigure(PART if lacking else COMPLETE, people / base if share and base else people, base, others)
    wider = parts[parts["members"].map(lambda m: bool(m & members))]
    if wider.empty:
        return NeedFigure(UNKNOWN)
    name, covered = str(wider.iloc[0]["region"]), wider.iloc[0]["members"]
    return NeedFigure(WITHIN, others=(name,) if name != region else tuple(sorted(covered - members)))


def _added(figure: NeedFigure, region: str, parts: pd.DataFrame) -> bool:
    """Tell whether a figure was added up of several published ones."""
    return figure.value is not None and int(parts["into"].map(lambda into: into == {region}).sum()) > 1


@dataclass(frozen=True)
class _Sums:
    """People on the regions of the view and in areas that it divides, and whether the figures cover the country."""

    shown: float
    divided: float
    complete: bool


def _sums(parts: pd.DataFrame, figures: Mapping[str, NeedFigure], every: set[str], *, same_areas: bool) -> _Sums:
    """Add up what the view can show: a figure lies in one region that has a value, or is the vintage's own."""

    def in_one(into: frozenset[str]) -> bool:
        return len(into) == 1 and figures[next(iter(into))].value is not None

    drawn = parts["into"].map(in_one) | same_areas
    covered = frozenset().union(*parts["members"][drawn])
    shown = float(parts["value"][parts["members"].map(lambda m: m <= covered)].sum())
    return _Sums(shown, float(parts["value"].sum()) - shown, frozenset().union(*parts["members"]) == every)


def _national(rows: pd.DataFrame, here: pd.DataFrame, sums: _Sums) -> tuple[NationalTotal, tuple[str, ...]]:
    """Set the regional figures beside the national one: of the same day, else the nearest within 45 days.

    Where none is published, the sum is the national figure only if it lacks no region.
    """
    shown, divided = sums.shown, sums.divided
    totals = rows[rows["region"] == ""]
    sources = dict.fromkeys(str(s) for s in here["source"])
    if totals.empty and sums.complete:
        total = NationalTotal(shown + divided, None, published=False, shown=shown, divided=divided, rest=0.0)
        return total, tuple(sources)
    apart = (totals["start"] - here.iloc[0]["start"]).abs()
    near = pd.Timedelta(0) if here.iloc[0]["kind"] in TOOL_PERIODS else _NEAR
    if apart.empty or apart.min() > near:
        return NationalTotal(None, None, published=True, shown=shown, divided=divided, rest=None), tuple(sources)
    nearest = totals.loc[apart.idxmin()]
    national = float(nearest["value"])
    sources[str(nearest["source"])] = None
    day, rest = nearest["start"].date(), national - shown - divided
    return NationalTotal(national, day, published=True, shown=shown, divided=divided, rest=rest), tuple(sources)
