"""The shapes as one script for the browser: regions of every vintage and the basemap under them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.maps.circles import label_point

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.places import Basemap, Regions

DECIMALS = 3
_NEAR = 1.5  # degrees around the country
SMALLEST_NAMED = 2.0


def boundaries_script(vintages: dict[str, Regions], basemap: Basemap) -> str:
    """Write ``window.CRP_SHAPES``: the same text for the same shapes.

    Parameters
    ----------
    vintages
        Regions by vintage; those without a shape are left out.
    basemap
        The layers under them.

    Returns
    -------
    str
        JavaScript with GeoJSON in EPSG:4326, rounded to 3 decimals (about 100 m).
    """
    west, south, east, north = next(iter(vintages.values())).frame.total_bounds
    near = shapely.box(west - _NEAR, south - _NEAR, east + _NEAR, north + _NEAR)
    body = {
        "regions": {vintage: _regions(regions.frame) for vintage, regions in vintages.items()},
        "basemap": {
            "neighbours": _collection(basemap.neighbours, ("name_en", "name_fr", "lon", "lat"), near),
            "rivers": _collection(basemap.rivers, ()),
            "lakes": _collection(basemap.lakes, ()),
            "towns": _collection(basemap.towns, ("name_en", "name_fr")),
        },
    }
    return f"window.CRP_SHAPES={json.dumps(body, ensure_ascii=False, separators=(',', ':'))};"


def _regions(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    drawn = frame[frame.geometry.notna()]
    features = []
    for slug, row in drawn.iterrows():
        label = label_point(row.geometry)
        features.append(
            _feature(
                row.geometry,
                {"slug": slug, "lon": round(label.x, 3), "lat": round(label.y, 3), "area": round(row.geometry.area, 1)},
            )
        )
    return {"type": "FeatureCollection", "features": features}


def _collection(frame: gpd.GeoDataFrame, names: tuple[str, ...], near: shapely.Polygon | None = None) -> dict[str, Any]:
    features = [_feature(row.geometry, {n: _label(row, n, near) for n in names}) for _, row in frame.iterrows()]
    return {"type": "FeatureCollection", "features": features}


def _label(row: gpd.GeoSeries, name: str, near: shapely.Polygon | None) -> str | float:
    """Return a name, or a coordinate of the place where the name fits best near the country."""
    if name not in ("lon", "lat"):
        return str(row[name])
    seen = shapely.intersection(row.geometry, near)
    if seen.is_empty or seen.area < SMALLEST_NAMED:
        return 0.0
    point = label_point(seen)
    return round(float(point.x if name == "lon" else point.y), 2)


def _feature(shape: shapely.Geometry, properties: dict[str, Any]) -> dict[str, Any]:
    rounded = shapely.transform(shape, lambda c: np.round(c, DECIMALS))
    return {"type": "Feature", "properties": properties, "geometry": rounded.__geo_interface__}
