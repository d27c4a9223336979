"""How a sheet looks and prints: a table of Excel's own with formats, widths, checks of what is typed, and totals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from geo.core import guarded
from geo.export.colours import PALETTE
from geo.export.columns import NUMBERS
from geo.maps import wrap_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from geo.core import Translator
    from geo.export.columns import Column

FONT = "Calibri"
HEAD = 4
"""Row of a table's headings: title and stamp stand above."""
_WIDEST, _NARROWEST, _FIRST, _TEXT = 34, 9, 26, 60
_PAPER = 172
"""Characters on a line of A4 across where 11 points are printed as 9: no table is wider."""
_SIZE, _LINE, _CHARACTER = 11, 15, 5.25
"""Points of the letters, of a line of them, and of a digit as widths of columns count them."""
_MONEY, _WHOLE, _SHARE, _POINTS, _DAY = "#,##0.00", "#,##0", "0.0%", "0.00", "yyyy-mm-dd"
_SIGNS = str.maketrans("[]#'@", "()  \u2009")


@dataclass(frozen=True)
class Sheet:
    """A table for a sheet: its columns with their headings, its rows, and which columns are added up.

    ``shares`` are columns whose numbers are shares (0.5), ``whole`` those shown without
    decimals, ``lists`` columns that take one of some words.
    """

    columns: tuple[Column, ...]
    heads: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    added: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, ...]] | None = None

    @property
    def last(self) -> int:
        """The row of the last cells of the table."""
        return HEAD + max(len(self.rows), 1)

    def cell(self, name: str, row: int) -> str:
        """Return the address of a cell of a column."""
        return f"{self.letter(name)}{row}"

    def letter(self, name: str) -> str:
        """Return the letter of a column."""
        return str(get_column_letter([c.name for c in self.columns].index(name) + 1))


def plain_value(value: object, kind: str) -> object:
    """Return a cell's value: nothing where nothing is known, a day as a day, a text that no sheet runs."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return _day(value) if kind == "date" else guarded(value)


def _day(value: object) -> object:
    """Turn an ISO date into one that a sheet can reckon with; anything else stays."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value


def write_head(sheet: Worksheet, title: str, under: str, stamp: str) -> None:
    """Write what stands above a table: title, what it is of, and the stamp of a scenario."""
    lines = ((title, 15, PALETTE[0], True), (under, 10, PALETTE[2], False), (stamp, 11, PALETTE[3], True))
    for n, (text, size, colour, bold) in enumerate(lines, start=1):
        cell = sheet.cell(n, 1, guarded(text) or None)
        cell.font = Font(name=FONT, size=size, bold=bold, color=colour)


def write_table(sheet: Worksheet, name: str, of: Sheet, t: Translator) -> None:
    """Write a table of Excel's own below its head, with formats, checks and a row of totals by formula."""
    heads = _unlike(of)
    for n, column in enumerate(of.columns, start=1):
        head = sheet.cell(HEAD, n, heads[column.name])
        head.font = Font(name=FONT, bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", start_color=PALETTE[0])
        head.alignment = Alignment(vertical="top", wrap_text=True)
        for m, row in enumerate(of.rows, start=HEAD + 1):
            _write(sheet.cell(m, n, _shown(row.get(column.name), column)), column, of)
        sheet.column_dimensions[get_column_letter(n)].width = _width(column, of)
    _fit(sheet, of)
    _heights(sheet, of)
    table = Table(displayName=name, ref=f"A{HEAD}:{get_column_letter(len(of.columns))}{of.last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    sheet.add_table(table)
    _checks(sheet, of, t)
    if of.added and of.rows:
        _total(sheet, of, t)
    sheet.freeze_panes = f"B{HEAD + 1}"
    set_up_print(sheet, f"{HEAD}:{HEAD}", wide=True)


def _unlike(of: Sheet) -> dict[str, str]:
    """Return headings of which no two are alike, as a table of Excel's wants them, without signs of its formulas."""
    found: dict[str, str] = {}
    for column in of.columns:
        head = " ".join(of.heads[column.name].translate(_SIGNS).split())
        number = sum(h.casefold().startswith(head.casefold()) for h in found.values())
        found[column.name] = f"{head} ({number + 1})" if head.casefold() in map(str.casefold, found.values()) else head
    return found


def _shown(value: object, column: Column) -> object:
    """Return what a reader sees: a percentage as a share, in the format of percentages."""
    plain = plain_value(value, column.kind)
    return plain / 100 if column.kind == "pct" and isinstance(plain, (int, float)) else plain


def _write(cell: Cell, column: Column, of: Sheet) -> None:
    cell.font = Font(name=FONT, bold=column is of.columns[0])
    words = column.kind not in (*NUMBERS, "date")
    cell.alignment = Alignment(
        horizontal="left" if words else None,
        vertical="top",
        wrap_text=words,
        indent=int(words and column is not of.columns[0]),
    )
    # People read whole dollars; the cents are in the cell and on the sheet for machines.
    cell.number_format = number_format(cell.value, column, of.shares, cents=_has_cents(column, of))


def _has_cents(column: Column, of: Sheet) -> bool:
    """Tell whether a column that is no money in whole dollars has decimals: rates per person."""
    whole = column.name in of.whole or (column.kind == "usd" and column.part != "per_idp")
    return not whole and any(isinstance(x := r.get(column.name), float) and not x.is_integer() for r in of.rows)


def number_format(value: object, column: Column, shares: Sequence[str], *, cents: bool) -> str:
    """Return the format of a cell: all figures of a column have the same decimals."""
    if isinstance(value, date):
        return _DAY
    if not isinstance(value, (int, float)) and column.kind not in NUMBERS:
        return "General"
    if column.name in shares or column.kind == "pct":
        return _SHARE
    return _MONEY if cents else _WHOLE


def _width(column: Column, of: Sheet) -> float:
    """Return a column's width: words of its heading whole, texts up to a limit."""
    cells = [r.get(column.name) for r in of.rows]
    if column.kind in NUMBERS:
        figures = [float(c) for c in cells if isinstance(c, (int, float))]
        most = sum(figures) if column.name in of.added else max(map(abs, figures), default=0)
        longest = len(f"{most:,.2f}" if _has_cents(column, of) else f"{most:,.0f}") + 1
    else:
        longest = max((len(str(c)) for c in cells if c is not None), default=0)
    head = max(map(len, of.heads[column.name].split()))
    least = _FIRST if column is of.columns[0] else _NARROWEST
    return float(max(least, head + 2, min(longest + 2, _WIDEST if column.kind != "text" else _TEXT)))


def _fit(sheet: Worksheet, of: Sheet) -> None:
    """Narrow the columns of long texts until the table is read on A4 across without being set too small."""
    sizes = {c.name: sheet.column_dimensions[of.letter(c.name)] for c in of.columns}
    while sum(s.width for s in sizes.values()) > _PAPER:
        widest = max((c for c in of.columns if c.kind in ("text", "list")), key=lambda c: sizes[c.name].width)
        if sizes[widest.name].width <= 2 * _NARROWEST:
            return
        sizes[widest.name].width -= 1


def _heights(sheet: Worksheet, of: Sheet) -> None:
    """Make every row as high as its words need: not every program does so by itself."""
    for row in range(HEAD, of.last + 1):
        lines = [1]
        for column in of.columns:
            text = sheet[of.cell(column.name, row)].value
            if isinstance(text, str):
                bold = row == HEAD or column is of.columns[0]
                room = sheet.column_dimensions[of.letter(column.name)].width * _CHARACTER - 12
                lines.append(lines_of(text, _SIZE - 1, room, bold=bold))
        sheet.row_dimensions[row].height = _LINE * max(lines)


def lines_of(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """Count the lines of a text in a *room* of points."""
    return sum(len(wrap_text(part, size, room, bold=bold)) for part in text.split("\n"))


def _checks(sheet: Worksheet, of: Sheet, t: Translator) -> None:
    """Have Excel refuse what cannot be: an amount below 0, a word that is none of those known, no day."""
    for column in of.columns:
        listed = (of.lists or {}).get(column.name)
        if listed:
            words = ",".join(listed)
            rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        elif column.kind == "usd" and all((row.get(column.name) or 0) >= 0 for row in of.rows):
            rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        elif column.kind == "date":
            rule = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
        else:
            continue
        rule.error, rule.errorTitle = t("This value is not possible here."), of.heads[column.name][:30]
        rule.add(f"{of.cell(column.name, HEAD + 1)}:{of.cell(column.name, of.last)}")
        sheet.add_data_validation(rule)


def _total(sheet: Worksheet, of: Sheet, t: Translator) -> None:
    """Add the columns up by formula, below the table."""
    sums = {n: f"=SUM({of.cell(n, HEAD + 1)}:{of.cell(n, of.last)})" for n in of.added}
    write_row_below(sheet, of, 1, t("Total"), sums)


def write_row_below(sheet: Worksheet, of: Sheet, down: int, name: str, cells: Mapping[str, object]) -> None:
    """Write a row of formulas below a table, in bold."""
    row = of.last + down
    sheet.cell(row, 1, name).font = Font(name=FONT, bold=True)
    for column, formula in cells.items():
        cell = sheet[of.cell(column, row)]
        cell.value, cell.font, cell.number_format = formula, Font(name=FONT, bold=True), _WHOLE


def set_up_print(sheet: Worksheet, heads: str, *, wide: bool) -> None:
    """Set a sheet up for A4 across, its headings on every page, pages numbered; *wide*: one page wide."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    if wide:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = heads
    sheet.oddFooter.center.text = "&A – &P / &N"
