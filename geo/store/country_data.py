"""A country as the plans on it share it: its places and what was observed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import DataError
from geo.monitoring import load_indicators, load_observations, no_observations
from geo.places import HOME_COUNTRY, country_folder, read_country

if TYPE_CHECKING:
    from pathlib import Path

    from geo.monitoring import Observations
    from geo.places import Country


@dataclass(frozen=True, eq=False)
class CountryData:
    """The places of a country and the needs observed in them; there are none where no shapes were built."""

    country: Country
    observations: Observations


def country_with_shapes(country: Country, data: Path) -> CountryData:
    """Give a country that was made of a reader's own shapes the observations of one of which nothing was observed.

    Raises
    ------
    DataError
        If the indicators cannot be read.
    """
    return CountryData(country, no_observations(load_indicators(data)))


def load_country_data(data: Path, code: str) -> CountryData:
    """Read what there is of a country.

    Raises
    ------
    DataError
        With the problems of every part that is there and cannot be used.
    """
    indicators = load_indicators(data)
    country, problems = read_country(data, code)
    observed, folder = no_observations(indicators), country_folder(data, "needs", code)
    if country.regions and (code == HOME_COUNTRY or folder.is_dir()):
        regions = {v: list(r.frame.index) for v, r in country.regions.items()}
        try:
            observed = load_observations(folder, indicators, regions)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return CountryData(country, observed)
