"""The tables of a map described for machines: a data package (Frictionless) that names each file and column."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from geo.analysis import view_query
from geo.core import translator
from geo.export.columns import CAVEAT_COLUMNS, NOTE_COLUMNS, ledger_columns, region_columns
from geo.export.csv_text import csv_file, excel_csv_file
from geo.export.names import file_stem
from geo.export.tabular import caveat_rows, file_sources, ledger_rows, note_rows, table_rows

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.export.columns import Column
    from geo.maps import ThematicMap
    from geo.store import Atlas

_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"number": "number", "usd": "number", "pct": "number", "date": "date"}
_UNITS = {"usd": "USD", "pct": "%"}
TABLES = ("", "ledger", "caveats", "notes")
"""The tables of a map: its own, and what stands beside it in files of their own."""


def map_table(drawn: ThematicMap, atlas: Atlas, part: str = "", *, excel: bool = False) -> str:
    """Write one of `TABLES` of a map as CSV, or as CSV for a French Excel."""
    write = excel_csv_file if excel else csv_file
    return write(_columns(drawn, part), _rows(drawn, atlas, part))


def map_package(drawn: ThematicMap, atlas: Atlas) -> str:
    """Describe the tables of a map: title, sources, and of each file its size, hash, columns, units and HXL tags.

    Form of the Data Package standard 2.0: https://datapackage.org. Names are those of the
    files beside it; equal content gives equal text.
    """
    t, view = translator(drawn.view.lang), drawn.view
    body = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": file_stem(view, "map").lower().replace("+", ".").replace("=", "."),
        "title": drawn.title,
        "description": " · ".join(filter(None, (drawn.subtitle, drawn.scenario))),
        "created": f"{atlas.plan.file_date.isoformat()}T00:00:00Z",
        "view": view_query(view),
        "scenario": drawn.scenario,
        "sources": [{"title": source} for source in file_sources(drawn, atlas)],
        "resources": [_resource(drawn, atlas, part, t) for part in TABLES],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def _resource(drawn: ThematicMap, atlas: Atlas, part: str, t: Translator) -> dict[str, Any]:
    content = map_table(drawn, atlas, part).encode()
    key = {"": "region", "ledger": ["ledger", "part"]}.get(part)
    return {
        "name": part or "table",
        "type": "table",
        "path": f"{file_stem(drawn.view, 'map', part)}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"headerRows": [1], "commentRows": [2], "delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {
            "fields": [_field(c, drawn, t) for c in _columns(drawn, part)],
            "missingValues": [""],
        } | ({"primaryKey": key} if key else {}),
    }  # fmt: skip


def _field(column: Column, drawn: ThematicMap, t: Translator) -> dict[str, Any]:
    described = {
        "name": column.name, "type": _TYPES.get(column.kind, "string"), "title": t(column.title),
        "description": t(column.meaning), "hxl": column.hxl,
    }  # fmt: skip
    if column.name in {"value", "low", "high"}:
        return described | {"unit": drawn.unit}
    return described | ({"unit": _UNITS[column.kind]} if column.kind in _UNITS else {})


def _columns(drawn: ThematicMap, part: str) -> tuple[Column, ...]:
    found = {"": region_columns(drawn), "ledger": ledger_columns(drawn), "caveats": CAVEAT_COLUMNS}
    return found.get(part, NOTE_COLUMNS)


def _rows(drawn: ThematicMap, atlas: Atlas, part: str) -> list[dict[str, Any]]:
    if part == "":
        return table_rows(drawn, atlas)
    if part == "ledger":
        return ledger_rows(drawn, atlas)
    return caveat_rows(drawn) if part == "caveats" else note_rows(drawn, atlas)
