"""Files of each format, made of rows of cells, as people bring them."""

import csv
import io
import json
import zipfile
from html import escape

import geopandas as gpd
import openpyxl
import pandas as pd
import shapely


def csv_file(rows, delimiter=",", encoding="utf-8", line_end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_file(rows, sheet="Sheet1", merged=(), first=()):
    book = openpyxl.Workbook()
    for name, cells in first:
        other = book.create_sheet(name)
        for row in cells:
            other.append(row)
    own = book.create_sheet(sheet)
    for row in rows:
        own.append(row)
    for area in merged:
        own.merge_cells(area)
    del book["Sheet"]
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods_file(rows):
    def cell(value):
        if value is None or value == "":
            return "<table:table-cell/>"
        if isinstance(value, (int, float)):
            kind = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, r))}</table:table-row>" for r in rows)
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    return zip_file({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content,
                     "META-INF/manifest.xml": "<m/>"})  # fmt: skip


def zip_file(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def json_file(rows):
    head, *body = rows
    return json.dumps({"result": [dict(zip(head, r, strict=True)) for r in body]}).encode()


def parquet_file(rows):
    head, *body = rows
    out = io.BytesIO()
    pd.DataFrame(body, columns=head).to_parquet(out)
    return out.getvalue()


def points(rows):
    head, *body = rows
    frame = pd.DataFrame(body, columns=head)
    return gpd.GeoDataFrame(frame, geometry=[shapely.Point(-4, 14 + n) for n in range(len(frame))], crs="EPSG:4326")


def geojson_file(rows):
    return points(rows).to_json().encode()


def layer_file(rows, folder, crs="EPSG:4326"):
    """Write a GeoPackage and return its bytes."""
    points(rows).to_crs(crs).to_file(folder / "layer.gpkg", driver="GPKG")
    return (folder / "layer.gpkg").read_bytes()


def shapefile(rows, folder, crs="EPSG:4326"):
    """Write a shapefile and return it as ZIP."""
    points(rows).to_crs(crs).to_file(folder / "sites.shp", encoding="utf-8")
    return zip_file({f"data/{f.name}": f.read_bytes() for f in folder.glob("sites.*")})
