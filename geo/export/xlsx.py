"""A map's figures and what stands behind them as an Excel workbook, for people first and for machines at its end."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from geo.analysis import sector_title
from geo.core import N_, translator
from geo.export.columns import (
    ACTIVITY_COLUMNS,
    NEED_COLUMNS,
    Column,
    ledger_columns,
    region_columns,
    sector_columns,
)
from geo.export.reproducible_zip import fix_zip_times
from geo.export.tabular import ledger_rows, table_rows
from geo.export.xlsx_rows import activity_rows, funding_states, need_rows, sector_rows
from geo.export.xlsx_style import (
    FONT,
    HEAD,
    Sheet,
    number_format,
    plain_value,
    set_up_print,
    write_head,
    write_row_below,
    write_table,
)
from geo.export.xlsx_summary import write_summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas

_FOR_PEOPLE = (
    "name", "pcode", "value", "bound", "low", "high", "sectors", "est_required_usd",
    "est_confirmed_usd", "est_unmet_usd", "est_coverage_pct", "est_required_per_idp_usd", "scenario_confirmed_usd",
    "scenario_unmet_usd", "scenario_coverage_pct", "need_value", "remark",
)  # fmt: skip
"""Columns of the regions that people read; codes, days and methods are on the sheet for machines."""
_MACHINE = 16
"""Widest column of a sheet for machines, characters."""
_RECONCILED = {
    "est_required_usd": "required_usd",
    "est_confirmed_usd": "confirmed_usd",
    "est_unmet_usd": "unmet_usd",
    "scenario_confirmed_usd": "scenario_confirmed_usd",
    "scenario_unmet_usd": "scenario_unmet_usd",
}


def map_workbook(drawn: ThematicMap, atlas: Atlas) -> bytes:
    """Write a workbook: a summary with the map, regions, ledger, sectors, activities, needs, a dictionary, the data.

    Tables have names in the reader's language, formats and totals by formula that reconcile
    to the ledger. Under a scenario the sectors keep what the plan reports, and the pledges
    stand in columns of their own. The sheets for machines have codes, and HXL tags in their
    second rows. The same map gives the same bytes.
    """
    t = translator(drawn.view.lang)
    book = Workbook()
    write_summary(book.active, drawn, atlas, t)
    regions, ledger = _regions(drawn, atlas, t), _ledger(drawn, atlas, t)
    sheets = {
        t("Regions"): ("Regions", regions),
        t("Ledger"): ("Ledger", ledger),
        t("Sectors"): ("Sectors", _sectors(drawn, atlas, t)),
        t("Activities"): ("Activities", _plain(ACTIVITY_COLUMNS[1:], activity_rows(drawn, atlas, t), t)),
        t("Needs"): ("Needs", _plain(NEED_COLUMNS, need_rows(atlas, t), t)),
    }
    for title, (name, of) in sheets.items():
        sheet = book.create_sheet(title)
        write_head(sheet, f"{title}{t(': ')}{drawn.title}", drawn.subtitle, drawn.scenario)
        write_table(sheet, name, of, t)
    _reconcile(book[t("Regions")], regions, t("Ledger"), ledger, t)
    _check_header(book[t("Ledger")], ledger, atlas, t)
    share = ("value", "low", "high") if drawn.indicator.is_share else ()
    _machine(book.create_sheet(t("Data")), region_columns(drawn), table_rows(drawn, atlas), share)
    _machine(book.create_sheet(t("Data sectors")), sector_columns(drawn), sector_rows(drawn, atlas, t))
    _dictionary(book.create_sheet(t("Dictionary")), drawn, t)
    book.properties.title, book.properties.creator = drawn.title, "crisis-plan-explorer"
    return fix_zip_times(save_in_memory(book), atlas.plan.file_date)


def _plain(columns: Sequence[Column], rows: list[dict[str, Any]], t: Translator) -> Sheet:
    return Sheet(tuple(columns), {c.name: t(c.title) for c in columns}, rows)


def _regions(drawn: ThematicMap, atlas: Atlas, t: Translator) -> Sheet:
    """Lay out the regions for people: sectors by name, and no column that no region has."""
    rows = [
        row | {"sectors": ", ".join(sector_title(atlas, s, t) for s in row["sectors"].split("|") if s)}
        for row in table_rows(drawn, atlas)
    ]
    known = {c.name: c for c in region_columns(drawn)}
    filled = {n for n in known if any(r[n] not in {None, ""} for r in rows)} | {"name", "value"}
    filled -= {"need_value"} if drawn.indicator.is_observed else set()
    filled -= set() if drawn.view.scenario else {f"est_{drawn.view.measure}_usd", f"est_{drawn.view.measure}_pct"}
    columns = tuple(known[n] for n in _FOR_PEOPLE if n in known and n in filled)
    version = atlas.regions[drawn.view.areas].pcode_version
    heads = {c.name: t(c.title) for c in columns} | {"sectors": t("Sectors"), "bound": "≥"}
    heads |= {"value": drawn.unit[:1].upper() + drawn.unit[1:], "pcode": f"{t('P-code')} {version}".strip()}
    summed = {"value"} if drawn.indicator.kind in {"count", "amount"} and drawn.view.measure != "sectors" else set()
    added = tuple(c.name for c in columns if (c.kind == "usd" and c.part != "per_idp") or c.name in summed)
    shares = ("value", "low", "high") if drawn.indicator.is_share else ()
    whole = ("value", "low", "high") if drawn.indicator.kind == "amount" else ()
    return Sheet(columns, heads, rows, added, shares, whole)


def _ledger(drawn: ThematicMap, atlas: Atlas, t: Translator) -> Sheet:
    columns = tuple(c for c in ledger_columns(drawn) if c.name not in {"ledger", "part", "scenario"})
    rows = [
        row | {"sectors": ", ".join(sector_title(atlas, s, t) for s in str(row.get("sectors") or "").split("|") if s)}
        for row in ledger_rows(drawn, atlas)
    ]
    added = tuple(c.name for c in columns if c.kind == "usd")
    return Sheet(columns, {c.name: t(c.title) for c in columns} | {"sectors": t("Sectors")}, rows, added)


def _sectors(drawn: ThematicMap, atlas: Atlas, t: Translator) -> Sheet:
    columns = tuple(c for c in sector_columns(drawn) if c.name not in {"sector", "scenario"})
    added = tuple(c.name for c in columns if c.kind == "usd")
    lists = {"state": tuple(funding_states(t).values())}
    rows = [] if atlas.plan.header_only else sector_rows(drawn, atlas, t)
    return Sheet(columns, {c.name: t(c.title) for c in columns}, rows, added, lists=lists)


def _reconcile(sheet: Worksheet, regions: Sheet, name: str, ledger: Sheet, t: Translator) -> None:
    """Set what the ledger locates beside the sums over regions, and the difference, which is to be 0."""
    located = [n for n, row in enumerate(ledger.rows) if row.get("part") == "located"]
    pairs = {a: b for a, b in _RECONCILED.items() if a in regions.added}
    if (measure := str(regions.rows[0]["measure"] if regions.rows else "")) in {"required", "confirmed", "unmet"}:
        pairs["value"] = f"scenario_{measure}_usd" if f"scenario_{measure}_usd" in ledger.added else f"{measure}_usd"
    if not located or not pairs or not regions.rows:
        return
    row = HEAD + 1 + located[0]
    told = {a: f"='{name}'!{ledger.cell(b, row)}" for a, b in pairs.items()}
    write_row_below(sheet, regions, 2, t("Located, in the ledger"), told)
    total = regions.last + 1
    left = {a: f"=ROUND({regions.cell(a, total)}-{regions.cell(a, total + 1)},2)" for a in pairs}
    write_row_below(sheet, regions, 3, t("Difference"), left)


def _check_header(sheet: Worksheet, ledger: Sheet, atlas: Atlas, t: Translator) -> None:
    """Set the plan's header beside the sum of its parts, and the difference, which is to be 0."""
    header = atlas.plan.header["requirements_usd"]
    if not ledger.rows or pd.isna(header):
        return
    write_row_below(sheet, ledger, 2, t("Header of the plan"), {"required_usd": float(str(header))})
    total = ledger.last + 1
    left = f"=ROUND({ledger.cell('required_usd', total)}-{ledger.cell('required_usd', total + 1)},2)"
    write_row_below(sheet, ledger, 3, t("Difference"), {"required_usd": left})


def _machine(
    sheet: Worksheet, columns: Sequence[Column], rows: Sequence[dict[str, Any]], shares: tuple[str, ...] = ()
) -> None:
    """Write a table for machines: names, HXL tags, then a row each; nothing above and nothing below."""
    sheet.append([c.name for c in columns])
    sheet.append([c.hxl for c in columns])
    for row in rows:
        sheet.append([plain_value(row.get(c.name), c.kind) for c in columns])
    for n, column in enumerate(columns, start=1):
        sheet.cell(1, n).font, sheet.cell(2, n).font = Font(name=FONT, bold=True), Font(name=FONT, italic=True)
        figures = [row.get(column.name) for row in rows]
        cents = any(isinstance(x, float) and not x.is_integer() for x in figures)
        for m in range(3, len(rows) + 3):
            cell = sheet.cell(m, n)
            # On a sheet for machines 50 is 50 %, as its tag says.
            cell.number_format = (
                "0.00" if column.kind == "pct" else number_format(cell.value, column, shares, cents=cents)
            )
        longest = max(len(str(x)) for x in (column.name, column.hxl, *figures))
        sheet.column_dimensions[get_column_letter(n)].width = min(longest + 2, _MACHINE)
    sheet.freeze_panes = "B3"
    set_up_print(sheet, "1:2", wide=False)


def _dictionary(sheet: Worksheet, drawn: ThematicMap, t: Translator) -> None:
    """Say of every column of the sheets for machines what it means, its unit and its HXL tag."""
    groups = (
        (t("Data"), region_columns(drawn)),
        (t("Data sectors"), sector_columns(drawn)),
    )
    units = {"usd": "USD", "pct": "%", "date": N_("day"), "list": N_("list, with | between")}
    rows = [
        {"sheet": group, "column": c.name, "name": t(c.title), "meaning": t(c.meaning), "hxl": c.hxl,
         "unit": drawn.unit if c.name in {"value", "low", "high"} else t(units[c.kind]) if c.kind in units else ""}
        for group, columns in groups
        for c in columns
    ]  # fmt: skip
    heads = {"sheet": t("Sheet"), "column": t("Column"), "name": t("Name"), "meaning": t("Meaning"), "unit": t("Unit"),
             "hxl": t("HXL tag")}  # fmt: skip
    write_head(sheet, t("Dictionary"), drawn.subtitle, drawn.scenario)
    write_table(sheet, "Dictionary", Sheet(tuple(Column(n, "", "text", "", "") for n in heads), heads, rows), t)


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]
    """Writes each sheet in memory: openpyxl's own goes through a temporary file, and uploads never reach the disk."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet, its pictures beside it."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as the library's own does
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
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
