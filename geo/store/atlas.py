"""Everything that is loaded from ``data/``: the plan, its regions, the ground and the caveats."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.core import DATA_FOLDER, VINTAGES, DataError, Problem, View, Vocabulary
from geo.places import HOME_COUNTRY, Cercles, no_cercles, regions_without_shapes
from geo.plans import country_of_plan, load_plan
from geo.store.country_data import CountryData, load_country_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.intake import OwnLayer
    from geo.monitoring import Indicators, Observations
    from geo.places import Basemap, Regions
    from geo.plans import Plan

DEFAULT_PLAN = View().plan


@dataclass(frozen=True, eq=False)
class Atlas:
    """One plan with its regions in every vintage, the base map under them and what was observed there.

    Where the country has no shapes, the regions are those that the plan names: they have
    a code and nothing else.
    """

    plan: Plan
    regions: dict[str, Regions]
    basemap: Basemap
    observations: Observations
    cercles: Cercles = field(default_factory=no_cercles)
    own: tuple[OwnLayer, ...] = ()
    """What the reader of a session brought; empty in the atlas that all share."""

    @property
    def indicators(self) -> Indicators:
        """The indicators that a view may show."""
        return self.observations.indicators

    @property
    def sources(self) -> tuple[str, ...]:
        """Name the sources of plan and shapes, for the foot of a map."""
        around = () if self.basemap.neighbours.empty else ("Natural Earth",)
        shapes = (self.regions["2023"].credit,) if self.mapped else ()
        return (str(self.plan.header["source"]), *shapes, *around)

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
        return bool(self.observations or people.notna().any())

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is drawn, degrees."""
        west, south, east, north = (float(x) for x in self.regions["2023"].frame.total_bounds)
        return west, south, east, north

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The codes that a view of this atlas may use; without sectors there are needs alone."""
        indicators = self.indicators
        return Vocabulary(
            plans=(self.plan.code,),
            objectives=tuple(str(o) for o in self.plan.objectives.index),
            sectors=tuple(str(s) for s in self.plan.sectors.index),
            regions=tuple(str(r) for r in self.regions["2023"].frame.index),
            measures=indicators.observed if self.plan.header_only else indicators.codes,
            needs=indicators.needs,
        )


def load_atlas(
    data: Path = DATA_FOLDER, plan: str = DEFAULT_PLAN, land: Callable[[str], CountryData] | None = None
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
    here: CountryData | None = None
    read: Plan | None = None
    try:
        here = (land or (lambda c: load_country_data(data, c)))(code or HOME_COUNTRY)
    except DataError as error:
        problems += error.problems
    if here is not None:
        regions = here.country.regions
        known = None if regions is None else list(regions["2023"].frame.index)
        try:
            read = load_plan(folder, known)
        except DataError as error:
            problems += [dataclasses.replace(p, file=f"{plan}/{p.file}") for p in error.problems]
    if here is None or read is None:
        raise DataError(problems)
    return atlas_of_plan(read, here)


def atlas_of_plan(plan: Plan, land: CountryData) -> Atlas:
    """Set a plan on what there is of its country; without shapes its regions are those that it names."""
    vintages = land.country.regions or {v: regions_without_shapes(plan.place_codes, v) for v in VINTAGES}
    return Atlas(plan, vintages, land.country.basemap, land.observations, land.country.cercles)
