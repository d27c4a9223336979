"""Rows of a plan's tables on their way to CSV text, and how two cells are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.core import write_csv
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]


def is_empty(value: object) -> bool:
    """Tell whether a cell has no value."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and pd.isna(value))


def rows_of_frame(frame: pd.DataFrame, table: str) -> list[Row]:
    """Turn a table of a plan into rows with the columns of its schema."""
    plain = frame.reindex(columns=list(SCHEMAS[table].columns)).astype(object)
    return [dict(row) for row in plain.where(plain.notna(), None).to_dict("records")]


def rows_to_csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Write rows as CSV text: no value is an empty cell, a whole number has no decimals, days are 2024-01-13."""
    return write_csv(columns, ({c: _cell(row.get(c)) for c in columns} for row in rows))


def table_csv(table: str, rows: Sequence[Row]) -> str:
    """Write rows as the CSV text of a table, as `geo.plans.load_plan` reads it.

    A column that no table needs is there only if a row fills it.
    """
    columns = SCHEMAS[table].columns
    kept = [c for c, column in columns.items() if column.required or any(not is_blank(row.get(c)) for row in rows)]
    return rows_to_csv(kept, rows)


def is_blank(value: object) -> bool:
    """Tell whether a cell has no value or an empty text."""
    return is_empty(value) or not str(value)


def same_form(value: object) -> str:
    """Write a value so that 22000000 and 22000000.0 are the same, and a day is 2024-01-13."""
    if is_empty(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, (int, float)):
        return f"{float(value):.2f}".rstrip("0").rstrip(".")
    return str(value)


def _cell(value: object) -> object:
    if is_empty(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.date() if isinstance(value, pd.Timestamp) else value
