"""Test a claim on shares: how much of a national need is in regions that the reader chooses, over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import VINTAGES
from geo.monitoring import PART, NeedByRegion, NeedPeriod, observation_table, read_need

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from geo.monitoring import Observations
    from geo.places import Regions

HALF = 0.5
CLAIMED = ("mopti", "tombouctou")
"""The regions of the claim of Mali's plan of 2023-2024: over half of the displaced."""


@dataclass(frozen=True)
class NeedShare:
    """The share of some regions in a national figure on one day, in the regions of one vintage.

    ``people`` lacks the regions in ``missing``, so that the share is then at least
    ``share``. ``named`` are the regions of the vintage that were counted; ``more`` are
    regions of 2023 that lie inside them and were not chosen. ``national_day`` is the day
    of the national figure, None where it is the sum of all regions.
    """

    period: NeedPeriod
    areas: str
    published: bool
    named: tuple[str, ...]
    people: float
    missing: tuple[str, ...]
    more: tuple[str, ...]
    national: float | None
    national_day: date | None

    @property
    def over_half(self) -> bool | None:
        """Tell whether it is more than half; None where the missing regions could decide it."""
        if self.share is None or (self.share <= HALF and self.missing):
            return None
        return self.share > HALF

    @property
    def share(self) -> float | None:
        """People in the regions ÷ the national figure; None where there is none."""
        return self.people / self.national if self.national else None


def claimed_regions(regions: Regions) -> tuple[str, ...]:
    """Return the regions whose share is looked at first: those of Mali's own claim, elsewhere the first two."""
    known = [str(r) for r in regions.frame.index]
    return CLAIMED if set(CLAIMED) <= set(known) else tuple(known[:2])


def shares_by_day(
    measure: str, observed: Observations, vintages: Mapping[str, Regions], chosen: Sequence[str]
) -> tuple[NeedShare, ...]:
    """Follow the share of some regions through every date and vintage that has figures for them.

    Parameters
    ----------
    measure
        A need counted in people: ``idps``, ``population`` or ``food_insecure``.
    observed, vintages
        As for `geo.monitoring.read_need`.
    chosen
        Slugs of regions of 2023. In an older vintage, the region of the same name is
        meant; where there is none, the one that contains it.

    Returns
    -------
    tuple of Share
        In order of date, the vintage of publication first, then older vintages where
        they say something else. Figures are added up, never split; a day on which one of
        the regions has no figure at all is left out.
    """
    rows = observation_table(measure, observed, vintages)
    regional = rows[rows["region"] != ""]
    found: list[NeedShare] = []
    for start, areas in sorted({(s.date(), str(a)) for s, a in zip(regional["start"], regional["areas"], strict=True)}):
        for vintage in VINTAGES[VINTAGES.index(areas) :]:
            share = _share(read_need(measure, observed, vintages, vintage, start), vintages[vintage], chosen)
            said = [s.people for s in found if s.period.start == start]
            if share is not None and share.people not in said:
                found.append(share)
    return tuple(found)


def _share(need: NeedByRegion, regions: Regions, chosen: Sequence[str]) -> NeedShare | None:
    named = tuple(dict.fromkeys(regions.rollup[r] for r in chosen))
    figures = [need.figures[r] for r in named]
    people = [f.value for f in figures if f.value is not None]
    if not people or len(people) < len(named) or need.period is None or need.total is None:
        return None
    lacking = [r for f in figures if f.state == PART for r in f.others]
    inside = [r for r, parent in regions.rollup.items() if parent in named and r not in chosen and r not in named]
    more = tuple(r for r in inside if r not in lacking)
    return NeedShare(
        period=need.period,
        areas=need.areas,
        published=need.areas == need.published_areas,
        named=named,
        people=sum(people),
        missing=tuple(dict.fromkeys(lacking)),
        more=more,
        national=need.total.national,
        national_day=need.total.day,
    )
