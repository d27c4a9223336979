"""All plans of a folder of data: one atlas each; a plan that cannot be used takes no other down."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache  # noqa: TID251 - for one load
from typing import TYPE_CHECKING

from geo.core import N_, DataError, Problem, ViewError
from geo.places import Country, World, empty_world, load_world
from geo.plans import Plan, plan_folders
from geo.store.atlas import DEFAULT_PLAN, load_atlas
from geo.store.country_data import CountryData, load_country_data

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.store.atlas import Atlas


@dataclass(frozen=True, eq=False)
class Library:
    """The atlas of each plan, by code, in order of country and year; and what is wrong with the others.

    ``lands``: countries of which a reader has brought something of his own. ``world``: the countries that a
    map of all plans shows.
    """

    atlases: dict[str, Atlas]
    problems: dict[str, tuple[Problem, ...]]
    lands: dict[str, CountryData] = dataclasses.field(default_factory=dict)
    world: World = dataclasses.field(default_factory=empty_world)
    world_problems: tuple[Problem, ...] = ()

    @property
    def default(self) -> str:
        """The code of the plan that is shown where none is asked for."""
        return DEFAULT_PLAN if DEFAULT_PLAN in self.atlases else next(iter(self.atlases), DEFAULT_PLAN)

    @property
    def complaints(self) -> tuple[Problem, ...]:
        """Every problem of the world's shapes and of every plan, each once."""
        found = list(self.world_problems)
        for problems in self.problems.values():
            found += [p for p in problems if p not in found]
        return tuple(found)

    def at(self, params: Mapping[str, str], *, strict: bool = False) -> Atlas:
        """Return the atlas of the plan that a view names.

        Raises
        ------
        ViewError
            If *strict* and there is no such plan; else the default one takes its place.
        DataError
            If *strict* and the plan cannot be used, or if none can be.
        """
        wanted = params.get("plan", self.default).strip()
        if wanted in self.atlases:
            return self.atlases[wanted]
        if strict and wanted not in self.problems:
            known = {"known": ", ".join(self.atlases)}
            raise ViewError([Problem(N_("view"), N_("expected one of {known}"), None, "plan", wanted, known)])
        if not self.atlases or strict:
            raise DataError(self.problems.get(wanted, self.complaints))
        return self.atlases[self.default]

    @property
    def plans(self) -> dict[str, Plan]:
        """Every plan by its code."""
        return {code: atlas.plan for code, atlas in self.atlases.items()}

    def country(self, code: str, data: Path) -> CountryData:
        """Return a country as a plan on hand has it, else as it is in the folder *data*."""
        if code in self.lands:
            return self.lands[code]
        here = next((a for a in self.atlases.values() if a.plan.country == code and a.mapped), None)
        if here is None:
            return load_country_data(data, code)
        return CountryData(Country(code, here.regions, here.basemap, here.cercles), here.observations)

    def with_own(self, own: Mapping[str, Atlas], lands: Mapping[str, CountryData]) -> Library:
        """Return this library with a reader's own plans over it, and what he has brought of countries."""
        return dataclasses.replace(self, atlases=_ordered({**self.atlases, **own}), lands=dict(lands))

    def after(self, before: Library) -> Library:
        """Return this library with the last good atlas of each plan that cannot be used now.

        Where none can (the folder of data is gone) every plan that was there stays.
        """
        lost = self.problems if self.atlases else before.atlases
        kept = {code: before.atlases[code] for code in lost if code in before.atlases}
        world = before.world if self.world_problems or not self.atlases else self.world
        return dataclasses.replace(self, atlases=_ordered(self.atlases | kept), world=world)


def load_library(data: Path, check: Callable[[Atlas], object]) -> Library:
    """Read every plan of a folder of data; the plans of one country share its regions.

    *check* is tried on each atlas: a plan on which it fails cannot be shown and counts as broken.
    A plan that is known by its header only is given the history that another plan of its
    country has.
    """
    land = cache(lambda code: load_country_data(data, code))
    found: dict[str, Atlas] = {}
    problems: dict[str, tuple[Problem, ...]] = {}
    for folder in plan_folders(data):
        try:
            atlas = load_atlas(data, folder.name, land)
            check(atlas)
        except DataError as error:
            problems[folder.name] = error.problems
        except Exception as error:  # noqa: BLE001 - whatever the data broke, the last good figures stay and say so
            unforeseen = N_("the plan cannot be read ({reason}); undo the last change to its files")
            reason = {"reason": f"{type(error).__name__}: {error}"[:200]}
            problems[folder.name] = (Problem(folder.name, unforeseen, details=reason),)
        else:
            found[folder.name] = atlas
    if not found and not problems:
        problems[DEFAULT_PLAN] = (_nothing(data),)
    histories = {a.plan.country: a.plan.history for a in found.values() if len(a.plan.history)}
    for code, atlas in found.items():
        if atlas.plan.header_only and atlas.plan.country in histories:
            plan = dataclasses.replace(atlas.plan, history=histories[atlas.plan.country])
            found[code] = dataclasses.replace(atlas, plan=plan)
    world, wrong = _world(data)
    return Library(_ordered(found), problems, world=world, world_problems=wrong)


def _world(data: Path) -> tuple[World, tuple[Problem, ...]]:
    """Read the shapes of the world, or what is wrong with them: no plan depends on them."""
    try:
        return load_world(data / "boundaries"), ()
    except DataError as error:
        return empty_world(), error.problems


def _nothing(data: Path) -> Problem:
    """Say that there is no plan at all, or not even a folder of data."""
    if data.is_dir():
        expected = N_("there is no plan in this folder; put one back or bring one with python -m geo import-plan FILE")
        return Problem("plans", expected)
    expected = N_("this folder is missing: plans, boundaries and needs are read from it; put it back as it came")
    return Problem(f"{data.name}/", expected)


def _ordered(found: dict[str, Atlas]) -> dict[str, Atlas]:
    def place(code: str) -> tuple[str, int, str]:
        header = found[code].plan.header
        return str(header["country"]), int(str(header["start_year"])), code

    return {code: found[code] for code in sorted(found, key=place)}
