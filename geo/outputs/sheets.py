"""A map's figures and what stands behind them as an Excel workbook: one sheet per table, HXL row second."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from geo import coverage, funding, needs, tables
from geo.briefing import foot_of
from geo.i18n import translator
from geo.outputs import office
from geo.view import NEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from geo.atlas import Atlas
    from geo.drawn import ThematicMap
    from geo.i18n import Translator

_SECTORS = {
    "sector": "#sector+code", "title": "#sector+name", "objective": "#activity+objective",
    "requirements_usd": "#value+funding+required+usd", "state": "#status+funding",
    "confirmed_usd": "#value+funding+total+usd", "unmet_usd": "#value+funding+unmet+usd",
    "surplus_usd": "#value+funding+surplus+usd", "coverage_pct": "#value+funding+pct", "as_of": "#date+funding",
}  # fmt: skip
_ACTIVITIES = {
    "activity": "#activity+code", "sector": "#sector+code", "title": "#activity+name",
    "summary": "#activity+description", "modality": "#modality", "target_groups": "#beneficiary+type",
    "partners": "#org+partner", "source": "#meta+source",
}  # fmt: skip
_NEEDS = {
    "need": "#affected+type", "start": "#date+start", "end": "#date+end", "kind": "#status",
    "region": "#adm1+code+slug",
    "areas": "#meta+areas", "together": "#meta+includes", "people": "#affected+num", "base": "#population+num",
    "source": "#meta+source",
}  # fmt: skip
_WIDEST = 60


def xlsx(drawn: ThematicMap, atlas: Atlas) -> bytes:
    """Write a workbook: the map, the sectors, the activities, all needs, sources and caveats.

    Text that a spreadsheet would run as a formula is neutralised. The same map gives the
    same bytes.
    """
    t = translator(drawn.view.lang)
    book = Workbook()
    book.remove(book.active)
    table = [{k: row.get(k) for k in tables.HXL} for row in tables.rows(drawn, atlas) if row["kind"] in _FIGURES]
    _sheet(book.create_sheet(t("Map")), tables.HXL, table)
    _sheet(book.create_sheet(t("Sectors")), _SECTORS, _sectors(drawn, atlas, t))
    _sheet(book.create_sheet(t("Activities")), _ACTIVITIES, _activities(drawn, atlas, t))
    _sheet(book.create_sheet(t("Needs")), _NEEDS, _all_needs(atlas))
    words = [{"kind": kind, "text": text} for kind, text in _words(drawn, t)]
    _sheet(book.create_sheet(t("Sources and caveats")), {"kind": "#meta+kind", "text": "#meta+text"}, words)
    book.properties.title, book.properties.creator = drawn.title, "crisis-plan-explorer"
    out = io.BytesIO()
    book.save(out)
    return office.still(out.getvalue(), atlas.plan.file_date)


_FIGURES = ("region", "ledger", "need_ledger")


def _sheet(sheet: Worksheet, tags: dict[str, str], rows: Sequence[dict[str, Any]]) -> None:
    sheet.append(list(tags))
    sheet.append(list(tags.values()))
    for row in rows:
        sheet.append([_cell(row.get(column)) for column in tags])
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="0B3A70")
    for cell in sheet[2]:
        cell.font = Font(italic=True, color="5B6770")
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(tags))}{len(rows) + 2}"
    for n, column in enumerate(tags, start=1):
        longest = max((len(str(row.get(column) or "")) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(n)].width = min(_WIDEST, max(len(column), longest) + 2)


def _cell(value: object) -> object:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return tables.neutral(value)


def _sectors(drawn: ThematicMap, atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    money = funding.of(atlas.plan, drawn.view).loc[coverage.selected_sectors(atlas.plan, drawn.view)]
    rows = []
    for code, row in money.iterrows():
        known = row["state"] != "not_reported"
        rows.append(
            {
                "sector": code,
                "title": str(atlas.plan.sectors.loc[code, f"title_{t.lang}"]),
                "objective": row["objective"],
                "requirements_usd": float(row["requirements"]),
                "state": row["state"],
                "confirmed_usd": float(row["confirmed"]) if known else None,
                "unmet_usd": float(row["unmet"]),
                "surplus_usd": float(row["surplus"]),
                "coverage_pct": round(float(row["coverage"]) * 100, 2) if known else None,
                "as_of": None if pd.isna(row["as_of"]) else row["as_of"].date().isoformat(),
            }
        )
    return rows


def _activities(drawn: ThematicMap, atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    view = drawn.view
    found = coverage.activities_in(atlas.plan, view, atlas.regions[view.areas].rollup, view.region)
    plain = ("sector", "modality", "target_groups", "partners", "source")
    return [
        {"activity": code, "title": row[f"title_{t.lang}"], "summary": row[f"summary_{t.lang}"]}
        | {c: row[c] for c in plain}
        for code, row in found.iterrows()
    ]


def _all_needs(atlas: Atlas) -> list[dict[str, Any]]:
    """Write every need figure as published."""
    rows = []
    for measure in NEEDS:
        if measure in needs.SHARES:
            continue
        rows += [
            {
                "need": measure, "start": row.start.date().isoformat(), "end": row.end.date().isoformat(),
                "kind": row.kind, "region": row.region, "areas": row.areas, "together": row.together,
                "people": int(row.value), "base": None if pd.isna(row.base) else int(row.base), "source": row.source,
            }
            for row in needs.table(measure, atlas.observations, atlas.regions).itertuples()
        ]  # fmt: skip
    return rows


def _words(drawn: ThematicMap, t: Translator) -> list[tuple[str, str]]:
    return [
        (t("title"), drawn.title),
        (t("subtitle"), drawn.subtitle),
        *((t("scenario"), s) for s in (drawn.scenario,) if s),
        *((t("note"), line) for line in foot_of(drawn, t)),
        *((t("caveat"), c.write(t)) for c in drawn.caveats),
        (t("view"), drawn.view.query()),
    ]
