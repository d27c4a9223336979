"""A monitoring tool's table as dated records with a place: what cannot be used is counted by reason, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem, fold_name
from geo.monitoring.layers.placing import Reasons, place_points, place_words
from geo.monitoring.layers.point_raster import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.monitoring.layers.placing import Numbers, Placer
    from geo.monitoring.layers.profile import LayerMeasure, LayerProfile

DUPLICATE, NO_DATE, TWO_WAYS, FUTURE, NEGATIVE = "duplicate", "no-date", "ambiguous-date", "future", "negative"
SYNTHETIC = "synthetic"
"""Name of the column that marks records that nobody observed."""
_FIRST_YEAR = 1990
_FORMS = (
    (r"^\d{4}-\d{1,2}-\d{1,2}([T ].*)?$", "%Y-%m-%d"),
    (r"^\d{4}/\d{1,2}/\d{1,2}$", "%Y/%m/%d"),
    (r"^(1[3-9]|2\d|3[01])[/.]\d{1,2}[/.]\d{4}$", "%d/%m/%Y"),
    (r"^\d{1,2}/(1[3-9]|2\d|3[01])/\d{4}$", "%m/%d/%Y"),
)
"""Forms of dates that can be read in one way alone; 03/04/2023 is two days."""


@dataclass(frozen=True, eq=False)
class Records:
    """Records that can be used: number of the place, day, and the columns of the measures, in the table's order.

    ``site`` is what is observed again and again, empty where the table has none.
    """

    place: Numbers
    day: Numbers
    site: pd.Series[str]
    columns: dict[str, pd.Series[Any]]
    synthetic: bool

    def __len__(self) -> int:
        return len(self.place)


def columns_of(names: Iterable[str], profile: LayerProfile) -> dict[str, str]:
    """Find the columns of a profile among those of a table, by any of the names that they go by.

    Returns
    -------
    dict[str, str]
        Name in the table by ``lon``, ``lat``, ``place``, ``date``, ``site``, ``to`` and by
        the code of each measure that has a column.

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
    needed = ("lon", "lat", "date") if profile.placed_by == "point" else ("place", "date")
    problems = [_no_column(profile, key, wanted[key]) for key in needed if not found[key]]
    if not any(found.get(m.code) or not m.fields for m in profile.measures):
        problems += [_no_column(profile, m.code, m.fields) for m in profile.measures]
    if problems:
        raise DataError(problems)
    return {key: name for key, name in found.items() if name}


def _no_column(profile: LayerProfile, key: str, known: tuple[str, ...]) -> Problem:
    expected = N_("the table has no such column; expected one of {known}")
    return Problem(profile.code, expected, column=key, details={"known": ", ".join(known)})


def read_records(
    table: pd.DataFrame, profile: LayerProfile, placer: Placer, today: pd.Timestamp
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

    Returns
    -------
    Records, Reasons
        A row that stands twice, letter by letter, counts once. Nothing is mended: no
        coordinates are exchanged, no sign is dropped, no two-way date is chosen.
    """
    found, reasons = columns_of(table.columns, profile), Reasons()
    repeated = table.duplicated().to_numpy()
    reasons.add(DUPLICATE, int(repeated.sum()))
    kept = table[~repeated] if repeated.any() else table
    if profile.placed_by == "point":
        place = place_points(kept[found["lon"]], kept[found["lat"]], placer, reasons)
    else:
        place = place_words(kept[found["place"]], placer, reasons)
    day = read_days(kept[found["date"]], today, reasons)
    columns = {m.code: _values(kept, found, m, reasons) for m in profile.measures if m.code in found}
    fit = (place != OUTSIDE) & ~np.isnat(day)
    site = kept[found["site"]].astype(str) if "site" in found else pd.Series("", index=kept.index)
    synthetic = SYNTHETIC in table.columns and bool((table[SYNTHETIC].astype(str).str.lower() == "true").any())
    picked = {code: column[fit].reset_index(drop=True) for code, column in columns.items()}
    return Records(place[fit], day[fit], site[fit].reset_index(drop=True), picked, synthetic), reasons


def read_days(written: pd.Series[Any], today: pd.Timestamp, reasons: Reasons) -> Numbers:
    """Read days that can be read in one way alone; not-a-time where a date is missing, late or two days at once."""
    day: Numbers
    if pd.api.types.is_datetime64_any_dtype(written.dtype):
        day = written.to_numpy(dtype="datetime64[D]")
        unread = np.isnat(day)
    else:
        texts = written.fillna("").astype(str).str.strip()
        day = np.full(len(texts), np.datetime64("NaT", "D"))
        for form, parts in _FORMS:
            fits = texts.str.match(form).to_numpy()
            short = texts[fits].str.replace(".", "/", regex=False).str.slice(0, 10) if fits.any() else texts[fits]
            day[fits] = pd.to_datetime(short.str.split(r"[T ]").str[0], format=parts, errors="coerce").to_numpy(
                "datetime64[D]"
            )
        unread = np.isnat(day)
        slashed = unread & texts.str.match(r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$").to_numpy()
        reasons.add(TWO_WAYS, int(slashed.sum()), texts[slashed].head(3))
        unread &= ~slashed
    reasons.add(NO_DATE, int(unread.sum()), written[unread].head(3))
    with np.errstate(invalid="ignore"):
        late = (day > np.datetime64(today, "D")) | (day < np.datetime64(f"{_FIRST_YEAR}-01-01"))
    reasons.add(FUTURE, int(late.sum()), day[late][:3])
    day[late] = np.datetime64("NaT", "D")
    return day


def _values(table: pd.DataFrame, found: dict[str, str], measure: LayerMeasure, reasons: Reasons) -> pd.Series[Any]:
    """Read a measure's column: texts where texts count, else numbers; a negative count is no number."""
    written = table[found[measure.code]]
    if measure.true or measure.aggregation == "distinct":
        return written.fillna("").astype(str).str.strip()
    numbers = pd.to_numeric(written, errors="coerce")
    if measure.aggregation != "mean":
        below = numbers < 0
        reasons.add(NEGATIVE, int(below.sum()), written[below].head(3))
        numbers = numbers.mask(below)
    return numbers
