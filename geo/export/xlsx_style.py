"""How a sheet looks and prints: formats of its columns, widths, wrapped words, one page wide."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from geo.export.colours import PALETTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Calibri"
_DATES = ("text_date", "funding_date", "need_date", "need_until", "as_of", "start", "end")
_WIDEST, _TEXT = 46, 110
_MONEY, _WHOLE, _POINTS, _SHARE, _DAY = "#,##0.00", "#,##0", "0.00", "0.0%", "yyyy-mm-dd"


def is_date(column: str) -> bool:
    """Tell whether a column holds days."""
    return column in _DATES


def day(value: object) -> object:
    """Turn an ISO date into one that a sheet can reckon with; anything else stays."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value


def dress(sheet: Worksheet, columns: Sequence[str], shares: set[str]) -> None:
    """Dress a filled sheet: the columns' names stand in the first row, their HXL tags in the second.

    Parameters
    ----------
    sheet
        The sheet.
    columns
        Names of its columns in order; they tell amounts, percentages and days.
    shares
        Columns whose numbers are shares (0.5), to be shown in percent.
    """
    for cell in sheet[1]:
        cell.font = Font(name=FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=PALETTE[0])
    for cell in sheet[2]:
        cell.font = Font(name=FONT, italic=True, color="5B6770")
    for n, column in enumerate(columns, start=1):
        letter = get_column_letter(n)
        cells = [c for (c,) in sheet.iter_rows(min_row=3, min_col=n, max_col=n)]
        longest = max((len(_shown(c)) for c in cells), default=0)
        head = max(len(str(sheet.cell(1, n).value)), len(str(sheet.cell(2, n).value)))
        widest = _TEXT if column == "text" else max(_WIDEST, head)
        sheet.column_dimensions[letter].width = min(widest, max(head, longest) + 2)
        for cell in cells:
            _cell(cell, column, shares, wrap=longest > widest)
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    _print(sheet)


def _shown(cell: Cell) -> str:
    return f"{cell.value:,.2f}" if isinstance(cell.value, float) else "" if cell.value is None else str(cell.value)


def _cell(cell: Cell, column: str, shares: set[str], *, wrap: bool) -> None:
    cell.font = Font(name=FONT)
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    if isinstance(cell.value, date):
        cell.number_format = _DAY
    elif isinstance(cell.value, (int, float)):
        cell.number_format = _format(cell.value, column, shares)


def _format(value: float, column: str, shares: set[str]) -> str:
    if column in shares:
        return _SHARE
    if column.endswith("_pct"):
        return _POINTS
    return _WHOLE if float(value).is_integer() else _MONEY


def _print(sheet: Worksheet) -> None:
    """Set the sheet up for A4 across, one page wide, its two heading rows on every page, pages numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:2"
    sheet.oddFooter.center.text = "&A – &P / &N"
