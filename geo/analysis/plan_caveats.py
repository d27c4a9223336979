"""Caveats: rules over the plan's tables, each with a code, a severity and the rows it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis.caveat_rules import RULES
from geo.analysis.labels import place_words
from geo.core import DATA_FOLDER, N_, Caveat, remember
from geo.monitoring import caveats_of_need, merge_need_caveats, read_need
from geo.store import Atlas, Library, load_library

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from geo.core import Translator
    from geo.plans import Plan

NO_SHAPES = N_(
    "There are no shapes for {country}, so nothing can be drawn. “python -m geo regions build FILE --country {code}” "
    "makes them from a file of its regions with names and codes; on the page “Your data” such a file may be dropped."
)
SEVERAL_COUNTRIES = N_(
    "This plan is over several countries ({countries}), so no map of one country’s regions can be drawn of it. "
    "Its tables, charts and files work."
)


def check_plan(plan: Plan, as_of: date | None = None) -> list[Caveat]:
    """Apply every rule to a plan as it was known on a day (the latest by default), in the order a reader needs them.

    A header alone has nothing to be compared.
    """
    if plan.header_only:
        return [header_only()]
    return [c for rule in RULES for c in rule(plan, as_of)]


def header_only() -> Caveat:
    """Say that a plan is known by its header only."""
    text = N_(
        "Only the header of this plan is known here. Its objectives, sectors, places and funding are not: "
        "they are unknown, not zero."
    )
    return Caveat("header-only", "warning", lambda t: t(text), ("plan.csv",))


def all_caveats(atlas: Atlas, day: date | None = None) -> tuple[Caveat, ...]:
    """Return every caveat of a plan and of its country's needs as they were known on a day (the latest by default)."""
    return _all_caveats(atlas, day)


@remember(most=32)
def _all_caveats(atlas: Atlas, day: date | None) -> tuple[Caveat, ...]:
    known = [read_need(m, atlas.observations, atlas.regions, "2023", day) for m in atlas.indicators.observed]
    found = [c for need in known for c in caveats_of_need(need, atlas.regions)]
    missing = () if atlas.mapped else (no_shapes(atlas.plan),)
    return (*missing, *check_plan(atlas.plan, day), *merge_need_caveats(found))


def load_checked_library(data: Path = DATA_FOLDER) -> Library:
    """Read every plan of a folder of data; one whose caveats cannot even be computed counts as broken."""
    return load_library(data, all_caveats)


def no_shapes_words(plan: Plan, t: Translator) -> str:
    """Say why nothing can be drawn of a plan, and what makes its shapes."""
    if plan.regional:
        return t(SEVERAL_COUNTRIES, countries=place_words(plan, t))
    return t(NO_SHAPES, country=t.country(plan.country), code=plan.country)


def no_shapes(plan: Plan) -> Caveat:
    """Say that a plan's country has no shapes, and what makes them."""
    return Caveat(
        "no-shapes",
        "warning",
        lambda t: no_shapes_words(plan, t),
        ("plan.csv country",),
    )


def caveats_touching(caveats: Sequence[Caveat], sectors: Sequence[str]) -> list[Caveat]:
    """Keep the caveats of the plan that touch a map of some sectors."""
    return [c for c in caveats if not c.measures and (not c.sectors or set(c.sectors) & set(sectors))]
