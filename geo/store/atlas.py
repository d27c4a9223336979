"""Everything that is loaded from ``data/``: the plan, its regions, the ground and the caveats."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis import Caveat, check_plan, scenario_problems
from geo.core import (
    N_,
    NEEDS,
    VINTAGES,
    DataError,
    Problem,
    View,
    ViewError,
    Vocabulary,
    fit_view,
    remember,
    view_from_params,
)
from geo.monitoring import caveats_of_need, merge_need_caveats, read_need
from geo.places import HOME_COUNTRY, load_country, regions_without_shapes
from geo.plans import country_of_plan, load_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from geo.monitoring import Observations
    from geo.places import Basemap, Country, Regions
    from geo.plans import Plan

DATA_FOLDER = Path(__file__).parents[1] / "data"
DEFAULT_PLAN = View().plan
NO_SHAPES = N_(
    "There are no shapes for {country}, so nothing can be drawn. “python -m geo regions build FILE --country {code}” "
    "makes them from a file of its regions with names and codes."
)
NO_MONEY = N_("only the header of this plan is known: no sector and no money, so expected one of {known}")


@dataclass(frozen=True, eq=False)
class Atlas:
    """One plan with its regions in every vintage, the ground under them and its caveats.

    Where the country has no shapes, the regions are those that the plan names: they have
    a code and nothing else.
    """

    plan: Plan
    regions: dict[str, Regions]
    ground: Basemap
    observations: Observations

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """Return every caveat of the plan and of the latest needs."""
        return self.caveats_on(None)

    def caveats_on(self, day: date | None) -> tuple[Caveat, ...]:
        """Return every caveat of the plan and of the needs as they were known on a day (the latest by default)."""
        return _caveats(self, day)

    @property
    def sources(self) -> tuple[str, ...]:
        """Name the sources of plan and shapes, for the foot of a map."""
        ground = () if self.ground.neighbours.empty else ("Natural Earth",)
        shapes = (self.regions["2023"].credit,) if self.mapped else ()
        return (str(self.plan.header["source"]), *shapes, *ground)

    @cached_property
    def mapped(self) -> bool:
        """Whether there are shapes to draw."""
        return bool(self.regions["2023"].frame.geometry.notna().any())

    @cached_property
    def vintages(self) -> tuple[str, ...]:
        """The vintages whose regions differ from those of the newest."""
        first = VINTAGES[0]
        return (first, *(v for v in VINTAGES[1:] if self.regions[v].rollup != self.regions[first].rollup))

    @cached_property
    def has_needs(self) -> bool:
        """Whether any need was observed: displaced persons, food insecurity or a census."""
        people = self.regions["2023"].frame["population_2022"]
        return bool(len(self.observations.idps) or len(self.observations.food) or people.notna().any())

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is drawn, degrees."""
        west, south, east, north = (float(x) for x in self.regions["2023"].frame.total_bounds)
        return west, south, east, north

    def vocabulary(self, measures: tuple[str, ...]) -> Vocabulary:
        """Return the codes that a view of this atlas may use; without sectors there are needs alone."""
        return Vocabulary(
            plans=(self.plan.code,),
            objectives=tuple(str(o) for o in self.plan.objectives.index),
            sectors=tuple(str(s) for s in self.plan.sectors.index),
            regions=tuple(str(r) for r in self.regions["2023"].frame.index),
            measures=tuple(m for m in measures if m in NEEDS) if self.plan.header_only else measures,
        )

    def read_view(self, params: Mapping[str, str], measures: tuple[str, ...], *, strict: bool = False) -> View:
        """Read a view of this atlas from names and texts, as in an address; the plan is its own.

        Raises
        ------
        ViewError
            If *strict*, with every unknown code and every impossible scenario; else the
            default takes their place.
        """
        try:
            found = view_from_params(params, self.vocabulary(measures), strict=strict)
        except ViewError as error:
            raise ViewError([self._explained(p) for p in error.problems]) from error
        if "measure" not in params or found.measure not in self.vocabulary(measures).measures:
            found = found.but(measure=NEEDS[0] if self.plan.header_only else View().measure)
        problems = scenario_problems(self.plan, found)
        if problems and strict:
            raise ViewError(problems)
        return found.but(plan=self.plan.code, scenario=() if problems else found.scenario)

    def _explained(self, problem: Problem) -> Problem:
        """Say why a view of a header alone can show needs only."""
        if not self.plan.header_only or problem.column != "measure":
            return problem
        return dataclasses.replace(problem, expected=NO_MONEY)

    def fit(self, shown: View, measures: tuple[str, ...]) -> View:
        """Return a view of another plan as one of this plan: what is unknown here is let go."""
        return self.read_view(fit_view(shown, self.vocabulary(measures)).params() | {"plan": self.plan.code}, measures)


@remember(most=32)
def _caveats(atlas: Atlas, day: date | None) -> tuple[Caveat, ...]:
    known = [read_need(m, atlas.observations, atlas.regions, "2023", day) for m in NEEDS]
    found = [c for need in known for c in caveats_of_need(need, atlas.regions)]
    missing = () if atlas.mapped else (no_shapes(atlas.plan),)
    return (*missing, *check_plan(atlas.plan, day), *merge_need_caveats(found))


def load_atlas(
    data: Path = DATA_FOLDER, plan: str = DEFAULT_PLAN, land: Callable[[str], Country] | None = None
) -> Atlas:
    """Read one plan and what there is of its country; check them all before giving any.

    Parameters
    ----------
    data
        Folder with ``plans``, ``boundaries``, ``context`` and ``needs``.
    plan
        The plan's code: the name of its folder.
    land
        Gives a country by its code, so that the plans of one country share it; read from
        *data* by default.

    Raises
    ------
    DataError
        With the problems of every part that cannot be used; those of the plan name its folder.
    """
    folder = data / "plans" / plan
    code = country_of_plan(folder)
    problems: list[Problem] = []
    here: Country | None = None
    read: Plan | None = None
    try:
        here = (land or (lambda c: load_country(data, c)))(code or HOME_COUNTRY)
    except DataError as error:
        problems += error.problems
    if here is not None:
        known = None if here.regions is None else list(here.regions["2023"].frame.index)
        try:
            read = load_plan(folder, known)
        except DataError as error:
            problems += [dataclasses.replace(p, file=f"{plan}/{p.file}") for p in error.problems]
    if here is None or read is None:
        raise DataError(problems)
    return atlas_of_plan(read, here)


def atlas_of_plan(plan: Plan, land: Country) -> Atlas:
    """Set a plan on what there is of its country; without shapes its regions are those that it names."""
    vintages = land.regions or {v: regions_without_shapes(plan.place_codes, v) for v in VINTAGES}
    return Atlas(plan, vintages, land.ground, land.observations)


def no_shapes(plan: Plan) -> Caveat:
    """Say that a plan's country has no shapes, and what makes them."""
    return Caveat(
        "no-shapes",
        "warning",
        lambda t: t(NO_SHAPES, country=t.country(plan.country), code=plan.country),
        ("plan.csv country",),
    )
