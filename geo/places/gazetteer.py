"""Names of places as a text writes them: regions, cercles, towns and zones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd

from geo.core import fold_letters, split_list

if TYPE_CHECKING:
    import pandas as pd

    from geo.places.basemap import Basemap
    from geo.places.regions import Regions

REGION, CERCLE, TOWN, ZONE = "region", "cercle", "town", "zone"
_LAW = date(2023, 3, 13)  # law no. 2023-007 made regions of cercles


@dataclass(frozen=True)
class Hit:
    """A name found in a text: where it begins, the code that it means, of which kind, and the words."""

    start: int
    place: str
    kind: str
    words: str


class Gazetteer:
    """Names that mean a place, each once: a region before a cercle, a cercle before a town.

    Parameters
    ----------
    regions
        Regions of the newest vintage, with names, aliases and ``region_2016``.
    zones
        Zones with titles and aliases.
    cercles
        Cercles with ``name_fr``, ``source_name`` and ``region_2023``; None if there are none.
    ground
        Towns with their points (EPSG:4326); a town lies in the region that holds its point.
    on
        Day of the text: before the law of March 2023 its new regions were cercles of
        their parents, and such a name means the parent.
    """

    def __init__(
        self,
        regions: Regions,
        zones: pd.DataFrame,
        cercles: pd.DataFrame | None = None,
        ground: Basemap | None = None,
        on: date | None = None,
    ) -> None:
        names: dict[str, tuple[str, str]] = {}
        for pairs in (_regions(regions, on), _cercles(cercles), _towns(regions, ground), _zones(zones)):
            for text, meaning in pairs:
                for written in (fold_letters(text), fold_letters(text).upper()):
                    names.setdefault(written, meaning)
        self._names = {name: meaning for name, meaning in names.items() if len(name) > 1}
        longest_first = sorted(self._names, key=lambda name: -len(name))
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")

    def find(self, text: str) -> list[Hit]:
        """Return every place that a text names, in its order; capitals count, accents do not."""
        if not self._names:
            return []
        return [
            Hit(match.start(), *self._names[match.group()], text[match.start() : match.end()])
            for match in self._pattern.finditer(fold_letters(text))
        ]


def _regions(regions: Regions, on: date | None) -> list[tuple[str, tuple[str, str]]]:
    found = []
    for slug, row in regions.frame.iterrows():
        parent = str(row.get("region_2016", slug))
        was_cercle = on is not None and on < _LAW and parent != slug
        meaning = (parent, CERCLE) if was_cercle else (str(slug), REGION)
        found += [(text, meaning) for text in (row["name_fr"], row["name_en"], *split_list(row.get("aliases")))]
    return found


def _cercles(cercles: pd.DataFrame | None) -> list[tuple[str, tuple[str, str]]]:
    if cercles is None:
        return []
    return [
        (str(text), (str(row["region_2023"]), CERCLE))
        for _, row in cercles.iterrows()
        for text in (row["name_fr"], row["source_name"])
    ]


def _towns(regions: Regions, ground: Basemap | None) -> list[tuple[str, tuple[str, str]]]:
    if ground is None:
        return []
    drawn = regions.frame[~regions.frame.geometry.isna()].reset_index()[["region", "geometry"]]
    joined = gpd.sjoin(ground.towns, drawn, predicate="within")
    return [
        (str(text), (str(row["region"]), TOWN))
        for _, row in joined.iterrows()
        for text in (row["name_en"], row["name_fr"])
    ]


def _zones(zones: pd.DataFrame) -> list[tuple[str, tuple[str, str]]]:
    return [
        (str(text), (str(row["zone"]), ZONE))
        for _, row in zones.iterrows()
        for text in (row["title_en"], row["title_fr"], *split_list(row.get("aliases")))
    ]
