"""Numbers and days as spreadsheets of several countries write them, read column by column."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from geo.core import fold_name

_BLANK = re.compile("[\\s\u00a0\u202f\u2009']")
_SIGNS = re.compile(r"^(?:USD|US|EUR|XOF|FCFA)?[$€]?|(?:[$€%]|US\$|USD|EUR|XOF|FCFA)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_GROUPED_COMMA = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_GROUPED_POINT = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_MOST_DIGITS = 18
_EXCEL_DAYS = (25_000, 80_000)
_YEARS = (1990, 2100)
_MONTHS = {
    m: n
    for n, names in enumerate(
        ("jan janv janvier january", "feb fev fevr fevrier february", "mar mars march", "apr avr avril april",
            "may mai",
         "jun juin june", "jul juil juillet july", "aug aou aout august", "sep sept septembre september",
         "oct octobre october", "nov novembre november", "dec decembre december"), start=1)
    for m in names.split()
}  # fmt: skip


def as_numbers(cells: pd.Series[object]) -> pd.Series[float]:
    """Read cells as numbers: 1250, 1 250,5, 1,250.50, $1.2e6; what is none is missing, and nothing is guessed.

    Whether a comma parts decimals or thousands, the whole column tells: ``1,250`` alone is
    read as thousands only where another cell cannot be read otherwise, or where every comma
    stands before three digits.
    """
    codes, known = pd.factorize(cells, use_na_sentinel=True)
    texts = [_BLANK.sub("", v) for v in known if isinstance(v, str)]
    comma_is_decimal = _comma_is_decimal(texts)
    values = [v if isinstance(v, float) else number(str(v), comma_is_decimal=comma_is_decimal) for v in known]
    found = np.array([*(np.nan if v is None else v for v in values), np.nan], dtype="float64")
    return pd.Series(found[codes], index=cells.index)


def _comma_is_decimal(texts: list[str]) -> bool:
    """Tell from a column's texts whether its comma parts decimals."""
    grouped = any(_GROUPED_COMMA.fullmatch(t) and (t.count(",") > 1 or "." in t) for t in texts)
    decimal = any((_COMMA.fullmatch(t) and not _GROUPED_COMMA.fullmatch(t)) or ("." in t and "," in t and
                  t.rindex(",") > t.rindex(".")) for t in texts)  # fmt: skip
    return decimal and not grouped


def number(text: str, *, comma_is_decimal: bool = False) -> float | None:
    """Read one number; None where the text is none."""
    plain = _SIGNS.sub("", _BLANK.sub("", text))
    plain = _SIGNS.sub("", plain)
    if not plain or len(plain) > _MOST_DIGITS + 8:
        return None
    if _PLAIN.fullmatch(plain):
        grouped_points = comma_is_decimal and _GROUPED_POINT.fullmatch(plain)
        return float(plain.replace(".", "")) if grouped_points else float(plain)
    if _GROUPED_COMMA.fullmatch(plain) and not comma_is_decimal:
        return float(plain.replace(",", ""))
    if _GROUPED_POINT.fullmatch(plain) and (plain.count(".") > 1 or "," in plain or comma_is_decimal):
        return float(plain.replace(".", "").replace(",", "."))
    return float(plain.replace(",", ".")) if _COMMA.fullmatch(plain) else None


def as_days(cells: pd.Series[object]) -> pd.Series[pd.Timestamp]:
    """Read cells as days: 2024-01-13, 13/01/2024, 13 janv. 2024, a spreadsheet's number; the last day of 2024-07.

    Where every day of a column may be read as month first and one of them must be, all are
    (01/13/2024); else the day comes first, as in French.
    """
    codes, known = pd.factorize(cells, use_na_sentinel=True)
    month_first = _month_first([str(v) for v in known])
    days = [day(v, month_first=month_first) for v in known]
    found = np.array([*(np.datetime64("NaT") if d is None else np.datetime64(d) for d in days), np.datetime64("NaT")],
                     dtype="datetime64[s]")  # fmt: skip
    return pd.Series(found[codes], index=cells.index)


_MONTH = re.compile(r"(?P<year>\d{4})[/.-]?(?P<month>\d{2})|(?P<month_first>\d{1,2})[/.-](?P<year_last>\d{4})")
_NUMERIC = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{2,4})(?:[T ].*)?")


def _month_first(texts: list[str]) -> bool:
    parts = [m.groups() for t in texts if (m := _NUMERIC.fullmatch(t)) and len(m.group(1)) < 3]  # noqa: PLR2004
    return bool(parts) and any(int(b) > 12 for _, b, _ in parts) and all(int(a) <= 12 for a, _, _ in parts)  # noqa: PLR2004


def day(cell: object, *, month_first: bool = False) -> date | None:
    """Read one day; None where the cell is none."""
    if isinstance(cell, float) and _EXCEL_DAYS[0] <= cell <= _EXCEL_DAYS[1]:
        return date(1899, 12, 30) + timedelta(days=int(cell))
    text = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    numeric, monthly = _NUMERIC.fullmatch(text), _MONTH.fullmatch(text)
    if numeric:
        return _numeric(*numeric.groups(), month_first=month_first)
    if monthly:
        return _last_of(int(monthly["year"] or monthly["year_last"]), int(monthly["month"] or monthly["month_first"]))
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return _worded(text)


def _numeric(first: str, second: str, third: str, *, month_first: bool) -> date | None:
    a, b, c = int(first), int(second), int(third)
    if len(first) > 2:  # noqa: PLR2004 - a year
        return _date(a, b, c)
    year = c + 2000 if c < 100 else c  # noqa: PLR2004 - two digits of a year
    return _date(year, a, b) if month_first else _date(year, b, a)


def _worded(text: str) -> date | None:

    words = re.findall(r"[a-z]+|\d+", fold_name(text))
    month = next((_MONTHS[w] for w in words if w in _MONTHS), None)
    numbers = [int(w) for w in words if w.isdigit()]
    years = [n for n in numbers if _YEARS[0] <= n <= _YEARS[1]]
    if not years or len(words) > 6:  # noqa: PLR2004 - a sentence is no day
        return None
    if month is None:
        return date(years[0], 12, 31) if len(words) == 1 else None
    days = [n for n in numbers if n not in years]
    if days:
        return _date(years[0], month, days[0])
    return _last_of(years[0], month)


def _last_of(year: int, month: int) -> date | None:
    """Return the last day of a month; None where there is no such month or the year is not of our time."""
    if not (_YEARS[0] <= year <= _YEARS[1] and 1 <= month <= 12):  # noqa: PLR2004 - months
        return None
    return date(year, month, monthrange(year, month)[1])


def _date(year: int, month: int, day_: int) -> date | None:
    try:
        found = date(year, month, day_)
    except ValueError:
        return None
    return found if _YEARS[0] <= year <= _YEARS[1] else None
