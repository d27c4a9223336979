"""Generalise Natural Earth's countries into the outlines of the world map."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pycountry
import shapely

from geo.core import N_, DataError, Problem
from geo.places.world import WORLD_FILE

if TYPE_CHECKING:
    from pathlib import Path

    Shapes = np.ndarray[Any, np.dtype[np.object_]]

EQUAL_EARTH = "+proj=eqearth +units=km"
"""An equal-area projection of the world (Savric, Patterson and Jenny 2018), in kilometres."""
_LEFT_OUT = ("ATA",)
"""Nobody has a plan for Antarctica, and a third of the map would be white."""
# Land that the source draws apart and gives no code. As on the maps of the United Nations, the first two are parts of
# the countries that they lie in; Kosovo has no code of ISO 3166, and CLDR writes it XKX.
_WITHOUT_CODE = {"Somaliland": "SOM", "N. Cyprus": "CYP", "Kosovo": "XKX"}
_SIMPLER = 36.0
"""Kilometres: the root of the smallest area that a bend of an outline encloses."""
_ISLET = 2500.0
"""Square kilometres of an island that is left out, unless it is the largest of its country."""
_DECIMALS = 2
_HALF = 180
"""Degrees of longitude, half of the way around."""


def build_world_file(source: Path, folder: Path) -> int:
    """Join, simplify and round the countries, and write them as ``world.geojson``.

    Parameters
    ----------
    source
        world-atlas' ``countries-50m.json``: TopoJSON of Natural Earth's countries (EPSG:4326), with
        their numbers of ISO 3166 as ``id`` and a ``name``.
    folder
        Where the file is written.

    Returns
    -------
    int
        Bytes written. All outlines are simplified together (Visvalingam's rule on an equal-area
        projection), so that neighbours keep one border; coordinates have 2 decimals (about 1 km).
        What has no code and is no country's own stays as land of none.

    Raises
    ------
    DataError
        If the source is missing or is no such file; nothing is written then.
    """
    frame = _read(source)
    joined = frame.to_crs(EQUAL_EARTH).dissolve(by="iso")
    simple = shapely.coverage_simplify(_without_islets(joined.geometry.to_numpy()), _SIMPLER)
    degrees = gpd.GeoSeries(simple, index=joined.index, crs=EQUAL_EARTH).to_crs("EPSG:4326")
    features = [_feature(str(code), shape) for code, shape in degrees.items()]
    head = '{"type": "FeatureCollection", "credit": "Natural Earth", "features": [\n'
    text = head + ",\n".join(features) + "\n]}\n"
    (folder / WORLD_FILE).write_text(text, encoding="utf-8", newline="")
    return len(text.encode())


def _read(source: Path) -> gpd.GeoDataFrame:
    """Read the countries with their codes of three letters; empty where there is none."""
    if not source.is_file():
        raise DataError([Problem(source.name, N_("the file is missing; check its path"))])
    try:
        frame = gpd.read_file(source, layer="countries")[["id", "name", "geometry"]].set_crs(
            "EPSG:4326", allow_override=True
        )
    except Exception as error:  # whatever GDAL raises is about the file
        expected = N_("the layer cannot be read ({reason})")
        raise DataError([Problem(source.name, expected, details={"reason": str(error)[:200]})]) from error
    codes = [_code(number, str(name)) for number, name in zip(frame["id"], frame["name"], strict=True)]
    kept = frame.assign(iso=codes)[[code not in _LEFT_OUT for code in codes]]
    return kept.assign(geometry=[_cut(shape) for shape in kept.geometry])


def _code(number: object, name: str) -> str:
    """Return a country's code of three letters by its number of ISO 3166, else by its name."""
    known = pycountry.countries.get(numeric=str(number).zfill(3)) if isinstance(number, str) else None
    return str(known.alpha_3) if known else _WITHOUT_CODE.get(name, "")


def _cut(shape: shapely.Geometry) -> shapely.Geometry:
    """Cut an outline at the 180th meridian: the source's go across it, on a flat map a band around the world."""
    return shapely.union_all([piece for part in shapely.get_parts(shape) for piece in _pieces(part)])


def _pieces(part: shapely.Polygon) -> list[shapely.Geometry]:
    """Return a part of a country, or where it goes across the 180th meridian what lies on either side of that."""
    across = np.abs(np.diff(shapely.get_coordinates(part.exterior)[:, 0])) > _HALF
    if not across.any():
        return [shapely.make_valid(part)]
    whole = shapely.make_valid(shapely.transform(part, lambda c: np.where((c < 0) & [True, False], c + 2 * _HALF, c)))
    west, east = (shapely.intersection(whole, shapely.box(x, -90, x + _HALF, 90)) for x in (0, _HALF))
    return [west, shapely.transform(east, lambda c: c - (2 * _HALF, 0))]


def _without_islets(shapes: Shapes) -> Shapes:
    """Leave out islands that no map of the world shows; the largest part of each country stays."""
    kept = []
    for shape in shapes:
        parts = sorted(shapely.get_parts(shape), key=lambda p: -p.area)
        kept.append(shapely.multipolygons([p for n, p in enumerate(parts) if n == 0 or p.area >= _ISLET]))
    return np.array(kept, dtype=object)


def _feature(code: str, shape: shapely.Geometry) -> str:
    rounded = shapely.transform(shape, lambda c: np.round(c, _DECIMALS))
    body = {"type": "Feature", "properties": {"iso": code}, "geometry": rounded.__geo_interface__}
    return json.dumps(body, separators=(",", ":"))
