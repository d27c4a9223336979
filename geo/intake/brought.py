"""Bring a file: its tables with roles, and what was refused or must be said about it."""

from __future__ import annotations

from dataclasses import dataclass

from geo.core import N_, DataError, Problem
from geo.intake.brought_file import read_sheets
from geo.intake.brought_table import BroughtTable, tables_of
from geo.intake.personal_data import personal_problem

NO_HEADER = N_(
    "no table was found: expected one row with the names of the columns, and at least one row of values below it"
)
CUT = N_("sheet {sheet}: {n} cells were longer than 2,000 letters and are cut")
NOT_CALCULATED = N_(
    "{n} formulas were never calculated, so that their cells are empty: open the workbook, save it and bring it again"
)


@dataclass(frozen=True, eq=False)
class Brought:
    """The tables of a brought file, the likeliest first, and remarks on it; nothing is interpreted yet."""

    file: str
    tables: tuple[BroughtTable, ...]
    remarks: tuple[Problem, ...]


def bring(raw: bytes, name: str) -> Brought:
    """Read a file that somebody brought.

    Raises
    ------
    DataError
        If it is refused: too large, damaged, no table, or all its tables look like individuals.
    """
    sheets = read_sheets(raw, name)
    tables = tables_of(sheets, name)
    if not tables:
        raise DataError([Problem(name, NO_HEADER)])
    personal = {id(t): problem for t in tables if (problem := personal_problem(t)) is not None}
    kept = tuple(t for t in tables if id(t) not in personal)
    if not kept:
        raise DataError(list(personal.values()))
    remarks = [*personal.values()]
    remarks += [Problem(name, CUT, details={"sheet": t.sheet, "n": str(t.cut)}) for t in kept if t.cut]
    if kept[0].formulas:
        remarks.append(Problem(name, NOT_CALCULATED, details={"n": str(kept[0].formulas)}))
    return Brought(name, kept, tuple(remarks))
