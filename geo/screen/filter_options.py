"""What each option of the filter bar leads to: one rule for the bar and for the map's own repaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import AGAINST, BASES, CLASSES, SHOWS, SPLITS, SURPLUSES, VINTAGES
from geo.maps import has_classes
from geo.monitoring import observed_periods
from geo.screen.option_keys import OptionKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.core import View
    from geo.monitoring import Indicators
    from geo.plans import Plan
    from geo.store import Atlas


def view_of_objectives(now: View, chosen: Iterable[str]) -> View:
    """Return the view with these objectives; single sectors are let go."""
    return now.but(objective=tuple(sorted(chosen)), sector=())


def view_of_sectors(now: View, chosen: Iterable[str], plan: Plan) -> View:
    """Return the view with these sectors, in the plan's order."""
    wanted = set(chosen)
    return now.but(sector=tuple(s for s in codes_of(plan.sectors.index) if s in wanted))


def codes_of(codes: Iterable[object]) -> list[str]:
    """Write codes of an index as text."""
    return [str(code) for code in codes]


def sectors_by_objective(now: View, plan: Plan) -> dict[str, list[str]]:
    """Return the sectors of each objective that the bar shows, by objective."""
    shown = [o for o in codes_of(plan.objectives.index) if not now.objective or o in now.objective]
    return {o: codes_of(plan.sectors.index[plan.sectors["objective"] == o]) for o in shown}


def measures_beside(measure: str, indicators: Indicators) -> tuple[str, ...]:
    """Return the measures that stand beside one on its page."""
    return indicators.of_page(indicators[measure].page)


def possible_splits(now: View) -> tuple[str, ...]:
    """Return the ways to split that can be chosen: custom only once the reader has set weights."""
    return SPLITS if now.weights or now.split == "custom" else SPLITS[:-1]


def possible_classes(now: View, atlas: Atlas) -> tuple[str, ...]:
    """Return the ways to put a map's values into classes, its own first; over all days only where it has several."""
    indicator = atlas.indicators[now.measure]
    if not has_classes(now, indicator):
        return ()
    need = now.measure if indicator.is_observed else "idps"
    timed = indicator.layer != "money" and len(observed_periods(need, atlas.observations, atlas.regions)) > 1
    return tuple(c for c in CLASSES if c != indicator.class_method and (timed or c != "days"))


def presses(now: View, atlas: Atlas) -> dict[str, list[View]]:
    """Return the view after a press of each option: by widget key, in the order of the options."""
    plan = atlas.plan
    views = {
        str(OptionKey.OBJECTIVE): [
            view_of_objectives(now, _toggled(now.objective, o)) for o in codes_of(plan.objectives.index)
        ]
    }
    for objective, codes in sectors_by_objective(now, plan).items():
        views[f"{OptionKey.SECTOR}-{objective}"] = [view_of_sectors(now, _toggled(now.sector, s), plan) for s in codes]
    options = {
        OptionKey.BASIS: BASES,
        OptionKey.MEASURE: measures_beside(now.measure, atlas.indicators),
        OptionKey.NEED: atlas.indicators.needs,
        OptionKey.AGAINST: AGAINST,
        OptionKey.SPLIT: possible_splits(now),
        OptionKey.SURPLUS: SURPLUSES,
        OptionKey.AREAS: VINTAGES,
        OptionKey.SHOW: SHOWS,
        OptionKey.CLASSES: possible_classes(now, atlas),
    }
    single = {str(key): [now.but(**{str(key): option}) for option in known] for key, known in options.items()}
    return views | single


def _toggled(chosen: tuple[str, ...], pressed: str) -> set[str]:
    return set(chosen) ^ {pressed}
