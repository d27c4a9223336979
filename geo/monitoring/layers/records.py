"""A monitoring tool's table as dated records with a place: what cannot be used is counted by reason, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem, fold_name
from geo.monitoring.layers.placing import Reasons, as_numbers, place_points, place_words
from geo.monitoring.layers.point_raster import OUTSIDE
from geo.monitoring.layers.profile import PLACE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.monitoring.layers.placing import Numbers, Placer
    from geo.monitoring.layers.profile import LayerProfile

DUPLICATE, NO_DATE, TWO_WAYS, FUTURE = "duplicate", "no-date", "ambiguous-date", "future"
NEGATIVE, NO_NUMBER, BROKEN_ROW = "negative", "no-number", "broken-row"
DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
"""Dates that are one day only because the others of the table have their day, or their month, first: used, and said."""
SYNTHETIC = "synthetic"
"""Name of the column that marks records that nobody observed."""
_FIRST_YEAR = 1990
_FORMS = (
    (r"^\d{4}-\d{1,2}-\d{1,2}([T ].*)?$", "%Y-%m-%d"),
    (r"^\d{4}/\d{1,2}/\d{1,2}$", "%Y/%m/%d"),
    (r"^(1[3-9]|2\d|3[01])[/.-]\d{1,2}[/.-]\d{4}$", "%d/%m/%Y"),
    (r"^\d{1,2}[/-](1[3-9]|2\d|3[01])[/-]\d{4}$", "%m/%d/%Y"),
)
"""Forms of dates that can be read in one way alone, day first and month first last; 03/04/2023 is two days."""
_SLASHED = r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"


@dataclass(frozen=True, eq=False)
class Records:
    """Records that can be used: number of the place, day, and the columns of the measures, in the table's order.

    ``site`` is what is observed again and again, empty where the table has none; ``row`` is the
    place of a record in its table.
    """

    place: Numbers
    day: Numbers
    site: pd.Series[str]
    columns: dict[str, pd.Series[Any]]
    synthetic: bool
    row: Numbers

    def __len__(self) -> int:
        return len(self.place)


def columns_of(names: Iterable[str], profile: LayerProfile) -> dict[str, str]:
    """Find the columns of a profile among those of a table, by any of the names that they go by.

    Returns
    -------
    dict[str, str]
        Name in the table by ``lon``, ``lat``, ``place``, ``date``, ``site``, ``to`` and by
        the code of each measure that has a column.

    A table with points and words of places has those alone that it is placed by.

    Raises
    ------
    DataError
        Where place, date or every measure has no column.
    """
    there = {fold_name(name): name for name in reversed(list(names))}
    wanted = {**profile.fields, **{m.code: m.fields for m in profile.measures if m.fields}}
    found = {
        key: next((there[fold_name(n)] for n in known if fold_name(n) in there), "") for key, known in wanted.items()
    }
    needed = PLACE_COLUMNS[profile.placed_by]
    if not all(found[key] for key in needed):
        other = PLACE_COLUMNS["code" if profile.placed_by == "point" else "point"]
        needed = other if all(found[key] for key in other) else needed
    problems = [_no_column(profile, key, wanted[key]) for key in needed if not found[key]]
    if not any(found.get(m.code) or not m.fields for m in profile.measures):
        problems += [_no_column(profile, m.code, m.fields) for m in profile.measures]
    if problems:
        raise DataError(problems)
    unused = {"lon", "lat", "place"} - set(needed)
    return {key: name for key, name in found.items() if name and key not in unused}


def _no_column(profile: LayerProfile, key: str, known: tuple[str, ...]) -> Problem:
    expected = N_("the table has no such column; expected one of {known}")
    return Problem(profile.code, expected, column=key, details={"known": ", ".join(known)})


def read_records(
    table: pd.DataFrame,
    profile: LayerProfile,
    placer: Placer,
    today: pd.Timestamp,
    repeated: Numbers | None = None,
) -> tuple[Records, Reasons]:
    """Make records of a table, and count what cannot be used by reason.

    Parameters
    ----------
    table
        One record a row, as it was read; its columns may go by any name of the profile.
    profile
        What the table holds.
    placer
        Places of the wanted level.
    today
        A later day is refused.
    repeated
        Rows that stand elsewhere too and do not count; by default those that stand twice in
        the table.

    Returns
    -------
    Records, Reasons
        A row that stands twice, letter by letter, counts once. Nothing is mended: no
        coordinates are exchanged, no sign is dropped, no two-way date is chosen.
    """
    found, reasons = columns_of(table.columns, profile), Reasons()
    repeated = table.duplicated().to_numpy() if repeated is None else repeated
    reasons.add(DUPLICATE, int(repeated.sum()))
    kept = table[~repeated] if repeated.any() else table
    if "lon" in found:
        place = place_points(kept[found["lon"]], kept[found["lat"]], placer, reasons)
    else:
        place = place_words(kept[found["place"]], placer, reasons)
    day = read_days(kept[found["date"]], today, reasons)
    columns = _columns(kept, found, profile, reasons)
    fit = (place != OUTSIDE) & ~np.isnat(day)
    site = _sites(kept, found)
    synthetic = SYNTHETIC in table.columns and bool((table[SYNTHETIC].astype(str).str.lower() == "true").any())
    picked = {code: column[fit].reset_index(drop=True) for code, column in columns.items()}
    row = np.flatnonzero(~repeated)[fit]
    return Records(place[fit], day[fit], site[fit].reset_index(drop=True), picked, synthetic, row), reasons


def _sites(table: pd.DataFrame, found: dict[str, str]) -> pd.Series[str]:
    """Name what each row observes: its site and its place, since two places may have a site of one name."""
    named = [table[found[key]].fillna("").astype(str) for key in ("place", "site") if key in found]
    if "site" not in found and "lon" in found:
        named = [table[found[key]].astype(str) for key in ("lon", "lat")]
    return named[0].str.cat(named[1], sep="|") if len(named) > 1 else named[0]


def read_days(written: pd.Series[Any], today: pd.Timestamp, reasons: Reasons) -> Numbers:
    """Read days; not-a-time where a date is missing, late or two days at once.

    A date such as 03/04/2023 is one day only if other dates of the table can be read in one
    order alone, and all of them in the same; how many were read so is counted.
    """
    day: Numbers
    if pd.api.types.is_datetime64_any_dtype(written.dtype):
        day = written.to_numpy(dtype="datetime64[D]")
        unread = np.isnat(day)
    else:
        texts = written.fillna("").astype(str).str.strip()
        day = np.full(len(texts), np.datetime64("NaT", "D"))
        in_order = [_read_form(texts, form, parts, day) for form, parts in _FORMS]
        unread = np.isnat(day)
        slashed = unread & texts.str.match(_SLASHED).to_numpy()
        orders = [order for order, n in ((DAY_FIRST, in_order[-2]), (MONTH_FIRST, in_order[-1])) if n]
        if slashed.any() and len(orders) == 1:
            parts = "%d/%m/%Y" if orders == [DAY_FIRST] else "%m/%d/%Y"
            n = _read_form(texts.where(slashed, ""), _SLASHED, parts, day)
            unread = np.isnat(day)
            reasons.add(orders[0], n, texts[slashed & ~unread].head(3))
            slashed &= False
        reasons.add(TWO_WAYS, int(slashed.sum()), texts[slashed].head(3))
        unread &= ~slashed
    reasons.add(NO_DATE, int(unread.sum()), written[unread].head(3))
    with np.errstate(invalid="ignore"):
        late = (day > np.datetime64(today, "D")) | (day < np.datetime64(f"{_FIRST_YEAR}-01-01"))
    reasons.add(FUTURE, int(late.sum()), day[late][:3])
    day[late] = np.datetime64("NaT", "D")
    return day


def _read_form(texts: pd.Series[str], form: str, parts: str, day: Numbers) -> int:
    """Read the dates of one form into *day* and return how many there are."""
    fits = texts.str.match(form).to_numpy()
    if fits.any():
        short = texts[fits].str.split(r"[T ]").str[0].str.replace(r"[.-]", parts[2], regex=True)
        day[fits] = pd.to_datetime(short, format=parts, errors="coerce").to_numpy("datetime64[D]")
    return int((fits & ~np.isnat(day)).sum())


def _columns(
    table: pd.DataFrame, found: dict[str, str], profile: LayerProfile, reasons: Reasons
) -> dict[str, pd.Series[Any]]:
    """Read the columns of the measures, each once: two measures of one column count what is wrong with it once."""
    read: dict[tuple[str, bool, bool], pd.Series[Any]] = {}
    columns = {}
    for measure in profile.measures:
        if measure.code not in found:
            continue
        texts = bool(measure.true) or measure.aggregation == "distinct"
        key = found[measure.code], texts, measure.negative
        if key not in read:
            written = table[found[measure.code]]
            read[key] = (
                written.fillna("").astype(str).str.strip()
                if texts
                else _counts(written, reasons, negative=measure.negative)
            )
        columns[measure.code] = read[key]
    return columns


def _counts(written: pd.Series[Any], reasons: Reasons, *, negative: bool) -> pd.Series[Any]:
    """Read numbers; one that cannot be read, and one below 0 where none may be, is no number and is counted."""
    numbers = as_numbers(written)
    filled = written.notna() & (written.astype(str).str.strip() != "") if numbers.isna().any() else written.notna()
    unread = numbers.isna() & filled
    reasons.add(NO_NUMBER, int(unread.sum()), written[unread].head(3))
    below = numbers < 0 if not negative else pd.Series(False, index=numbers.index)
    reasons.add(NEGATIVE, int(below.sum()), written[below].head(3))
    return numbers.mask(below)
