"""Figures that a reader brought, cleaned, to take along: a workbook or CSV files, with what was said about them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl import Workbook

from geo.core import guarded, write_csv
from geo.intake import KIND_NAMES, STATE_NAMES, place_name
from geo.monitoring import source_words
from geo.places import CERCLE_LEVEL, REGION_LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.core import Translator
    from geo.intake import BroughtTable, OwnLayer, PlaceReport
    from geo.places import PlaceIndex
    from geo.store import Atlas

_TAGS = {
    "date": "#date", "region": "#adm1+name", "pcode": "#adm1+code", "areas": "#meta+areas", "cercle": "#adm2+name",
    "cercle_pcode": "#adm2+code", "value": "#indicator+num", "start": "#date+start", "end": "#date+end",
    "reference": "#date+label", "kind": "#status", "population": "#population", "phase3plus": "#affected+food_insecure",
    "organisation": "#org+name", "type": "#org+type", "sector": "#sector", "sector_code": "#sector+code",
    "requirements": "#value+funding+required+usd", "funding": "#value+funding+total+usd", "source": "#meta+source",
    "rows": "#meta+rows", "title": "#sector+name",
}  # fmt: skip
_PRESENCE = (
    "organisation",
    "type",
    "sector",
    "sector_code",
    "region",
    "pcode",
    "cercle",
    "cercle_pcode",
    "date",
    "source",
)


def brought_tables(
    layer: OwnLayer, atlas: Atlas, t: Translator
) -> dict[str, tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """Return a layer's cleaned tables by name: columns and rows, every place with its name and P-code."""
    source = source_words(layer.source, t)
    found: dict[str, tuple[tuple[str, ...], list[dict[str, Any]]]] = {}
    if layer.presence is not None:
        rows = [
            {"organisation": r.name, "type": r.type, "sector": _sector(layer, r.sector, t), "sector_code": r.sector,
             "date": layer.presence.day.isoformat(), "source": source}
            | _region(r.region_2023 or r.region_2016 or r.region_2012, _vintage(r), atlas, t) | _cercle(r.cercle, atlas)
            for r in layer.presence.frame.itertuples()
        ]  # fmt: skip
        found["presence"] = (_PRESENCE, rows)
    for name, frame in (("regions", layer.by_region), ("cercles", layer.by_cercle), ("food", layer.food),
                        ("funding", layer.funding)):  # fmt: skip
        if frame is not None and len(frame):
            found[name] = _plain(frame, atlas, t, source)
    return found


def _plain(
    frame: pd.DataFrame, atlas: Atlas, t: Translator, source: str
) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    rows = []
    for row in frame.to_dict("records"):
        cells = {str(k): _cell(v) for k, v in row.items()} | {"source": source}
        if "region" in row:
            cells |= _region(str(row["region"]), str(row.get("areas") or "2023"), atlas, t)
        if "cercle" in row:
            cells |= _cercle(str(row["cercle"]), atlas)
        rows.append(cells)
    columns = [c for c in _TAGS if c in rows[0]]
    return tuple(columns), rows


def _cell(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _vintage(row: Any) -> str:  # noqa: ANN401 - a row of a frame
    return "2023" if row.region_2023 else "2016" if row.region_2016 else "2012"


def _region(slug: str, areas: str, atlas: Atlas, t: Translator) -> dict[str, str]:
    regions = atlas.regions[areas]
    if slug not in regions.frame.index:
        return {"region": "", "pcode": ""}
    return {"region": regions.name(slug, t.lang), "pcode": regions.pcode(slug)}


def _cercle(slug: str, atlas: Atlas) -> dict[str, str]:
    if slug not in atlas.cercles.frame.index:
        return {"cercle": "", "cercle_pcode": ""}
    return {"cercle": atlas.cercles.name(slug), "cercle_pcode": str(atlas.cercles.frame.loc[slug, "pcode_2021"])}


def _sector(layer: OwnLayer, code: str, t: Translator) -> str:
    known = layer.presence.sectors.get(code) if layer.presence else None
    return known.title(t.lang) if known else code


def placed_rows(table: BroughtTable, report: PlaceReport, index: PlaceIndex, t: Translator) -> bytes:
    """Write a brought table with the place of each row beside it, as CSV: what an officer mends a list with."""
    states = {s: t(STATE_NAMES[s]) for s in STATE_NAMES}
    rows, regions = report.rows, {p.slug: n for p, n in index.written.items() if p.level == REGION_LEVEL}
    cercles = {p.slug: n for p, n in index.written.items() if p.level == CERCLE_LEVEL}
    beside = pd.DataFrame(
        {t("row"): rows.index, t("matched region"): rows["region"].map(regions).fillna("").to_numpy(),
         t("matched cercle"): rows["cercle"].map(cercles).fillna("").to_numpy(),
         t("match"): rows["state"].map(states).to_numpy()}, index=rows.index,
    )  # fmt: skip
    own = table.frame.rename(columns={c: f"{c} " for c in table.frame if c in beside})
    whole = pd.concat([own, beside], axis=1).astype(object)
    records = whole.where(whole.notna(), None).to_dict("records")
    text = write_csv([str(c) for c in whole], [{str(k): v for k, v in r.items()} for r in records], line_end="\r\n")
    return ("\ufeff" + text).encode()


def report_rows(report: PlaceReport, index: PlaceIndex, t: Translator) -> bytes:
    """Write the report on places as CSV: each written place, what it means, why not, what it may be, and its rows."""
    names = (t("Written"), t("Means"), t("match"), t("Why it is asked"), t("Perhaps"), t("Rows"), t("First rows"))
    rows = [
        dict(zip(names, (" › ".join(li.written), "" if li.place is None else place_name(li.place, index, t),
                         t(STATE_NAMES[li.state]), t(li.match.reason) if li.match.reason else "",
                         "; ".join(place_name(p, index, t) for p in li.match.options), li.rows,
                         ", ".join(map(str, li.first_rows))), strict=True))
        for li in report.lines
    ]  # fmt: skip
    return ("\ufeff" + write_csv(names, rows, line_end="\r\n")).encode()


def brought_report(layers: Iterable[OwnLayer], t: Translator) -> list[tuple[str, str, str, str]]:
    """Return what there is to say of each layer: title, kind, day and source, then its remarks."""
    rows = []
    for layer in layers:
        rows.append((layer.title, t(KIND_NAMES[layer.kind]), layer.day.isoformat(), source_words(layer.source, t)))
        rows += [(layer.title, "", "", remark.text(t)) for remark in layer.remarks]
    return rows


def brought_workbook(layers: Iterable[OwnLayer], atlas: Atlas, t: Translator) -> bytes:
    """Write cleaned tables and their report as a workbook, HXL tags second; no text of theirs is a formula."""
    book, layers = Workbook(), tuple(layers)
    sheet = book.active
    sheet.title = t("Report")
    for line in [(t("Title"), t("Kind"), t("As of"), t("Source, remarks")), *brought_report(layers, t)]:
        sheet.append([guarded(c) for c in line])
    for n, layer in enumerate(layers, start=1):
        for name, (columns, rows) in brought_tables(layer, atlas, t).items():
            page = book.create_sheet(f"{n} {name}")
            page.append(list(columns))
            page.append([_TAGS[c] for c in columns])
            for row in rows:
                page.append([guarded(row.get(c)) for c in columns])
            page.freeze_panes = "A3"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought_archive(layers: Iterable[OwnLayer], atlas: Atlas, t: Translator) -> bytes:
    """Write cleaned tables and their report as CSV files in a ZIP file."""
    out, layers = io.BytesIO(), tuple(layers)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        names = ("title", "kind", "day", "text")
        report = [dict(zip(names, row, strict=True)) for row in brought_report(layers, t)]
        packed.writestr("report.csv", "\ufeff" + write_csv(names, report, line_end="\r\n"))
        for n, layer in enumerate(layers, start=1):
            for name, (columns, rows) in brought_tables(layer, atlas, t).items():
                text = write_csv(columns, rows, hxl={c: _TAGS[c] for c in columns}, line_end="\r\n")
                packed.writestr(f"{n}-{name}.csv", "\ufeff" + text)
    return out.getvalue()
