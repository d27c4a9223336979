"""The first sheet of a workbook: title, the map as a picture, key figures, days, sources and caveats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font, PatternFill

from geo.analysis import funding_headline, funding_of_view, view_query
from geo.briefing import header_figures, plan_figures
from geo.core import guarded
from geo.export.colours import PALETTE
from geo.export.xlsx_style import FONT, lines_of, set_up_print, write_head
from geo.maps import alt_text, map_picture, source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from geo.briefing import KeyFigure
    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas

_WIDE, _HIGH = 7.2, 5.2
"""Inches of the map on the sheet."""
_DOTS = 96
_ROW = 20
"""Points of a row beside the map."""
_LEFT, _RIGHT = 78, 46
"""Width of the column of the map and words, and of the column of key figures, characters."""
_ROOM = (_LEFT + _RIGHT) * 5.25 - 6
"""Points of a line of the words below."""


def write_summary(sheet: Worksheet, drawn: ThematicMap, atlas: Atlas, t: Translator) -> None:
    """Write the first sheet: who opens the file reads here what it is, of when, and what to know before trusting it."""
    sheet.title = t("Summary")
    write_head(sheet, drawn.title, drawn.subtitle, drawn.scenario)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _LEFT, _RIGHT
    row = _map(sheet, drawn, atlas) if atlas.mapped else 5
    _figures(sheet, _key_figures(drawn, atlas, t))
    row = max(row, 18)
    for name, lines in _words(drawn, t):
        row = _block(sheet, row, name, lines)
    sheet.sheet_view.showGridLines = False
    set_up_print(sheet, "1:3", wide=True)


def _map(sheet: Worksheet, drawn: ThematicMap, atlas: Atlas) -> int:
    """Set the map onto the sheet; return the first row below it."""
    picture = Image(io.BytesIO(map_picture(drawn, atlas, _WIDE, _HIGH)))
    picture.width, picture.height = _WIDE * _DOTS, _HIGH * _DOTS
    picture.anchor = "A5"
    sheet.add_image(picture)
    sheet["A5"].value = alt_text(drawn)  # read aloud, and found: the picture lies over it
    sheet["A5"].font = Font(name=FONT, size=1, color="FFFFFF")
    rows = int(_HIGH * 72 / _ROW) + 2
    for n in range(5, 5 + rows):
        sheet.row_dimensions[n].height = _ROW
    return 5 + rows


def _key_figures(drawn: ThematicMap, atlas: Atlas, t: Translator) -> Sequence[KeyFigure]:
    """Return the plan's key figures as it reports them: a pledge is none of them."""
    if atlas.plan.header_only:
        return header_figures(atlas.plan, t)
    head = funding_headline(funding_of_view(atlas.plan, drawn.view.but(scenario=(), sector=(), objective=())))
    return plan_figures(atlas.plan, head, t, drawn.view.date)


def _figures(sheet: Worksheet, figures: Sequence[KeyFigure]) -> None:
    for n, figure in enumerate(figures):
        row = 5 + 3 * n
        for m, (text, size, colour, bold) in enumerate(
            (
                (figure.value, 16, PALETTE[0], True),
                (figure.name, 11, PALETTE[1], False),
                (figure.note, 9, PALETTE[2], False),
            )
        ):
            cell = sheet.cell(row + m, 2, guarded(text))
            cell.font = Font(name=FONT, size=size, bold=bold, color=colour)
            cell.fill = PatternFill("solid", start_color=PALETTE[4])
            cell.alignment = Alignment(vertical="center", wrap_text=True, indent=1)


def _words(drawn: ThematicMap, t: Translator) -> list[tuple[str, list[str]]]:
    """Collect the words below the map, by their heading."""
    caveats = sorted(drawn.caveats, key=lambda c: c.severity != "warning")
    return [
        (t("Dates, methods and sources"), list(source_line(drawn, t))),
        (t("Caveats"), [c.write(t) for c in caveats]),
        (t("View"), [view_query(drawn.view)]),
    ]


def _block(sheet: Worksheet, row: int, name: str, lines: Sequence[str]) -> int:
    """Write a heading and its lines over both columns; return the row after them."""
    if not lines:
        return row
    sheet.cell(row, 1, name).font = Font(name=FONT, size=12, bold=True, color=PALETTE[0])
    for n, text in enumerate(lines, start=row + 1):
        sheet.merge_cells(start_row=n, start_column=1, end_row=n, end_column=2)
        cell = sheet.cell(n, 1, guarded(text))
        cell.font, cell.alignment = Font(name=FONT, size=10), Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[n].height = 14 * lines_of(text, 10, _ROOM)
    return row + len(lines) + 2
