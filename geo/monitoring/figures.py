"""Observed needs per region: who published them, for which areas, on which day; added up, never split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import VINTAGES, remember

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo.monitoring.observations import Observations
    from geo.places import Regions

SHARE_NEEDS = ("food_insecure_share",)
COMPLETE, PART, WITHIN, UNKNOWN = "complete", "part", "within", "unknown"
_NEAR = pd.Timedelta(days=45)
_CENSUS = pd.Timestamp("2022-01-01"), pd.Timestamp("2022-12-31")


@dataclass(frozen=True)
class NeedFigure:
    """A need figure of one region of a view's vintage.

    ``state``: ``complete``; ``part`` (a sum that lacks ``others``, so at least
    ``value``); ``within`` (published only together with ``others``) or ``unknown``.
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
    """The day or the period of a figure; ``reference`` are the source's months, ``kind`` current or projected."""

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

    measure: str
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
        One of `geo.core.NEEDS`.
    observed
        The tables of observed figures.
    vintages
        Regions by vintage; the census population comes from those of 2023.
    areas
        Vintage to give figures for.
    as_of
        The latest figures up to this day; the latest of all by default.

    Returns
    -------
    Need
        One `Figure` per region, in the order of the law. Figures of finer areas are
        added up; a figure of a wider area is never split: its parts are ``within``.

    Notes
    -----
    A day with a figure for a single region is taken only when asked for by its own date:
    otherwise it would hide the round before it. A share is people in phase 3 or above
    over the population base of the same source, both added up first.
    """
    rows = observation_table(measure, observed, vintages)
    regional = rows[rows["region"] != ""]
    chosen = _round(regional, areas, as_of)
    here = regional[(regional["start"] == chosen[0]) & (regional["areas"] == chosen[1])] if chosen else regional[:0]
    parts = [_part(row, vintages) for _, row in here.iterrows()]
    rollup = vintages[areas].rollup
    index = [str(r) for r in vintages[areas].frame.index]
    figures = {r: _figure(r, areas, _members(rollup, r), parts, share=measure in SHARE_NEEDS) for r in index}
    if not chosen:
        return NeedByRegion(measure, areas, None, areas, figures, None, ())
    first = here.iloc[0]
    period = NeedPeriod(first["start"].date(), first["end"].date(), str(first["reference"]), str(first["kind"]))
    shown = set().union(*(p.regions for p in parts if _is_shown(p, figures, areas, rollup)))
    national, sources = _national(rows, here, parts, shown, set(rollup))
    return NeedByRegion(measure, areas, period, str(chosen[1]), figures, national, sources)


def observed_periods(measure: str, observed: Observations, vintages: Mapping[str, Regions]) -> tuple[NeedPeriod, ...]:
    """List the days or periods with figures for more than one region, in order."""
    rows = observation_table(measure, observed, vintages)
    regional = rows[rows["region"] != ""]
    sizes = regional.groupby("start").size()
    first = regional.drop_duplicates("start").set_index("start").sort_index()
    return tuple(
        NeedPeriod(start.date(), row["end"].date(), str(row["reference"]), str(row["kind"]))
        for start, row in first.iterrows()
        if sizes[start] > 1
    )


@dataclass(frozen=True)
class IdpRound:
    """One day's figures of displaced persons by region of 2023; ``day`` is None where there are none."""

    day: date | None
    by_region: dict[str, int]


def latest_idp_round(observed: Observations, as_of: date | None = None) -> IdpRound:
    """Return the latest day's displaced persons by region of 2023, up to a day.

    A day with a figure for a single region is no round: a split needs the regions beside
    each other. Figures of other vintages are never cut into the regions of 2023.
    """
    rows = observed.idps[observed.idps["areas"] == "2023"]
    if as_of is not None:
        rows = rows[rows["date"] <= pd.Timestamp(as_of)]
    sizes = rows.groupby("date").size()
    several = sizes[sizes > 1].index
    if not len(several):
        return IdpRound(None, {})
    latest = rows[rows["date"] == several.max()]
    people = {str(r): int(n) for r, n in zip(latest["region"], latest["idps"], strict=True)}
    return IdpRound(pd.Timestamp(several.max()).date(), people)


def observation_table(measure: str, observed: Observations, vintages: Mapping[str, Regions]) -> pd.DataFrame:
    """Return every figure of a need in one form: period, region, areas, together, value, base, source.

    Values are people; for a share, ``value`` is people in phase 3 or above.
    """
    if measure == "population":
        return _census(vintages["2023"])
    return _displaced(observed) if measure == "idps" else _food(observed)


@remember(most=1)
def _displaced(observed: Observations) -> pd.DataFrame:
    made = observed.idps.rename(columns={"date": "start", "idps": "value"})
    return _in_one_form(made.assign(end=made["start"], reference="", kind="current", together="", base=pd.NA))


@remember(most=1)
def _food(observed: Observations) -> pd.DataFrame:
    return _in_one_form(observed.food.rename(columns={"phase3plus": "value", "population": "base"}))


@remember(most=1)
def _census(regions: Regions) -> pd.DataFrame:
    frame = regions.frame[["population_2022", "source"]].reset_index(names="region")
    people = frame["population_2022"].astype("Int64")
    made = frame.assign(value=people, base=people, start=_CENSUS[0], end=_CENSUS[1])
    return _in_one_form(made.assign(reference="", kind="census", areas="2023", together=""))


def _in_one_form(rows: pd.DataFrame) -> pd.DataFrame:
    common = ["start", "end", "reference", "kind", "region", "areas", "together", "value", "base", "source"]
    return rows[common].dropna(subset=["value"]).reset_index(drop=True)


def _round(regional: pd.DataFrame, areas: str, as_of: date | None) -> tuple[pd.Timestamp, str] | None:
    """Choose day and published vintage: the view's own vintage first, else the newest."""
    sizes = regional.groupby(["start", "areas"]).size()
    day = None if as_of is None else pd.Timestamp(as_of)
    found = [
        (start, published)
        for (start, published), n in sizes.items()
        if (n > 1 and (day is None or start <= day)) or start == day
    ]
    if not found:
        return None
    latest = max(start for start, _ in found)
    choices = [published for start, published in found if start == latest]
    return latest, areas if areas in choices else min(choices, key=VINTAGES.index)


@dataclass(frozen=True)
class _Part:
    """A published figure and the regions of 2023 that it covers."""

    region: str
    areas: str
    regions: frozenset[str]
    value: float
    base: float | None


def _part(row: pd.Series[float], vintages: Mapping[str, Regions]) -> _Part:
    areas, region = str(row["areas"]), str(row["region"])
    together = {r.strip() for r in str(row["together"]).split(";") if r.strip()}
    members = _members(vintages[areas].rollup, region).union(
        *(_members(vintages[areas].rollup, r) for r in together)
    )  # fmt: skip
    return _Part(region, areas, members, float(row["value"]), None if pd.isna(row["base"]) else float(row["base"]))


def _members(rollup: Mapping[str, str], region: str) -> frozenset[str]:
    """Return the regions of 2023 inside a region of a vintage."""
    return frozenset(r for r, parent in rollup.items() if parent == region)


def _figure(region: str, areas: str, members: frozenset[str], parts: list[_Part], *, share: bool) -> NeedFigure:
    own = next((p for p in parts if p.region == region and p.areas == areas), None)
    inside = [own] if own else [p for p in parts if p.regions <= members]
    if inside:
        lacking = () if own else tuple(sorted(members - frozenset().union(*(p.regions for p in inside))))
        others = tuple(sorted(own.regions - members)) if own else lacking
        people = sum(p.value for p in inside)
        base = None if any(p.base is None for p in inside) else sum(p.base or 0 for p in inside)
        if share and (lacking or not base):
            return NeedFigure(UNKNOWN, others=lacking)
        return NeedFigure(PART if lacking else COMPLETE, people / base if share and base else people, base, others)
    wider = next((p for p in parts if p.regions & members), None)
    if wider is None:
        return NeedFigure(UNKNOWN)
    return NeedFigure(
        WITHIN, others=(wider.region,) if wider.region != region else tuple(sorted(wider.regions - members))
    )


def _is_shown(part: _Part, figures: dict[str, NeedFigure], areas: str, rollup: Mapping[str, str]) -> bool:
    if part.areas == areas:
        return True
    parents = {rollup[r] for r in part.regions}
    return len(parents) == 1 and figures[next(iter(parents))].value is not None


def _national(
    rows: pd.DataFrame, here: pd.DataFrame, parts: list[_Part], shown: set[str], every: set[str]
) -> tuple[NationalTotal, tuple[str, ...]]:
    """Set the regional figures beside the national one: of the same day, else the nearest within 45 days.

    Where none is published, the sum is the national figure only if it lacks no region.
    """
    on_map = sum(p.value for p in parts if p.regions <= shown)
    divided = sum(p.value for p in parts) - on_map
    totals = rows[rows["region"] == ""]
    sources = dict.fromkeys(str(s) for s in here["source"])
    if totals.empty and set().union(*(p.regions for p in parts)) == every:
        return NationalTotal(on_map + divided, None, published=False, shown=on_map, divided=divided, rest=0.0), tuple(
            sources
        )
    apart = (totals["start"] - here.iloc[0]["start"]).abs()
    if apart.empty or apart.min() > _NEAR:
        return NationalTotal(None, None, published=True, shown=on_map, divided=divided, rest=None), tuple(sources)
    nearest = totals.loc[apart.idxmin()]
    national = float(nearest["value"])
    sources[str(nearest["source"])] = None
    day = nearest["start"].date()
    rest = national - on_map - divided
    return NationalTotal(national, day, published=True, shown=on_map, divided=divided, rest=rest), tuple(sources)
