"""Which views the site holds: declared here once, counted before they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import funding_days
from geo.core import AGAINST, BASES, SPLITS, SURPLUSES, View
from geo.maps import over_days
from geo.monitoring import observed_periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo.monitoring import Indicator
    from geo.store import Atlas

_SHARED = ("objective", "sector", "measure", "basis", "areas")
_MORE = {
    "presence": ("date",),
    "money": ("split", "surplus", "date"),
    "need": ("date", "classes"),
    "per_person": ("split", "surplus", "date", "classes"),
    "comparison": ("need", "against", "split", "surplus", "date", "classes"),
}
"""Words of a view that change a map, by the layer of its measure, besides those that all share."""


@dataclass(frozen=True)
class Batch:
    """Views that travel together: of one measure (and one need beside it), one basis and one vintage of areas."""

    measure: str
    basis: str
    areas: str
    need: str = ""

    @property
    def name(self) -> str:
        """The batch's name, part of its file's."""
        return ".".join(filter(None, (self.measure, self.need, self.basis, self.areas)))


def words_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the words of a view that its map depends on, in the grammar's order; all others are let go."""
    known = {*_SHARED, *_MORE[indicator.layer]}
    return tuple(name for name in vars(View()) if name in known)


def batches(atlas: Atlas) -> tuple[Batch, ...]:
    """List the batches of a plan: every measure with every basis and every vintage that has shapes."""
    found = []
    for measure in atlas.indicators.codes:
        needs = atlas.indicators.needs if atlas.indicators[measure].layer == "comparison" else ("",)
        found += [Batch(measure, b, a, need) for b in BASES for a in atlas.vintages for need in needs]
    return tuple(found)


def views_of(batch: Batch, atlas: Atlas) -> tuple[View, ...]:
    """List the views of a batch in English; those in French are the same with another language.

    All single sectors, all single objectives and everything, with every way to split, to treat a surplus and every
    day. A need that is not the default one stands beside the response on its latest day, split evenly.
    """
    start = View(plan=atlas.plan.code, measure=batch.measure, basis=batch.basis, areas=batch.areas)
    start = start.but(need=batch.need) if batch.need else start
    found = [v for framed in _framed(start, atlas) for v in selections(framed, atlas)]
    return tuple(dict.fromkeys(found))


def selections(view: View, atlas: Atlas) -> Iterator[View]:
    """Give a view with everything, with each objective alone, and with each sector alone."""
    yield view
    for code in atlas.plan.objectives.index:
        yield view.but(objective=(str(code),))
    for code in atlas.plan.sectors.index:
        yield view.but(sector=(str(code),))


def _framed(start: View, atlas: Atlas) -> Iterator[View]:
    """Give a view with every split, surplus, response and day that its map depends on."""
    words = words_of(atlas.indicators[start.measure])
    against = AGAINST if "against" in words else (start.against,)
    for response in against:
        usual = start.need == View().need
        money = "split" in words and response != "sectors" and usual
        for split in SPLITS[:-1] if money else (start.split,):
            for surplus in SURPLUSES if money else (start.surplus,):
                yield from _dated(start.but(against=response, split=split, surplus=surplus), atlas)


def _dated(view: View, atlas: Atlas) -> Iterator[View]:
    """Give a view on its latest day and on each earlier one; where days are played, in the one scale over all, too."""
    indicator = atlas.indicators[view.measure]
    played = over_days(view, indicator)
    for day in (None, *_days(view, atlas)):
        yield view.but(date=day)
        if played != view and "classes" in words_of(indicator):
            yield played.but(date=day)


def _days(view: View, atlas: Atlas) -> tuple[date, ...]:
    """Return the days before the latest that a view may be set to."""
    indicator = atlas.indicators[view.measure]
    if indicator.layer in ("presence", "money"):
        return tuple(funding_days(atlas.plan)[:-1])
    default = View().need
    need = {"need": view.measure, "per_person": "idps"}.get(indicator.layer, view.need)
    if indicator.layer == "comparison" and need != default:
        return ()
    periods = observed_periods(need, atlas.observations, atlas.regions)
    return tuple(p.start for p in periods[:-1])
