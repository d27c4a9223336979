"""The map of all plans: a circle on each country that has one, lines on those of a plan over several.

Sizes and places are decided here once, in units of the picture; `geo.maps.web.world_map` draws them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import shapely

from geo.analysis import (
    PlanChoice,
    PlanLine,
    choose_plans,
    countries_of,
    plan_on_map,
    plan_said,
    plans_of_country,
    regional_plans_of,
)
from geo.core import remember
from geo.maps.circles import label_point, push_apart, round_sizes
from geo.places import EQUAL_EARTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator
    from geo.places import World

WORLD_WIDE = 1000
"""Width of the picture, in its own units."""
_LARGEST = 26.0
"""Radius of the largest circle."""
_LETTER, _LINE = 8.2, 16.0
"""Width of a letter and height of a line of a label."""


class Label(NamedTuple):
    """Where a country's name stands: it begins there, ends there or has its middle there, as *anchor* says."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class CountryMark:
    """What the map says of a country.

    ``plan`` is the one whose amounts its circle shows (see `geo.analysis.plan_on_map`), None where
    it has none of its own; ``regional`` are those over several countries that list it. ``ring`` is
    the radius of the requirements, 0 where they are not stated; ``filled`` that of confirmed
    funding, None where none is reported: unknown, not 0. The middle lies at ``x`` and ``y``, away
    from ``home`` where it had to give way to another circle. ``label`` is the place of the name, None
    where there is no room for it. ``said`` is all this in words.
    """

    country: str
    name: str
    said: str
    plan: PlanLine | None
    regional: tuple[PlanLine, ...]
    ring: float
    filled: float | None
    x: float
    y: float
    home: tuple[float, float] | None = None
    label: Label | None = None

    @property
    def reach(self) -> float:
        """The radius of all that is drawn."""
        return max(self.ring, self.filled or 0.0)


@dataclass(frozen=True)
class WorldMap:
    """The map of all plans: its marks by country, the round amounts of its legend with their radii, what is framed.

    ``missing`` are the countries of plans that the world's outlines lack, by name.
    """

    title: str
    marks: tuple[CountryMark, ...]
    sizes: tuple[tuple[str, float], ...]
    chosen: frozenset[str]
    missing: tuple[str, ...]
    world: World


class FlatWorld(NamedTuple):
    """The outlines as paths and as shapes in the picture's units, by country, and the picture's height."""

    paths: dict[str, str]
    shapes: dict[str, shapely.Geometry]
    high: float


def compose_world_map(lines: Sequence[PlanLine], choice: PlanChoice, world: World, t: Translator) -> WorldMap:
    """Compose the map of the plans of a year, with those of the chosen countries framed.

    Parameters
    ----------
    lines
        All plans: circles have one scale over all of them, whatever is chosen.
    choice
        The year, and the countries that are framed.
    world
        The outlines.
    t
        Gives names and words.

    Returns
    -------
    WorldMap
        No circle hides another: they are pushed apart as on the maps of regions. An amount of a plan
        over several countries is on none of them; several plans of a country are not added up.
    """
    amounts = [max(x.requirements or 0.0, x.confirmed or 0.0) for x in lines if not x.regional]
    most = max(amounts, default=0.0)
    shown = choose_plans(lines, PlanChoice(year=choice.year))
    countries = countries_of(shown)
    marks = _marks(shown, [c for c in countries if c in world.countries], most, world, t)
    sizes = tuple((t.money_short(size), _radius(size, most)) for size in round_sizes(most))
    missing = tuple(sorted(t.country(c) for c in countries if c not in world.countries))
    return WorldMap(
        title=t("World map of plans, country by country"), marks=marks, missing=missing, world=world,
        sizes=sizes if any(m.reach for m in marks) else (), chosen=frozenset(choice.countries),
    )  # fmt: skip


def _radius(amount: float | None, most: float) -> float:
    """Return an amount's radius: areas are to each other as the amounts are."""
    return _LARGEST * math.sqrt(amount / most) if amount and most > 0 else 0.0


def _marks(
    lines: Sequence[PlanLine], countries: Sequence[str], most: float, world: World, t: Translator
) -> tuple[CountryMark, ...]:
    plans = {c: plan_on_map(lines, c) for c in countries}
    rings = {c: _radius(p.requirements, most) if p else 0.0 for c, p in plans.items()}
    fills = {c: None if p is None or p.confirmed is None else _radius(p.confirmed, most) for c, p in plans.items()}
    reach = {c: r for c in countries if (r := max(rings[c], fills[c] or 0.0))}
    homes = {c: world_middle(world, c) for c in countries}
    places = homes | push_apart({c: homes[c] for c in reach}, reach, 1.0)
    names = {c: t.country(c) for c in countries}
    labels = _labels({c: (*places[c], reach[c]) for c in reach}, names)
    return tuple(
        CountryMark(
            c, names[c], f"{names[c]}{t(': ')}{_said(lines, c, t)}", plans[c], regional_plans_of(lines, c), rings[c],
            fills[c], *places[c], homes[c] if math.dist(places[c], homes[c]) > reach.get(c, 0.0) else None,
            labels.get(c),
        )
        for c in countries
    )  # fmt: skip


def _said(lines: Sequence[PlanLine], country: str, t: Translator) -> str:
    """Say what is known of a country: the plan on the map, how many there are, and those over several countries."""
    drawn, own = plan_on_map(lines, country), len(plans_of_country(lines, country))
    regional = len(regional_plans_of(lines, country))
    parts = [plan_said(drawn, t)] if drawn else []
    parts += [t("{n} plans of the country, not added up", n=own)] if own > 1 else []
    parts += [t("in {n} plans over several countries", n=regional)] if regional > 1 else []
    parts += [t("in a plan over several countries")] if regional == 1 else []
    return t.listed(parts)


def _labels(circles: dict[str, tuple[float, float, float]], names: dict[str, str]) -> dict[str, Label]:
    """Place names beside their circles, those of the larger ones first: right, left, below, above, or nowhere."""
    taken = [shapely.Point(x, y).buffer(r) for x, y, r in circles.values()]
    found: dict[str, Label] = {}
    for country, (x, y, r) in sorted(circles.items(), key=lambda item: (-item[1][2], item[0])):
        wide = _LETTER * len(names[country])
        ways = (
            (Label(x + r + 4, y + _LINE / 3, "start"), x + r + 4),
            (Label(x - r - 4, y + _LINE / 3, "end"), x - r - 4 - wide),
            (Label(x, y + r + _LINE, "middle"), x - wide / 2),
            (Label(x, y - r - 5, "middle"), x - wide / 2),
        )
        for label, left in ways:
            box = shapely.box(left, label.y - _LINE * 0.8, left + wide, label.y + 3)
            if left > 0 and left + wide < WORLD_WIDE and not shapely.intersects(taken, box).any():
                taken.append(box)
                found[country] = label
                break
    return found


@remember(most=1)
def flat_world(world: World) -> FlatWorld:
    """Return each outline on the picture, an equal-area projection; land of no country is under the empty code."""
    projected = world.outlines.to_crs(EQUAL_EARTH)
    west, south, east, north = projected.total_bounds
    unit = WORLD_WIDE / (east - west)
    flat = shapely.transform(projected.to_numpy(), lambda c: (c - (west, north)) * (unit, -unit))
    shapes = dict(zip((str(code) for code in projected.index), flat, strict=True))
    return FlatWorld({code: _path(shape) for code, shape in shapes.items()}, shapes, (north - south) * unit)


@remember(most=256)
def world_middle(world: World, country: str) -> tuple[float, float]:
    """Return where a country's circle belongs: inside its largest part, farthest from the border."""
    point = label_point(flat_world(world).shapes[country])
    return float(point.x), float(point.y)


def _path(shape: shapely.Geometry) -> str:
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)
