"""What is known of a plan's country: its regions, the ground under them and its observed needs, or none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import VINTAGES, DataError, Problem
from geo.monitoring import load_observations, no_observations
from geo.places.basemap import empty_basemap, load_basemap
from geo.places.regions import load_regions

if TYPE_CHECKING:
    from pathlib import Path

    from geo.monitoring import Observations
    from geo.places.basemap import Basemap
    from geo.places.regions import Regions

HOME_COUNTRY = "MLI"
"""The country whose tables lie in ``boundaries``, ``context`` and ``needs`` themselves."""


@dataclass(frozen=True, eq=False)
class Country:
    """Regions by vintage, ground and observed needs; ``regions`` is None where no shapes were built."""

    regions: dict[str, Regions] | None
    ground: Basemap
    observations: Observations


def country_folder(data: Path, part: str, code: str) -> Path:
    """Return where a country's *part* of the data lies: ``boundaries``, ``context`` or ``needs``.

    Mali's lies in the folder itself, that of another country in one named by its ISO code.
    """
    return data / part if code == HOME_COUNTRY else data / part / code.lower()


def load_country(data: Path, code: str) -> Country:
    """Read what there is of a country.

    Raises
    ------
    DataError
        With the problems of every part that is there and cannot be used.
    """
    places = {part: country_folder(data, part, code) for part in ("boundaries", "context", "needs")}
    if code != HOME_COUNTRY and not places["boundaries"].is_dir():
        return Country(None, empty_basemap(), no_observations())
    problems: list[Problem] = []
    vintages: dict[str, Regions] = {}
    land, observed = empty_basemap(), no_observations()
    try:
        vintages = {v: load_regions(places["boundaries"], v) for v in VINTAGES}
    except DataError as error:
        problems += error.problems
    if code == HOME_COUNTRY or places["context"].is_dir():
        try:
            land = load_basemap(places["context"])
        except DataError as error:
            problems += error.problems
    if vintages and (code == HOME_COUNTRY or places["needs"].is_dir()):
        try:
            observed = load_observations(places["needs"], {v: list(r.frame.index) for v, r in vintages.items()})
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return Country(vintages, land, observed)
