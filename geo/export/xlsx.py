"""A map's figures and what stands behind them as an Excel workbook: one sheet per table, HXL row second."""

from __future__ import annotations

import io
import math
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from geo.analysis import (
    activities_in_region,
    funding_of_view,
    modality_words,
    names_of_codes,
    selected_sectors,
    view_query,
)
from geo.core import guarded, translator
from geo.export.columns import ledger_columns, region_columns
from geo.export.reproducible_zip import fix_zip_times
from geo.export.tabular import ledger_rows, table_rows
from geo.export.xlsx_style import day, dress, is_date
from geo.maps import source_line
from geo.monitoring import observation_table, source_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas

_SECTORS = {
    "sector": "#sector+code", "title": "#sector+name", "objective": "#activity+objective",
    "requirements_usd": "#value+funding+required+usd", "state": "#status+funding",
    "confirmed_usd": "#value+funding+total+usd", "unmet_usd": "#value+funding+unmet+usd",
    "surplus_usd": "#value+funding+surplus+usd", "coverage_pct": "#value+funding+pct", "as_of": "#date+funding",
}  # fmt: skip
_WHAT_IF = {
    "scenario": "#meta+scenario", "scenario_added_usd": "#value+scenario+added+usd",
    "scenario_confirmed_usd": "#value+scenario+total+usd", "scenario_unmet_usd": "#value+scenario+unmet+usd",
    "scenario_surplus_usd": "#value+scenario+surplus+usd", "scenario_coverage_pct": "#value+scenario+pct",
}  # fmt: skip
_ACTIVITIES = {
    "activity": "#activity+code", "sector": "#sector+code", "title": "#activity+name",
    "summary": "#activity+description", "modality": "#modality", "target_groups": "#beneficiary+type",
    "partners": "#org+partner", "source": "#meta+source",
}  # fmt: skip
_NEEDS = {
    "need": "#meta+need", "start": "#date+start", "end": "#date+end", "kind": "#status",
    "region": "#adm1+slug",
    "areas": "#meta+areas", "together": "#meta+includes", "people": "#affected+num", "base": "#population+num+base",
    "source": "#meta+source",
}  # fmt: skip


def map_workbook(drawn: ThematicMap, atlas: Atlas) -> bytes:
    """Write a workbook: the map, the sectors, the activities, all needs, sources and caveats.

    Amounts, shares and dates have their formats; a share stands in ``value`` as a share
    and is shown in percent, as its unit says. Under a scenario the sectors keep what the
    plan reports, and the pledges stand in columns of their own. The same map gives the
    same bytes.
    """
    t = translator(drawn.view.lang)
    book = Workbook()
    book.remove(book.active)
    share = drawn.indicator.is_share
    tags = {c.name: c.hxl for c in region_columns(drawn)}
    _sheet(book.create_sheet(t("Map")), tags, table_rows(drawn, atlas), {"value", "low", "high"} if share else set())
    _sheet(book.create_sheet(t("Ledger")), {c.name: c.hxl for c in ledger_columns(drawn)}, ledger_rows(drawn, atlas))
    sectors = _SECTORS | (_WHAT_IF if drawn.view.scenario else {})
    _sheet(book.create_sheet(t("Sectors")), sectors, _sectors(drawn, atlas, t))
    _sheet(book.create_sheet(t("Activities")), _ACTIVITIES, _activities(drawn, atlas, t))
    _sheet(book.create_sheet(t("Needs")), _NEEDS, _all_needs(atlas, t))
    words = [{"kind": kind, "text": text} for kind, text in _words(drawn, t)]
    _sheet(book.create_sheet(t("Sources and caveats")), {"kind": "#meta+kind", "text": "#meta+text"}, words)
    book.properties.title, book.properties.creator = drawn.title, "crisis-plan-explorer"
    return fix_zip_times(save_in_memory(book), atlas.plan.file_date)


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]
    """Writes each sheet in memory: openpyxl's own goes through a temporary file, and uploads never reach the disk."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet, of cells alone."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as the library's own does
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        self._archive.writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)


def save_in_memory(book: Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = io.BytesIO()
    _MemoryWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


def _sheet(
    sheet: Worksheet, tags: dict[str, str], rows: Sequence[dict[str, Any]], shares: set[str] | None = None
) -> None:
    sheet.append(list(tags))
    sheet.append(list(tags.values()))
    for row in rows:
        sheet.append([_cell(row.get(column), column) for column in tags])
    dress(sheet, list(tags), shares or set())


def _cell(value: object, column: str) -> object:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return day(value) if is_date(column) else guarded(value)


def _sectors(drawn: ThematicMap, atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    """Write the sectors' money as the plan reports it, and beside it what a scenario makes of it."""
    chosen = selected_sectors(atlas.plan, drawn.view)
    money = funding_of_view(atlas.plan, drawn.view.but(scenario=())).loc[chosen]
    what_if = funding_of_view(atlas.plan, drawn.view).loc[chosen]
    pledges = {sector: float(amount) for sector, amount in drawn.view.scenario}
    rows = []
    for code, row in money.iterrows():
        pledged = {f"scenario_{k}": v for k, v in _amounts(what_if.loc[code]).items() if k != "requirements_usd"}
        rows.append(
            {
                "sector": code,
                "title": str(atlas.plan.sectors.loc[code, f"title_{t.lang}"]),
                "objective": row["objective"],
                **_amounts(row),
                "state": _states(t)[row["state"]],
                "as_of": None if pd.isna(row["as_of"]) else row["as_of"].date().isoformat(),
                "scenario": drawn.scenario,
                "scenario_added_usd": pledges.get(str(code), 0.0),
                **pledged,
            }
        )
    return rows


def _amounts(row: pd.Series[Any]) -> dict[str, float | None]:
    known = row["state"] != "not_reported"
    return {
        "requirements_usd": _plain(row["requirements"]),
        "confirmed_usd": float(row["confirmed"]) if known else None,
        "unmet_usd": _plain(row["unmet"]),
        "surplus_usd": _plain(row["surplus"]),
        "coverage_pct": None if pd.isna(row["coverage"]) else round(float(row["coverage"]) * 100, 2),
    }


def _plain(amount: object) -> float | None:
    """Write an amount as a number; one that is not stated is an empty cell."""
    return None if pd.isna(amount) else float(str(amount))


def _states(t: Translator) -> dict[str, str]:
    return {"confirmed": t("confirmed"), "zero": t("reported as zero"), "not_reported": t("not reported")}


def _activities(drawn: ThematicMap, atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    view, plan = drawn.view, atlas.plan
    activities = activities_in_region(plan, view, atlas.regions[view.areas].rollup, view.region)
    return [
        {"activity": code, "title": row[f"title_{t.lang}"], "summary": row[f"summary_{t.lang}"]}
        | {"modality": modality_words(str(row["modality"]), t), "sector": row["sector"], "source": row["source"]}
        | {"target_groups": ", ".join(names_of_codes(row["target_groups"], plan.groups, t.lang))}
        | {"partners": ", ".join(names_of_codes(row["partners"], plan.partners, t.lang))}
        for code, row in activities.iterrows()
    ]


def _all_needs(atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    """Write every need figure as published."""
    kinds = {"current": t("observed"), "projected": t("projected"), "census": t("census")}
    rows = []
    for measure in atlas.indicators.observed:
        if atlas.indicators[measure].is_share:
            continue
        rows += [
            {
                "need": measure, "start": row.start.date().isoformat(), "end": row.end.date().isoformat(),
                "kind": kinds.get(row.kind, t("observed")), "region": row.region, "areas": row.areas,
                "together": row.together,
                "people": int(row.value), "base": None if pd.isna(row.base) else int(row.base),
                "source": source_words(row.source, t),
            }
            for row in observation_table(measure, atlas.observations, atlas.regions).itertuples()
        ]  # fmt: skip
    return rows


def _words(drawn: ThematicMap, t: Translator) -> list[tuple[str, str]]:
    return [
        (t("title"), drawn.title),
        (t("subtitle"), drawn.subtitle),
        *((t("scenario"), s) for s in (drawn.scenario,) if s),
        *((t("note"), line) for line in source_line(drawn, t)),
        *((t("caveat"), c.write(t)) for c in drawn.caveats),
        (t("view"), view_query(drawn.view)),
    ]
