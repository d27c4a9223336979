"""The day of each row of a brought table: its date, its period, its year and month, or the reader's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from geo.intake.numbers import as_days

if TYPE_CHECKING:
    from geo.intake.brought_table import BroughtTable


_DAYS = ("date", "date_end", "date_start", "month")
"""Roles of columns that may name a day, the first one first: of a month with its year, the last day."""


def days_of_rows(table: BroughtTable, as_of: date) -> pd.Series[pd.Timestamp]:
    """Return the day of each row; *as_of* where the table has none. Of a month or a year it is the last day."""
    found = pd.Series(pd.NaT, index=table.frame.index, dtype="datetime64[s]")
    for role in _DAYS:
        if table.has(role):
            found = found.fillna(as_days(table.series(role)))
    if table.has("year") and found.isna().any():
        found = found.fillna(_months(table))
    found = found.where(found <= pd.Timestamp(as_of))
    return found.fillna(pd.Timestamp(as_of)).astype("datetime64[s]")


def last_day(table: BroughtTable) -> date | None:
    """Return the last day that a table names, up to today; None where it names none."""
    today = pd.Timestamp.now().normalize()
    for role in _DAYS:
        days = as_days(table.series(role)).dropna() if table.has(role) else pd.Series(dtype="datetime64[s]")
        days = days[days <= today]
        if len(days):
            return date.fromordinal(pd.Timestamp(days.max()).toordinal())
    months = _months(table).dropna() if table.has("year") else pd.Series(dtype="datetime64[s]")
    months = months[months <= today]
    return date.fromordinal(pd.Timestamp(months.max()).toordinal()) if len(months) else None


def _months(table: BroughtTable) -> pd.Series[pd.Timestamp]:
    """Return the last day of each row's year and month."""
    years = table.numbers("year").where(lambda y: y.between(1990, 2100))
    months = table.numbers("month") if table.has("month") else pd.Series(12.0, index=years.index)
    months = months.fillna(12).clip(1, 12)
    parts = pd.DataFrame({"year": years, "month": months, "day": 1})
    return (pd.to_datetime(parts, errors="coerce") + pd.offsets.MonthEnd(0)).astype("datetime64[s]")
