"""Workbooks: XLSX, XLSB, XLS and ODS, every sheet, merged cells filled with their text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import python_calamine as calamine

from geo.reading.cells import SheetCells
from geo.reading.limits import BROKEN, ENCRYPTED, MOST_SHEETS, NOTHING_INSIDE, Refused

_EMPTY_FORMULA = re.compile(rb"<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
_MOST_FILLED = 200_000
_MOST_XML = 200_000_000

Ranges = list[tuple[tuple[int, int], tuple[int, int]]]


def read_workbook(raw: bytes) -> list[SheetCells]:
    """Read every sheet of a workbook that has a cell."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except calamine.PasswordError as error:
        raise Refused(ENCRYPTED) from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError) as error:
        raise Refused(ENCRYPTED if b"EncryptedPackage" in _wide(raw) else BROKEN, str(error)[:120]) from error
    without_value = _formulas_without_value(raw)
    found = []
    for n, about in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = _sheet(book, n, about)
        if sheet is not None:
            sheet.formulas = without_value
            found.append(sheet)
    if not found:
        raise Refused(NOTHING_INSIDE)
    return found


def _wide(raw: bytes) -> bytes:
    """Return the beginning of an old container with its names of two bytes per letter in one."""
    return raw[:1_000_000].replace(b"\0", b"")


def _sheet(book: Any, n: int, about: Any) -> SheetCells | None:  # noqa: ANN401 - of a library without types
    try:
        source = book.get_sheet_by_index(n)
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError) as error:
        raise Refused(BROKEN, str(error)[:120]) from error
    if source.start is None:
        return None
    row, column = source.start
    cells = SheetCells(about.name, hidden=about.visible != calamine.SheetVisibleEnum.Visible, first_row=row + 1)
    fills = _fills(source, row, column)
    kept: dict[tuple[int, int], str] = {}
    for at, line in enumerate(source.iter_rows()):
        cells.add(_filled(line, fills[at], kept) if at in fills else line)
    return cells


def _fills(source: Any, row: int, column: int) -> dict[int, list[tuple[int, int, int, int]]]:  # noqa: ANN401 - as above
    """Return, for each row of the table, the merged ranges that reach into it, as rows and columns of the table."""
    try:
        ranges: Ranges = source.merged_cell_ranges or []
    except Exception:  # noqa: BLE001 - a format without merged cells
        return {}
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    budget = _MOST_FILLED
    for (top, left), (bottom, right) in ranges:
        last = min(bottom - row, source.height - 1)
        budget -= max(0, last - (top - row) + 1)
        if budget < 0:
            break
        for at in range(max(0, top - row), last + 1):
            found.setdefault(at, []).append((top - row, left - column, bottom - row, right - column))
    return found


def _filled(line: list[Any], ranges: list[tuple[int, int, int, int]], kept: dict[tuple[int, int], str]) -> list[Any]:
    """Fill merged cells with their text (*kept* from the row where they begin); a number would count twice."""
    filled = list(line)
    for top, left, _bottom, right in ranges:
        if not 0 <= left < len(filled):
            continue
        own = filled[left]
        if isinstance(own, str) and own:
            kept[top, left] = own
        text = kept.get((top, left))
        if text is None:
            continue
        for at in range(left, min(right, len(filled) - 1) + 1):
            if filled[at] in (None, ""):
                filled[at] = text
    return filled


def _formulas_without_value(raw: bytes) -> int:
    """Count the formulas of an XLSX file that were never calculated: their cells would look empty."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            sheets = [m for m in packed.infolist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", m.filename)]
            return sum(len(_EMPTY_FORMULA.findall(packed.read(m))) for m in sheets if m.file_size < _MOST_XML)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return 0
