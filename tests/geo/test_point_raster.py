"""Points in regions: the raster's answer is that of an exact join, inside, on borders, on corners and abroad."""

import pickle

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.monitoring.layers.point_raster import OUTSIDE, raster_of
from tests import squareland

# A hole, an enclave in it, a region in two parts, a needle thinner than a cell, and one without a shape.
SHAPES = gpd.GeoDataFrame(
    geometry=[
        shapely.Polygon([(0, 0), (6, 0), (6, 6), (0, 6)], [[(2, 2), (4, 2), (4, 4), (2, 4)]]),
        shapely.box(2, 2, 4, 4),
        shapely.MultiPolygon([shapely.box(6, 0, 7, 1), shapely.box(8, 5, 9, 6)]),
        shapely.Polygon([(6, 3), (9, 3.0005), (6, 3.001)]),
        None,
    ],
    index=pd.Index(["ring", "core", "pair", "needle", "nowhere"], name="region"),
    crs="EPSG:4326",
)


def joined(frame, lon, lat):
    """Place points as geopandas does, by number; OUTSIDE where they are within nothing."""
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    drawn = frame[frame.geometry.notna()][["geometry"]].reset_index(drop=True)
    found = gpd.sjoin(points, drawn, predicate="within")
    numbers = np.full(len(points), OUTSIDE)
    numbers[found.index] = found["index_right"]
    return numbers


def scattered(frame, n, seed):
    """Points over and around a frame, on its vertices, on its edges, and a hair beside them."""
    rng = np.random.default_rng(seed)
    west, south, east, north = frame.total_bounds
    corners = shapely.get_coordinates(frame.geometry.dropna().to_numpy())
    edges = (corners[:-1] + corners[1:]) / 2
    near = np.concatenate([corners, edges])[rng.integers(0, len(corners) + len(edges), n // 4)]
    lon = np.concatenate([rng.uniform(west - 1, east + 1, n), corners[:, 0], edges[:, 0], near[:, 0]])
    lat = np.concatenate([rng.uniform(south - 1, north + 1, n), corners[:, 1], edges[:, 1], near[:, 1]])
    hair = np.concatenate([np.zeros(len(lon) - len(near)), rng.normal(0, 1e-6, len(near))])
    return lon + hair, lat + hair


@pytest.mark.parametrize("longer_side", [40, 3000])
def test_every_point_is_placed_as_an_exact_join_places_it(longer_side):
    raster = raster_of(SHAPES, longer_side=longer_side)
    lon, lat = scattered(SHAPES, 40_000, 1)
    assert raster.codes == ("ring", "core", "pair", "needle")
    assert (raster.place(lon, lat) == joined(SHAPES, lon, lat)).all()


@pytest.mark.parametrize(("level", "n"), [("region", 1_000_000), ("cercle", 60_000)])
def test_the_regions_and_the_cercles_of_mali_are_placed_as_an_exact_join_places_them(atlas, level, n):
    frame = atlas.regions["2023"].frame if level == "region" else atlas.cercles.frame
    lon, lat = scattered(frame, n, 2)
    assert (raster_of(frame).place(lon, lat) == joined(frame, lon, lat)).all()


def test_a_raster_travels_as_shapes_and_is_the_same_after():
    raster = raster_of(SHAPES, longer_side=500)
    sent = pickle.dumps(raster)
    again = pickle.loads(sent)  # noqa: S301 - made two lines before
    assert len(sent) < raster.grid.nbytes / 10
    assert (again.grid == raster.grid).all()
    assert (again.candidates == raster.candidates).all()
    assert again.codes == raster.codes


def test_a_point_on_a_border_lies_in_no_region_and_one_without_coordinates_nowhere():
    raster = raster_of(squareland.regions().frame, longer_side=50)
    lon = np.array([0.5, 1.0, 1.5, np.nan, -3.0, 0.5])
    lat = np.array([0.5, 0.5, 0.5, 0.5, 0.5, 1e9])
    assert raster.place(lon, lat).tolist() == [0, OUTSIDE, 1, OUTSIDE, OUTSIDE, OUTSIDE]
