"""What is known of a plan's country: its regions, the ground under them and its observed needs, or none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import ground, observations, regions
from geo.errors import DataError, Problem
from geo.view import VINTAGES

if TYPE_CHECKING:
    from pathlib import Path

    from geo.ground import Ground
    from geo.observations import Observations
    from geo.regions import Regions

HOME = "MLI"
"""The country whose tables lie in ``boundaries``, ``context`` and ``needs`` themselves."""


@dataclass(frozen=True, eq=False)
class Country:
    """Regions by vintage, ground and observed needs; ``regions`` is None where no shapes were built."""

    regions: dict[str, Regions] | None
    ground: Ground
    observations: Observations


def folder(data: Path, part: str, code: str) -> Path:
    """Return where a country's *part* of the data lies: ``boundaries``, ``context`` or ``needs``.

    Mali's lies in the folder itself, that of another country in one named by its ISO code.
    """
    return data / part if code == HOME else data / part / code.lower()


def load(data: Path, code: str) -> Country:
    """Read what there is of a country.

    Raises
    ------
    DataError
        With the problems of every part that is there and cannot be used.
    """
    places = {part: folder(data, part, code) for part in ("boundaries", "context", "needs")}
    if code != HOME and not places["boundaries"].is_dir():
        return Country(None, ground.bare(), observations.none())
    problems: list[Problem] = []
    vintages: dict[str, Regions] = {}
    land, observed = ground.bare(), observations.none()
    try:
        vintages = {v: regions.load(places["boundaries"], v) for v in VINTAGES}
    except DataError as error:
        problems += error.problems
    if code == HOME or places["context"].is_dir():
        try:
            land = ground.load(places["context"])
        except DataError as error:
            problems += error.problems
    if vintages and (code == HOME or places["needs"].is_dir()):
        try:
            observed = observations.load(places["needs"], {v: list(r.frame.index) for v, r in vintages.items()})
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return Country(vintages, land, observed)
