"""Files of places: GeoJSON, GeoPackage, zipped shapefile, Parquet: their attributes and a point of each shape."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from geo.reading.cells import SheetCells
from geo.reading.limits import (
    BROKEN,
    MOST_COLUMNS,
    MOST_FEATURES,
    MOST_ROWS,
    NOTHING_INSIDE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Refused,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

POINT = ("longitude", "latitude")
"""Columns of the point of each shape, degrees (EPSG:4326)."""
_SHAPE_MARK = b"\x00\x00\x27\x0a"


def read_geojson(found: dict[str, Any], name: str) -> list[SheetCells]:
    """Read the features of a GeoJSON file."""
    from shapely.geometry import shape  # noqa: PLC0415 - heavy, and only needed here

    features = [f for f in found.get("features") or [] if isinstance(f, dict)]
    if len(features) > MOST_FEATURES:
        raise Refused(TOO_MANY_ROWS, f"{MOST_FEATURES:,}")
    own: list[dict[str, object]] = [dict(p) if isinstance(p := f.get("properties"), dict) else {} for f in features]
    columns = list(dict.fromkeys(str(k) for p in own for k in p))
    points: list[tuple[float, float] | None] = []
    for feature in features:
        try:
            points.append(_point(shape(feature["geometry"])) if feature.get("geometry") else None)
        except Exception:  # noqa: BLE001 - a shape that is none has no point
            points.append(None)
    return [_sheet(name, columns, [[p.get(c) for c in columns] for p in own], points)]


def _point(geometry: Any) -> tuple[float, float] | None:  # noqa: ANN401 - of a library without types
    if geometry is None or geometry.is_empty:
        return None
    at = geometry if geometry.geom_type == "Point" else geometry.representative_point()
    return float(at.x), float(at.y)


def _sheet(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[object]], points: Sequence[tuple[float, float] | None]
) -> SheetCells:
    """Lay out a table with its header and, where there are any, the points."""
    sheet = SheetCells(name)
    placed = any(points)
    sheet.add([*columns, *(POINT if placed else ())])
    for row, point in zip(rows, points, strict=True):
        cells = [c if c is None or isinstance(c, (str, int, float, bool)) else _text(c) for c in row]
        sheet.add([*cells, *((point or (None, None)) if placed else ())])
    return sheet


def _text(cell: object) -> object:
    if isinstance(cell, (dict, list)):
        return json.dumps(cell, ensure_ascii=False)[:500]
    return cell


def read_geopackage(raw: bytes) -> list[SheetCells]:
    """Read every layer of a GeoPackage."""
    import pyogrio  # noqa: PLC0415 - heavy, and only needed here

    try:
        names = [str(n) for n, _ in pyogrio.list_layers(raw)]
        return [_layer(raw, n) for n in names[:20]] or _nothing()
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise Refused(BROKEN, str(error)[:120]) from error


def read_shapefile(packed: zipfile.ZipFile, member: str) -> list[SheetCells]:
    """Read a shapefile of a ZIP file; nothing but its own parts is handed on."""
    import pyogrio  # noqa: PLC0415 - as above

    stem = member[: -len(".shp")]
    if not packed.open(member).read(4) == _SHAPE_MARK:
        raise Refused(BROKEN, member[-60:])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as own:
        for name in packed.namelist():
            if name.casefold() in {f"{stem}.{e}".casefold() for e in ("shp", "shx", "dbf", "prj", "cpg")}:
                own.writestr(f"layer.{name.rsplit('.', 1)[-1].lower()}", packed.read(name))
    try:
        return [_layer(out.getvalue(), None, stem.rsplit("/", 1)[-1])]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise Refused(BROKEN, str(error)[:120]) from error


def _nothing() -> list[SheetCells]:
    raise Refused(NOTHING_INSIDE)


def _layer(raw: bytes, layer: str | None, name: str = "") -> SheetCells:
    """Read a layer; its shapes become points in degrees."""
    import shapely  # noqa: PLC0415 - as above
    from pyogrio.raw import read  # noqa: PLC0415 - as above

    about, _, shapes, fields = read(raw, layer=layer, max_features=MOST_FEATURES + 1, datetime_as_string=True)
    columns = [str(c) for c in about["fields"]]
    if len(columns) > MOST_COLUMNS:
        raise Refused(TOO_MANY_COLUMNS, f"{MOST_COLUMNS:,}")
    n = len(fields[0]) if fields else 0 if shapes is None else len(shapes)
    if n > MOST_FEATURES:
        raise Refused(TOO_MANY_ROWS, f"{MOST_FEATURES:,}")
    points: list[tuple[float, float] | None] = [None] * n
    if shapes is not None:
        points = _in_degrees([_point(g) for g in shapely.from_wkb(shapes)], about.get("crs"))
    rows = list(zip(*(f.tolist() for f in fields), strict=True)) if fields else [()] * n
    return _sheet(name or str(layer), columns, rows, points)


def _in_degrees(points: list[tuple[float, float] | None], crs: str | None) -> list[tuple[float, float] | None]:
    if not crs or "4326" in crs:
        return points
    from pyproj import Transformer  # noqa: PLC0415 - as above

    turn = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    return [None if p is None else turn.transform(*p) for p in points]


def read_parquet(raw: bytes, name: str) -> list[SheetCells]:
    """Read a Parquet file; a geometry in it (GeoParquet) becomes points."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        file = pq.ParquetFile(pa.BufferReader(raw))
        if file.metadata.num_rows > MOST_ROWS:
            raise Refused(TOO_MANY_ROWS, f"{MOST_ROWS:,}")
        if file.metadata.num_columns > MOST_COLUMNS:
            raise Refused(TOO_MANY_COLUMNS, f"{MOST_COLUMNS:,}")
        table = file.read(use_threads=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Refused(BROKEN, str(error)[:120]) from error
    shapes = next((c for c in table.column_names if pa.types.is_binary(table.schema.field(c).type)), None)
    columns = [c for c in table.column_names if c != shapes]
    rows = list(zip(*(table.column(c).to_pylist() for c in columns), strict=True)) or [()] * table.num_rows
    points: list[tuple[float, float] | None] = [None] * table.num_rows
    if shapes is not None:
        import shapely  # noqa: PLC0415 - as above

        points = [_point(g) for g in shapely.from_wkb(table.column(shapes).to_pylist(), on_invalid="ignore")]
    return [_sheet(name, columns, rows, points)]
