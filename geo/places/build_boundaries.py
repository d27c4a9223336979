"""Generalise a file of administrative boundaries into the shapes that the maps draw."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from geo.core import N_, DataError, Problem, fold_name, unwritable
from geo.places.regions import SHAPES, read_region_tables

if TYPE_CHECKING:
    import io
    from pathlib import Path

    import pandas as pd

TOLERANCES = (0.004, 0.006, 0.008, 0.012, 0.016, 0.024, 0.032, 0.05)
DECIMALS = 4
MOST_BYTES = 100_000
MOST_AREA_ERROR = 0.01
EQUAL_AREA = "EPSG:6933"
_VINTAGES = ("region_2023", "region_2016", "region_2012")


@dataclass(frozen=True)
class BuildReport:
    """What a build made: counts, size in bytes, tolerance in degrees, worst error as a share."""

    file: str
    level: int
    features: int
    vertices: int
    bytes: int
    tolerance: float
    worst_area_error: float
    credit: str

    def as_dict(self) -> dict[str, Any]:
        """Return the report as a plain object."""
        return dataclasses.asdict(self)


@dataclass(frozen=True)
class BoundarySource:
    """Polygons joined to codes: columns cercle, the three regions, geometry (EPSG:4326)."""

    frame: gpd.GeoDataFrame
    level: int
    credit: str


def build_boundary_files(source: Path, out: Path, *, tables: Path) -> BuildReport:
    """Read a boundary file, join it to codes, repair, generalise and write it.

    Parameters
    ----------
    source
        Polygons of admin 1 or 2 as GeoJSON, shapefile, GeoPackage or a zip of one:
        geoBoundaries (``shapeName``) or OCHA COD-AB (``adm1_pcode``, ``adm2_pcode``).
    out
        File to write: GeoJSON, EPSG:4326, rounded to 4 decimals.
    tables
        Folder with ``regions.csv`` and ``cercles.csv``.

    Returns
    -------
    BuildReport
        Shared edges stay shared (``shapely.coverage_simplify``), so that no gap or
        overlap appears; every region's area (EPSG:6933) is within 1 % of the source.

    Raises
    ------
    DataError
        With every row that cannot be read or joined; *out* is then left as it was.
    """
    region_table, cercle_table = read_region_tables(tables)
    text, report = generalised(_joined(read_boundaries(source), source.name, region_table, cercle_table), source.name)
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as failure:
        raise unwritable(out.name, failure) from failure
    return report


def generalised(joined: BoundarySource, file: str) -> tuple[str, BuildReport]:
    """Generalise polygons that have their codes and write them as GeoJSON, with a report.

    Raises
    ------
    DataError
        If neighbours do not share their edges, or if the shapes cannot be made small enough.
    """
    shapes, tolerance, error = _generalised(joined.frame, file)
    text = _geojson(shapes, joined)
    return text, BuildReport(
        file=SHAPES,
        level=joined.level,
        features=len(shapes),
        vertices=int(shapely.get_num_coordinates(shapes.geometry.values).sum()),
        bytes=len(text.encode()),
        tolerance=tolerance,
        worst_area_error=round(error, 6),
        credit=joined.credit,
    )


def read_boundaries(source: Path) -> gpd.GeoDataFrame:
    """Read any boundary file that GDAL knows, reproject it and repair its polygons."""
    if not source.is_file():
        raise DataError([Problem(source.name, N_("the file is missing; check its path"))])
    return boundaries_of(source, source.name)


_UNREADABLE = N_(
    "no boundaries can be read: the file is empty, damaged or of another kind; expected a GeoJSON, a GeoPackage or a "
    "zipped shapefile"
)


def boundaries_of(source: Path | io.BytesIO, name: str) -> gpd.GeoDataFrame:
    """Read boundaries from a file or from memory, reproject them and repair their polygons.

    Raises
    ------
    DataError
        If nothing can be read, or a feature is no polygon.
    """
    try:
        frame = gpd.read_file(source)
    except Exception as error:
        raise DataError([Problem(name, _UNREADABLE)]) from error
    if "geometry" not in frame or frame.empty:
        raise DataError([Problem(name, N_("the file has no shapes"))])
    frame = frame.set_crs("EPSG:4326") if frame.crs is None else frame.to_crs("EPSG:4326")
    shapes = [None if s is None else _polygons(s) for s in frame.geometry]
    expected = N_("expected a polygon; repair or remove this feature")
    problems = [
        Problem(name, expected, row=n, column="geometry")
        for n, s in enumerate(shapes, start=1)
        if s is None or s.is_empty
    ]
    if problems:
        raise DataError(problems)
    frame = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs="EPSG:4326"))
    frame.columns = [str(c).casefold() if c != "geometry" else c for c in frame.columns]
    return frame


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Repair a shape and keep its polygons."""
    repaired = shapely.force_2d(shapely.make_valid(shape))
    parts = [p for p in shapely.get_parts(repaired) if p.geom_type in ("Polygon", "MultiPolygon")]
    if repaired.geom_type in ("Polygon", "MultiPolygon"):
        return repaired
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _joined(frame: gpd.GeoDataFrame, file: str, table: pd.DataFrame, cercles: pd.DataFrame) -> BoundarySource:
    """Join polygons to cercles or regions, by P-code where there is one, else by name."""
    if "adm2_pcode" in frame:
        return _cod_admin2(frame, file, table, cercles)
    if "adm1_pcode" in frame:
        return _cod_admin1(frame, file, table)
    if "shapename" in frame:
        return _geoboundaries(frame, file, cercles)
    expected = N_("expected a column adm2_pcode or adm1_pcode (OCHA COD-AB) or shapeName (geoBoundaries)")
    raise DataError([Problem(file, expected)])


def _geoboundaries(frame: gpd.GeoDataFrame, file: str, cercles: pd.DataFrame) -> BoundarySource:
    known = {fold_name(n): c for c, n in cercles["source_name"].items() if n}
    known |= {fold_name(n): c for c, n in cercles["name_fr"].items()}
    codes = [known.get(fold_name(str(n))) for n in frame["shapename"]]
    _all_known(codes, frame["shapename"], file, "shapeName")
    return BoundarySource(_with_codes(frame, codes, cercles), 2, "geoBoundaries, CC BY 4.0")


def _cod_admin2(frame: gpd.GeoDataFrame, file: str, table: pd.DataFrame, cercles: pd.DataFrame) -> BoundarySource:
    """Join COD-AB admin 2: cercles of 2021 by P-code, newer ones through their region."""
    if _is_v03(frame):
        return _v03(frame, file, table, 2)
    known = {p: c for c, p in cercles["pcode_2021"].items() if p}
    codes = [known.get(str(p)) for p in frame["adm2_pcode"]]
    _all_known(codes, frame["adm2_pcode"], file, "adm2_pcode")
    return BoundarySource(_with_codes(frame, codes, cercles), 2, "OCHA COD-AB")


def _cod_admin1(frame: gpd.GeoDataFrame, file: str, table: pd.DataFrame) -> BoundarySource:
    """Join COD-AB admin 1, v03 only: the regions of 2021 cannot be cut into those of 2023."""
    if _is_v03(frame):
        return _v03(frame, file, table, 1)
    raise DataError([Problem(file, N_("these are the regions before 2023, too coarse for today's; take admin 2"))])


def _is_v03(frame: gpd.GeoDataFrame) -> bool:
    """Tell the edition: only v03 has codes above ML10 (ML09 is Bamako in 2021, Taoudénit in v03)."""
    codes = frame["adm1_pcode"] if "adm1_pcode" in frame else frame["adm2_pcode"].astype(str).str[:4]
    return bool((codes.astype(str).str[2:4] > "10").any())


def _v03(frame: gpd.GeoDataFrame, file: str, table: pd.DataFrame, level: int) -> BoundarySource:
    known = {p: r for r, p in table["pcode_2025"].items() if p}
    column = f"adm{level}_pcode"
    codes = [known.get(str(p)[:4]) for p in frame[column]]
    _all_known(codes, frame[column], file, column)
    made = frame[["geometry"]].assign(cercle=frame[column].astype(str), region_2023=codes)
    for vintage in ("region_2016", "region_2012"):
        made[vintage] = [table.loc[c, vintage] for c in codes]
    return BoundarySource(made, level, "OCHA COD-AB v03 (2025)")


def _all_known(codes: list[Any], cells: pd.Series[Any], file: str, column: str) -> None:
    """Refuse a file with a unit that the tables do not know, or with one twice."""
    problems = [
        Problem(
            file,
            N_("this unit is in no table of codes; add it to cercles.csv or regions.csv"),
            n,
            column,
            str(v),
        )
        for n, (c, v) in enumerate(zip(codes, cells, strict=True), start=1)
        if c is None
    ]
    problems += [
        Problem(file, N_("this unit stands there twice"), n, column, str(v))
        for n, (v, twice) in enumerate(zip(cells, cells.duplicated(), strict=True), start=1)
        if twice
    ]
    if problems:
        raise DataError(problems)


def _with_codes(frame: gpd.GeoDataFrame, codes: list[Any], cercles: pd.DataFrame) -> gpd.GeoDataFrame:
    made = frame[["geometry"]].assign(cercle=codes)
    for vintage in _VINTAGES:
        made[vintage] = [cercles.loc[c, vintage] for c in codes]
    return made


def _generalised(frame: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoDataFrame, float, float]:
    """Simplify at the finest tolerance that fits the size, and prove that the result is sound."""
    shapes = frame.geometry.to_numpy()
    if not shapely.coverage_is_valid(shapes):
        raise DataError([Problem(file, N_("neighbouring units overlap or do not share their edges; repair the file"))])
    for tolerance in TOLERANCES:
        simple = shapely.transform(shapely.coverage_simplify(shapes, tolerance), lambda c: np.round(c, DECIMALS))
        made = frame.set_geometry(gpd.GeoSeries(simple, index=frame.index, crs="EPSG:4326"))
        if not _sound(made):
            continue
        error = max(_area_error(frame, made, v) for v in _VINTAGES)
        if error <= MOST_AREA_ERROR and len(_features(made)) <= MOST_BYTES:
            return made, tolerance, error
    raise DataError(
        [Problem(file, N_("the shapes cannot be generalised to {n} bytes"), details={"n": str(MOST_BYTES)})]
    )


def _sound(frame: gpd.GeoDataFrame) -> bool:
    shapes = frame.geometry.to_numpy()
    return bool(
        shapely.is_valid(shapes).all() and not shapely.is_empty(shapes).any() and shapely.coverage_is_valid(shapes)
    )


def _area_error(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, column: str) -> float:
    """Return the worst relative change of a region's area, measured in an equal-area projection."""
    old = before.to_crs(EQUAL_AREA).area.groupby(before[column]).sum()
    new = after.to_crs(EQUAL_AREA).area.groupby(after[column]).sum()
    return float(((new - old).abs() / old).max())


def _features(frame: gpd.GeoDataFrame) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"cercle": str(row.cercle), **{v: getattr(row, v) for v in _VINTAGES}},
            "geometry": row.geometry.__geo_interface__,
        }
        for row in frame.itertuples()
    ]
    return ",\n".join(json.dumps(f, separators=(",", ":")) for f in features)


def _geojson(frame: gpd.GeoDataFrame, joined: BoundarySource) -> str:
    """Write one feature per line, with the credit that the licence asks for."""
    head = json.dumps({"type": "FeatureCollection", "credit": joined.credit, "level": joined.level})
    return f'{head[:-1]}, "features": [\n{_features(frame)}\n]}}\n'
