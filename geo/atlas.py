"""Everything that is loaded from ``data/``: the plan, its regions, the ground and the caveats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo import checks, funding, ground, need_checks, needs, observations, plans, regions, view
from geo.errors import DataError, Problem, ViewError
from geo.view import VINTAGES, View, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geo.checks import Caveat
    from geo.ground import Ground
    from geo.observations import Observations
    from geo.plans import Plan
    from geo.regions import Regions

DATA = Path(__file__).parents[1] / "data"
DEFAULT_PLAN = "mli-2023-2024"


@dataclass(frozen=True, eq=False)
class Atlas:
    """One plan with its regions in every vintage, the ground under them and its caveats."""

    plan: Plan
    regions: dict[str, Regions]
    ground: Ground
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
        return (
            str(self.plan.header["source"]),
            "geoBoundaries, CC BY 4.0",
            "Natural Earth",
        )

    def vocabulary(self, measures: tuple[str, ...]) -> Vocabulary:
        """Return the codes that a view of this atlas may use."""
        return Vocabulary(
            plans=(self.plan.code,),
            objectives=tuple(str(o) for o in self.plan.objectives.index),
            sectors=tuple(str(s) for s in self.plan.sectors.index),
            regions=tuple(str(r) for r in self.regions["2023"].frame.index),
            measures=measures,
        )

    def read_view(self, params: Mapping[str, str], measures: tuple[str, ...], *, strict: bool = False) -> View:
        """Read a view of this atlas from names and texts, as in an address.

        Raises
        ------
        ViewError
            If *strict*, with every unknown code and every impossible scenario; else the
            default takes their place.
        """
        found = view.from_params(params, self.vocabulary(measures), strict=strict)
        problems = funding.scenario_problems(self.plan, found)
        if problems and strict:
            raise ViewError(problems)
        return found.but(scenario=()) if problems else found


@lru_cache(maxsize=64)
def _caveats(atlas: Atlas, day: date | None) -> tuple[Caveat, ...]:
    known = [needs.read(m, atlas.observations, atlas.regions, "2023", day) for m in view.NEEDS]
    found = [c for need in known for c in need_checks.run(need, atlas.regions)]
    return (*checks.run(atlas.plan, day), *need_checks.merged(found))


def load(data: Path = DATA, plan: str = DEFAULT_PLAN) -> Atlas:
    """Read shapes, ground and one plan; check them all before giving any.

    Raises
    ------
    DataError
        With the problems of every part that cannot be used.
    """
    problems: list[Problem] = []
    vintages: dict[str, Regions] = {}
    read_ground: Ground | None = None
    read_plan: Plan | None = None
    try:
        vintages = {v: regions.load(data / "boundaries", v) for v in VINTAGES}
    except DataError as error:
        problems += error.problems
    try:
        read_ground = ground.load(data / "context")
    except DataError as error:
        problems += error.problems
    read_needs: Observations | None = None
    if vintages:
        known = list(vintages["2023"].frame.index)
        try:
            read_needs = observations.load(data / "needs", {v: list(r.frame.index) for v, r in vintages.items()})
        except DataError as error:
            problems += error.problems
        try:
            read_plan = plans.load(data / "plans" / plan, known)
        except DataError as error:
            problems += error.problems
    if problems or read_ground is None or read_plan is None or read_needs is None:
        raise DataError(problems)
    return Atlas(read_plan, vintages, read_ground, read_needs)
