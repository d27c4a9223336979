"""A plan's country: its regions in every vintage and the base map around them, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.core import VINTAGES, DataError, Problem
from geo.places.basemap import empty_basemap, load_basemap
from geo.places.cercles import Cercles, load_cercles, no_cercles
from geo.places.regions import load_regions

if TYPE_CHECKING:
    from pathlib import Path

    from geo.places.basemap import Basemap
    from geo.places.regions import Regions

HOME_COUNTRY = "MLI"
"""The country whose tables lie in ``boundaries``, ``context`` and ``needs`` themselves."""


@dataclass(frozen=True, eq=False)
class Country:
    """Regions by vintage, the base map and the cercles; ``regions`` is None where no shapes were built."""

    code: str
    regions: dict[str, Regions] | None
    basemap: Basemap
    cercles: Cercles = field(default_factory=no_cercles)


def country_folder(data: Path, part: str, code: str) -> Path:
    """Return where a country's *part* of the data lies: ``boundaries``, ``context`` or ``needs``.

    Mali's lies in the folder itself, that of another country in one named by its ISO code.
    """
    return data / part if code == HOME_COUNTRY else data / part / code.lower()


def read_country(data: Path, code: str) -> tuple[Country, list[Problem]]:
    """Read what there is of a country's places, with every problem of a part that is there and cannot be used.

    The country is only fit for use if there are no problems.
    """
    boundaries, context = (country_folder(data, part, code) for part in ("boundaries", "context"))
    if not code or (code != HOME_COUNTRY and not boundaries.is_dir()):
        return Country(code, None, empty_basemap()), []
    problems: list[Problem] = []
    vintages: dict[str, Regions] = {}
    basemap, cercles = empty_basemap(), no_cercles()
    try:
        vintages = {v: load_regions(boundaries, v) for v in VINTAGES}
        cercles = load_cercles(boundaries)
    except DataError as error:
        problems += error.problems
    if code == HOME_COUNTRY or context.is_dir():
        try:
            basemap = load_basemap(context)
        except DataError as error:
            problems += error.problems
    return Country(code, vintages, basemap, cercles), problems
