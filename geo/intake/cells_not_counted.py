"""Cells of a counted column that are no number, or one below zero: each is named with its row and its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_, Problem
from geo.intake.brought_table import as_texts
from geo.intake.numbers import as_numbers

if TYPE_CHECKING:
    import pandas as pd

    from geo.intake.brought_table import BroughtTable

NO_NUMBER = N_("this is no number and is not counted; write a figure such as 1250, or leave the cell empty")
NEGATIVE = N_("a figure below 0 is not counted; write 0 or more, or leave the cell empty")
MORE = N_("{n} more cells of this column are not counted for the same reason")
_NAMED = 5
"""How many cells are named one by one."""
_NOTHING = {"", "-", "–", "—", ".", "..", "...", "…", "na", "n/a", "n.a.", "nd", "n.d.", "nan", "null", "none", "#n/a"}
"""What tables write where there is no figure."""


def cells_without_number(table: BroughtTable, column: str) -> list[Problem]:
    """Name the first cells of a column that are no number, but for those that say that there is no figure.

    Parameters
    ----------
    table
        The table; the rows of its frame have the numbers that the spreadsheet gives them.
    column
        The column that is counted; its cells are numbers, texts or missing.

    Returns
    -------
    list of Problem
        With file, row, column and value, and what to do.
    """
    texts, numbers = _read(table, column)
    return _named(table.file, column, texts[numbers.isna() & ~texts.str.casefold().isin(_NOTHING)], NO_NUMBER)


def cells_below_zero(table: BroughtTable, column: str) -> list[Problem]:
    """Name the first cells of a column of people that are below zero, as `cells_without_number` does."""
    texts, numbers = _read(table, column)
    return _named(table.file, column, texts[numbers < 0], NEGATIVE)


def _read(table: BroughtTable, column: str) -> tuple[pd.Series[str], pd.Series[float]]:
    cells = table.frame[column]
    return as_texts(cells).str.strip(), as_numbers(cells)


def _named(file: str, column: str, cells: pd.Series[str], text: str) -> list[Problem]:
    said = [Problem(file, text, int(str(row)), column, value) for row, value in cells.head(_NAMED).items()]
    if len(cells) > _NAMED:
        said.append(Problem(file, MORE, None, column, details={"n": str(len(cells) - _NAMED)}))
    return said
