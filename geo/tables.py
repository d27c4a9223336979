"""The figures of a map as a table: CSV with its HXL row, and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from geo import coverage
from geo.i18n import translator

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.thematic import ThematicMap

HXL = {
    "region": "#adm1+code+slug",
    "name": "#adm1+name",
    "pcode": "#adm1+code",
    "areas": "#meta+areas",
    "measure": "#indicator+name",
    "value": "#indicator+value+num",
    "unit": "#indicator+unit",
    "sectors": "#sector+code+list",
    "basis": "#meta+basis",
    "split": "#meta+split",
    "text_date": "#date+plan",
    "funding_date": "#date+funding",
}
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def rows(drawn: ThematicMap, atlas: Atlas) -> list[dict[str, Any]]:
    """Return one row per region of a map, values as drawn; keys as in `HXL`."""
    view = drawn.view
    present = coverage.present(atlas.plan, view, atlas.regions[view.areas].rollup)
    here = present.groupby("region")["sector"].agg(list).to_dict()
    order = list(atlas.plan.sectors.index)
    return [
        {
            "region": r.slug,
            "name": r.name,
            "pcode": r.pcode,
            "areas": view.areas,
            "measure": view.measure,
            "value": None if r.value is None else int(r.value) if r.value.is_integer() else r.value,
            "unit": drawn.unit,
            "sectors": ";".join(sorted(here.get(r.slug, []), key=order.index)),
            "basis": view.basis,
            "split": view.split,
            "text_date": drawn.text_date.isoformat(),
            "funding_date": drawn.funding_date.isoformat(),
        }
        for r in drawn.regions
    ]


def to_csv(table: list[dict[str, Any]]) -> str:
    """Write rows as CSV (RFC 4180) with the HXL tags as second row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(HXL))
    writer.writeheader()
    writer.writerow(HXL)
    writer.writerows({k: neutral(v) for k, v in row.items()} for row in table)
    return out.getvalue()


def to_json(drawn: ThematicMap, atlas: Atlas) -> str:
    """Write a map's rows as JSON with its title, dates, sources and caveats."""
    t = translator(drawn.view.lang)
    body = {
        "view": drawn.view.query(),
        "title": drawn.title,
        "subtitle": drawn.subtitle,
        "text_date": drawn.text_date.isoformat(),
        "funding_date": drawn.funding_date.isoformat(),
        "sources": drawn.sources,
        "disclaimer": drawn.disclaimer,
        "notes": drawn.notes,
        "caveats": [{"code": c.code, "severity": c.severity, "text": c.write(t)} for c in drawn.caveats],
        "rows": rows(drawn, atlas),
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def neutral(value: object) -> object:
    """Keep a spreadsheet from running a text cell as a formula."""
    if isinstance(value, str) and value.startswith(_DANGEROUS):
        return "'" + value
    return value
