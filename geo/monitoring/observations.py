"""Figures that others observed, each with its date, area vintage and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core import EXPECTED_CELL, N_, UNIQUE, VINTAGES, DataError, Problem, empty_table, read_table, unknown_code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from geo.monitoring.indicators import Indicator, Indicators

REGIONS_TABLE = "regions"
"""The table of regions itself: its figures are a census, not a file of observations."""
_NOT_FUTURE = pa.Check(
    lambda s: s <= pd.Timestamp.now(), error=N_("this date lies in the future; check day, month and year")
)
_COUNT = pa.Check.ge(0, error=N_("expected 0 or more: an amount or a count is never negative"))
_BASE = pa.Check.gt(0, error=N_("expected more than 0 people"))
_FILLED = pa.Check(lambda s: s != "", error=EXPECTED_CELL)
_VINTAGE = pa.Check.isin(
    ("", *VINTAGES), error=N_("expected the vintage of the areas: 2023, 2016 or 2012; empty for a national total")
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REFERENCE = pa.Check(
    lambda s: s.map(lambda text: len(text.split("-")) == 2 and set(text.split("-")) <= set(MONTHS)),  # noqa: PLR2004 - from, to
    error=N_("expected the months that the analysis is about, such as Jun-Aug"),
)
_WHERE = {"region": pa.Column(object), "areas": pa.Column(object, [_VINTAGE])}
_PERIOD = {
    "start": pa.Column("datetime64[s]"), "end": pa.Column("datetime64[s]"),
    "reference": pa.Column(object, [_REFERENCE]),
    "kind": pa.Column(object, [pa.Check.isin(("current", "projected"), error=N_("expected current or projected"))]),
    "together": pa.Column(object), "cercles": pa.Column("Int64", [_COUNT]),
}  # fmt: skip
_IN_TIME = (
    pa.Check(
        lambda f: (f["start"] <= f["end"]) | f["start"].isna() | f["end"].isna(),
        error=N_("the period ends before it starts"),
    ),
    pa.Check(
        lambda f: (
            (f["start"] <= pd.Timestamp.now() + pd.to_timedelta((f["kind"] == "projected") * 366, unit="D"))
            | f["start"].isna()
        ),
        error=N_("this period starts in the future: only a projection may, and by a year at most"),
    ),
)


@dataclass(frozen=True, eq=False)
class Observations:
    """Observed figures by table, one row per date (or period) and region; region '' is the country.

    Each table has the columns of `schema_of`: those of a day or of a period, and the columns of
    values that its indicators name. ``together`` names other regions that a row's figure includes.
    """

    indicators: Indicators
    tables: dict[str, pd.DataFrame]

    def __bool__(self) -> bool:
        """Tell whether there is any figure."""
        return any(len(table) for table in self.tables.values())


def schema_of(used: Iterable[Indicator], *, by_period: bool) -> pa.DataFrameSchema:
    """Return the schema of a table of figures of a day or of a period, with the columns of its indicators."""
    used = tuple(used)
    values = {i.value: pa.Column("Int64", [_COUNT]) for i in used}
    bases = {i.base: pa.Column("Int64", [_BASE]) for i in used if i.base}
    first = "start" if by_period else "date"
    time = _PERIOD if by_period else {"date": pa.Column("datetime64[s]", [_NOT_FUTURE])}
    checks = [pa.Check(lambda f: ~f.duplicated([first, "region", "areas"]), error=UNIQUE)]
    checks += [_within(value, base) for value, base in {(i.value, i.base) for i in used if i.base}]
    columns = {**time, **_WHERE, **values, **bases, "source": pa.Column(object, [_FILLED])}
    return pa.DataFrameSchema(columns, checks=[*checks, *(_IN_TIME if by_period else ())])


def _within(value: str, base: str) -> pa.Check:
    """Check that a count is no more than the people that it is a part of."""
    return pa.Check(
        lambda f: (f[value] <= f[base]).fillna(True), error=N_("more people than the population that they are part of")
    )


def no_observations(indicators: Indicators) -> Observations:
    """Return tables without a figure, for a country whose needs are not here."""
    names = dict.fromkeys(i.table for i in indicators if i.is_observed and i.table != REGIONS_TABLE)
    return Observations(indicators, {n: empty_table(schema_of(indicators.of_table(n), by_period=False)) for n in names})


def load_observations(folder: Path, indicators: Indicators, vintages: Mapping[str, Collection[str]]) -> Observations:
    """Read the tables of observed figures.

    Parameters
    ----------
    folder
        Folder with a CSV file per table that the indicators name.
    indicators
        What is observed, and in which table and column.
    vintages
        Slugs of the regions of each vintage: a row may name a region of its own vintage.

    Raises
    ------
    DataError
        With every wrong cell of every table.
    """
    observed, problems = no_observations(indicators), []
    for name in observed.tables:
        file = folder / f"{name}.csv"
        schema = schema_of(indicators.of_table(name), by_period=_is_by_period(file))
        observed.tables[name], found = read_table(file, schema)
        if not found:
            found = _vintages(observed.tables[name], file.name) or _unknown(observed.tables[name], file.name, vintages)
        problems += found
    if problems:
        raise DataError(problems)
    return observed


def _is_by_period(file: Path) -> bool:
    """Tell a table of periods by its header: it has no day; a file that cannot be read says so when it is read."""
    try:
        header = file.read_bytes().split(b"\n", 1)[0]
    except OSError:
        return False
    return b"start" in header and b"date" not in header


def _unknown(table: pd.DataFrame, file: str, vintages: Mapping[str, Collection[str]]) -> list[Problem]:
    """Find regions that are none of their row's vintage."""
    cells = [(int(row), "region", r, a) for row, r, a in zip(table.index, table["region"], table["areas"], strict=True)]
    if "together" in table:
        cells += [(int(row), "together", r.strip(), table.loc[row, "areas"])
                  for row, text in table["together"].items() for r in text.split(";")]  # fmt: skip
    return [
        unknown_code(file, row, column, cell, vintages[areas])
        for row, column, cell, areas in cells
        if cell and cell not in vintages[areas]
    ]


def _vintages(table: pd.DataFrame, file: str) -> list[Problem]:
    expected = N_("a region needs the vintage of its areas; a national total has none")
    wrong = table[(table["region"] == "") != (table["areas"] == "")]
    found = [Problem(file, expected, int(row), "areas", str(cell)) for row, cell in wrong["areas"].items()]
    if "together" in table:
        alone = N_("a national total includes every region: name none here")
        odd = table[(table["region"] == "") & (table["together"] != "")]
        found += [Problem(file, alone, int(row), "together", str(cell)) for row, cell in odd["together"].items()]
    return found
