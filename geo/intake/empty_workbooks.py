"""Empty workbooks to fill in: a 3W and a funding table, with HXL tags, lists to choose from and notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from geo.core import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from geo.core import Translator
    from geo.places import Cercles, Regions
    from geo.plans import Plan

_ROWS = 2000
"""Rows below the header that offer their lists."""
_STATUS = (N_("ongoing"), N_("planned"), N_("completed"), N_("suspended"))
_TYPES = (N_("International NGO"), N_("National NGO"), N_("United Nations"), N_("Government"), N_("Red Cross"))
_PRESENCE = (
    (N_("Organisation"), "#org+name", 34), (N_("Acronym"), "#org+acronym", 12),
    (N_("Type of organisation"), "#org+type", 22),
    (N_("Sector"), "#sector", 30), (N_("Activity"), "#activity", 40), (N_("Region"), "#adm1+name", 18),
    (N_("Cercle"), "#adm2+name", 18), (N_("Status"), "#status", 14), (N_("Start date"), "#date+start", 14),
    (N_("End date"), "#date+end", 14), (N_("People reached"), "#reached", 16),
)  # fmt: skip
_FUNDING = (
    (N_("Sector"), "#sector", 34), (N_("Requirements (USD)"), "#value+funding+required+usd", 28),
    (N_("Confirmed funding (USD)"), "#value+funding+total+usd", 28), (N_("As of"), "#date", 14),
)  # fmt: skip
_PRESENCE_NOTES = (
    N_("One row per organisation, sector and cercle. The same organisation may have many rows."),
    N_(
        "Choose sector, region and cercle from the lists; other names are understood too, and asked where they are not."
    ),
    N_("No names of persons, no telephone numbers, no addresses: a table with them is refused."),
    N_("The second row holds HXL tags: leave it as it is."),
)
_FUNDING_NOTES = (
    N_("One row per sector. Leave confirmed funding empty where nothing is reported: empty is not 0."),
    N_("Only sectors and days that the plan does not have yet are added; older amounts stay."),
    N_("The second row holds HXL tags: leave it as it is."),
)


def presence_template(plan: Plan, regions: Regions, cercles: Cercles, t: Translator) -> bytes:
    """Make an empty 3W workbook in the translator's language."""
    lists = {
        "#org+type": [t(w) for w in _TYPES], "#sector": _sectors(plan, t),
        "#adm1+name": [regions.name(str(r), t.lang) for r in regions.frame.index],
        "#adm2+name": sorted({str(n) for n in cercles.frame["name_fr"]}), "#status": [t(w) for w in _STATUS],
    }  # fmt: skip
    return _workbook("3W", _PRESENCE, lists, _PRESENCE_NOTES, t)


def funding_template(plan: Plan, _regions: Regions, _cercles: Cercles, t: Translator) -> bytes:
    """Make an empty workbook of funding in the translator's language, a row per sector of the plan."""
    return _workbook(t("Funding"), _FUNDING, {"#sector": _sectors(plan, t)}, _FUNDING_NOTES, t)


def _sectors(plan: Plan, t: Translator) -> list[str]:
    return [str(s) for s in plan.sectors[f"title_{t.lang}"]]


def _workbook(
    title: str,
    columns: Sequence[tuple[str, str, int]],
    lists: dict[str, list[str]],
    notes: Sequence[str],
    t: Translator,
) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _head(sheet, columns, t)
    choices = book.create_sheet(t("Lists"))
    for n, (tag, words) in enumerate(lists.items(), start=1):
        letter = get_column_letter(n)
        for row, word in enumerate(words, start=1):
            choices.cell(row, n, word)
        _offer(
            sheet, [c[1] for c in columns].index(tag) + 1, f"'{choices.title}'!${letter}$1:${letter}${len(words) or 1}"
        )
    choices.sheet_state = "hidden"
    remarks = book.create_sheet(t("Notes"))
    for row, note in enumerate(notes, start=1):
        remarks.cell(row, 1, t(note)).alignment = Alignment(wrap_text=True)
    remarks.column_dimensions["A"].width = 100
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Worksheet, columns: Sequence[tuple[str, str, int]], t: Translator) -> None:
    """Write the names of the columns and below them their tags."""
    for n, (name, tag, width) in enumerate(columns, start=1):
        sheet.cell(1, n, t(name)).font = Font(bold=True, color="FFFFFF")
        sheet.cell(1, n).fill = PatternFill("solid", start_color="0B5394")
        sheet.cell(2, n, tag).font = Font(italic=True, color="5B6770")
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = "A3"


def _offer(sheet: Worksheet, column: int, source: str) -> None:
    """Offer a list in the cells of a column; another word may stand there too, after a question."""
    rule = DataValidation(type="list", formula1=f"={source}", allow_blank=True, errorStyle="warning")
    letter = get_column_letter(column)
    rule.add(f"{letter}3:{letter}{_ROWS}")
    sheet.add_data_validation(rule)
