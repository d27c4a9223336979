"""Points placed in regions: a raster of region numbers, with an exact test only in cells that a border cuts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    Numbers = np.ndarray[tuple[int, ...], np.dtype[Any]]

OUTSIDE = -1
_LONGER_SIDE = 3000
"""Cells along the longer side: for Mali about 0.5 km; a finer grid is larger than a processor's cache."""
_MARGIN = 3
"""Cells more than the extent has along a side, so that the outermost are outside."""
_SAMPLES = 2
"""Points on a border per side of a cell: each place on it lies in the cell of one of them, or in a cell beside."""


@dataclass(frozen=True, eq=False)
class PointRaster:
    """Where points lie among shapes that do not overlap, longitude and latitude in degrees (EPSG:4326).

    ``codes`` names the shapes. ``grid`` has a number per cell, from the south-west corner:
    that of a shape, `OUTSIDE`, or ``-2 - k`` for the k-th cell that a border cuts.
    ``candidates`` says for each such cell which shapes have a border there.

    Notes
    -----
    The answer is that of ``geopandas.sjoin(points, shapes, predicate="within")`` on every
    point. A point exactly on a border lies within no shape, and so in none here.
    """

    codes: tuple[str, ...]
    shapes: tuple[shapely.Geometry, ...]
    west: float
    south: float
    step: float
    grid: Numbers
    candidates: Numbers

    def __reduce__(self) -> tuple[Callable[..., PointRaster], tuple[object, ...]]:
        """Travel to another process as shapes alone: they are a hundredth of the grid, which is made again there."""
        rows, columns = self.grid.shape
        return _raster, (self.codes, self.shapes, max(rows, columns) - _MARGIN)

    def place(self, lon: Numbers, lat: Numbers) -> Numbers:
        """Return the number of the shape that each point lies within, `OUTSIDE` where it lies within none.

        A missing coordinate lies within none.
        """
        rows, columns = self.grid.shape
        # The outermost cells are outside: what lies beyond, or nowhere (NaN), is counted to them.
        x = np.fmin(np.fmax((lon - self.west) / self.step, 0), columns - 1).astype(np.int32)
        y = np.fmin(np.fmax((lat - self.south) / self.step, 0), rows - 1).astype(np.int32)
        found: Numbers = self.grid.ravel().take(y * columns + x)
        cut = np.flatnonzero(found < OUTSIDE)
        if len(cut):
            found[cut] = self._exactly(-2 - found[cut], lon[cut], lat[cut])
        return found

    def _exactly(self, cells: Numbers, lon: Numbers, lat: Numbers) -> Numbers:
        """Place points of cut cells by the shapes themselves."""
        found = np.full(len(cells), OUTSIDE, dtype=np.int32)
        possible = self.candidates[cells]
        for number, shape in enumerate(self.shapes):
            asked = np.flatnonzero(possible[:, number])
            if len(asked):
                found[asked[shapely.contains_xy(shape, lon[asked], lat[asked])]] = number
        return found


def raster_of(frame: gpd.GeoDataFrame, *, longer_side: int = _LONGER_SIDE) -> PointRaster:
    """Make the raster of some shapes.

    Parameters
    ----------
    frame
        Shapes in EPSG:4326 that do not overlap, indexed by code; those without a geometry
        are left out.
    longer_side
        Cells along the longer side of their extent.

    Notes
    -----
    Every cell in which a border might lie is marked: borders are sampled `_SAMPLES` times
    per cell and the cells beside are marked as well. Between two marked cells of a row no
    border lies, so that one exact test places the whole run.
    """
    drawn = frame[frame.geometry.notna()]
    return _raster(tuple(map(str, drawn.index)), tuple(drawn.geometry), longer_side)


def _raster(codes: tuple[str, ...], shapes: tuple[shapely.Geometry, ...], longer_side: int) -> PointRaster:
    shapely.prepare(np.array(shapes, dtype=object))
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    step = max(east - west, north - south) / longer_side
    size = (int((north - south) / step) + _MARGIN, int((east - west) / step) + _MARGIN)
    west, south = west - step, south - step
    touched = np.stack([_marked(shape, west, south, step, size) for shape in shapes])
    cut: Numbers = np.logical_or.reduce(touched, axis=0)
    grid = _filled(shapes, cut, west, south, step)
    grid[cut] = -2 - np.arange(int(cut.sum()), dtype=np.int32)
    return PointRaster(codes, shapes, west, south, step, grid, touched[:, cut].T.copy())


def _marked(shape: shapely.Geometry, west: float, south: float, step: float, size: tuple[int, int]) -> Numbers:
    """Mark the cells in which a shape's border may lie."""
    points = shapely.get_coordinates(shapely.segmentize(shape.boundary, step / _SAMPLES))
    marked = np.zeros(size, dtype=bool)
    row, column = ((points[:, 1] - south) / step).astype(int), ((points[:, 0] - west) / step).astype(int)
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            marked[(row + up).clip(0, size[0] - 1), (column + right).clip(0, size[1] - 1)] = True
    return marked


def _filled(shapes: tuple[shapely.Geometry, ...], cut: Numbers, west: float, south: float, step: float) -> Numbers:
    """Place the cells that no border cuts: the first of each run exactly, the others like it."""
    starts = ~cut
    starts[:, 1:] &= cut[:, :-1]
    row, column = np.nonzero(starts)
    lon, lat = west + (column + 0.5) * step, south + (row + 0.5) * step
    number = np.full(len(row), OUTSIDE, dtype=np.int32)
    for n, shape in enumerate(shapes):
        number[shapely.contains_xy(shape, lon, lat)] = n
    run = np.cumsum(starts.ravel()).reshape(cut.shape) - 1
    return np.where(cut, OUTSIDE, number[run.clip(0)]).astype(np.int32)
