"""JSON: the answers of the services (DTM, HDX HAPI, FTS) and any list of records."""

from __future__ import annotations

import json
from typing import Any

from geo.reading.cells import SheetCells
from geo.reading.geofile import read_geojson
from geo.reading.limits import BROKEN, NO_RECORDS, Refused

_LISTS = ("result", "results", "data", "records", "value", "flows", "features")
_DEEPEST = 4


def read_json(text: str, name: str) -> list[SheetCells]:
    """Read the records of a JSON file, wherever its list stands."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(BROKEN, str(error)[:120]) from error
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        return read_geojson(found, name)
    records = _fts_clusters(found) or _list_of(found, _DEEPEST)
    if not records:
        raise Refused(NO_RECORDS)
    columns = list(dict.fromkeys(str(k) for r in records for k in r))
    sheet = SheetCells(name)
    sheet.add(columns)
    for record in records:
        sheet.add([_cell(record.get(c)) for c in columns])
    return [sheet]


def _list_of(found: Any, deep: int) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return the first list of records, the usual names first."""
    if isinstance(found, list):
        return [r for r in found if isinstance(r, dict)]
    if not isinstance(found, dict) or not deep:
        return []
    ordered = [found[n] for n in _LISTS if n in found] + [v for k, v in found.items() if k not in _LISTS]
    return next((records for part in ordered if (records := _list_of(part, deep - 1))), [])


def _cell(value: Any) -> object:  # noqa: ANN401 - JSON
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)[:500]
    return value


def _fts_clusters(found: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return the rows of an FTS answer grouped by cluster: requirements and funding of each, blank where unknown."""
    try:
        needed, given = found["data"]["requirements"]["objects"], found["data"]["report3"]["fundingTotals"]["objects"]
        rows: dict[str, dict[str, Any]] = {
            str(o["name"]): {"cluster": str(o["name"]), "requirements": o.get("revisedRequirements"), "funding": None}
            for o in needed
        }
        for part in given:
            for o in part["singleFundingObjects"]:
                row = rows.setdefault(str(o["name"]), {"cluster": str(o["name"]), "requirements": None})
                row["funding"] = o.get("totalFunding")
    except (KeyError, TypeError):
        return []
    return list(rows.values())
