"""Figures that others observed, each with its date, area vintage and source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core import EXPECTED_CELL, N_, UNIQUE, VINTAGES, DataError, Problem, empty_table, read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_NOT_FUTURE = pa.Check(
    lambda s: s <= pd.Timestamp.now(), error=N_("this date lies in the future; check day, month and year")
)
_COUNT = pa.Check.ge(0, error=N_("expected 0 or more: an amount or a count is never negative"))
_FILLED = pa.Check(lambda s: s != "", error=EXPECTED_CELL)
_VINTAGE = pa.Check.isin(
    ("", *VINTAGES), error=N_("expected the vintage of the areas: 2023, 2016 or 2012; empty for a national total")
)
IDPS_TABLE = pa.DataFrameSchema(
    {
        "date": pa.Column("datetime64[s]", [_NOT_FUTURE]),
        "region": pa.Column(object),
        "areas": pa.Column(object, [_VINTAGE]),
        "idps": pa.Column("Int64", [_COUNT]),
        "source": pa.Column(object, [_FILLED]),
    },
    checks=pa.Check(lambda f: ~f.duplicated(["date", "region", "areas"]), error=UNIQUE),
)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REFERENCE = pa.Check(
    lambda s: s.map(lambda text: len(text.split("-")) == 2 and set(text.split("-")) <= set(MONTHS)),  # noqa: PLR2004 - from, to
    error=N_("expected the months that the analysis is about, such as Jun-Aug"),
)
FOOD_TABLE = pa.DataFrameSchema(
    {
        "start": pa.Column("datetime64[s]"),
        "end": pa.Column("datetime64[s]"),
        "reference": pa.Column(object, [_REFERENCE]),
        "kind": pa.Column(object, [pa.Check.isin(("current", "projected"), error=N_("expected current or projected"))]),
        "region": pa.Column(object),
        "areas": pa.Column(object, [_VINTAGE]),
        "together": pa.Column(object),
        "population": pa.Column("Int64", [pa.Check.gt(0, error=N_("expected more than 0 people"))]),
        "phase3plus": pa.Column("Int64", [_COUNT]),
        "cercles": pa.Column("Int64", [_COUNT]),
        "source": pa.Column(object, [_FILLED]),
    },
    checks=[
        pa.Check(lambda f: ~f.duplicated(["start", "region", "areas"]), error=UNIQUE),
        pa.Check(
            lambda f: (f["phase3plus"] <= f["population"]).fillna(True),
            error=N_("more people in phase 3 or above than people"),
        ),
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
    ],
)

WEIGHTS_TABLE = pa.DataFrameSchema(
    {"region": pa.Column(object), "weight": pa.Column("Float64", [_COUNT])},
    checks=pa.Check(lambda f: ~f.duplicated(["region"]), error=UNIQUE),
)


@dataclass(frozen=True, eq=False)
class Observations:
    """Observed figures, one row per date (or period) and region; region '' is the country.

    ``idps``: displaced persons on a day. ``food``: people in Cadre Harmonisé phase 3 or
    above over a period, with the source's own population base; ``together`` names other
    regions that the row's figure includes.
    """

    idps: pd.DataFrame
    food: pd.DataFrame


def no_observations() -> Observations:
    """Return tables without a figure, for a country whose needs are not here."""
    return Observations(empty_table(IDPS_TABLE), empty_table(FOOD_TABLE))


def load_observations(folder: Path, vintages: Mapping[str, Collection[str]]) -> Observations:
    """Read the tables of observed figures.

    Parameters
    ----------
    folder
        Folder with ``idps.csv`` and ``food.csv``.
    vintages
        Slugs of the regions of each vintage: a row may name a region of its own vintage.

    Raises
    ------
    DataError
        With every wrong cell of every table.
    """
    tables, problems = {}, []
    for name, schema in (("idps", IDPS_TABLE), ("food", FOOD_TABLE)):
        tables[name], found = read_table(folder / f"{name}.csv", schema)
        if not found:
            found = _vintages(tables[name], f"{name}.csv") or _unknown(tables[name], f"{name}.csv", vintages)
        problems += found
    if problems:
        raise DataError(problems)
    return Observations(**tables)


def read_weights(file: Path, regions: Collection[str]) -> tuple[tuple[str, Decimal], ...]:
    """Read a reader's own weights: a CSV with the columns region (slug) and weight.

    Raises
    ------
    DataError
        With every wrong cell; if a weight is negative or all are 0.
    """
    table, problems = read_table(file, WEIGHTS_TABLE)
    if not problems:
        problems = [_no_region(file.name, row, "region", cell, regions) for row, cell in table["region"].items()
                    if cell not in regions]  # fmt: skip
    if not problems and not table["weight"].sum():
        expected = N_("all weights are 0: give at least one region a weight above 0")
        problems = [Problem(file.name, expected, column="weight")]
    if problems:
        raise DataError(problems)
    return tuple((str(r), Decimal(str(w))) for r, w in zip(table["region"], table["weight"], strict=True))


def _unknown(table: pd.DataFrame, file: str, vintages: Mapping[str, Collection[str]]) -> list[Problem]:
    """Find regions that are none of their row's vintage."""
    cells = [(int(row), "region", r, a) for row, r, a in zip(table.index, table["region"], table["areas"], strict=True)]
    if "together" in table:
        cells += [(int(row), "together", r.strip(), table.loc[row, "areas"])
                  for row, text in table["together"].items() for r in text.split(";")]  # fmt: skip
    return [
        _no_region(file, row, column, cell, vintages[areas])
        for row, column, cell, areas in cells
        if cell and cell not in vintages[areas]
    ]


def _no_region(file: str, row: int, column: str, cell: str, known: Collection[str]) -> Problem:
    expected = N_("unknown code; expected one of {known}")
    return Problem(file, expected, int(row), column, cell, {"known": ", ".join(sorted(known))})


def _vintages(table: pd.DataFrame, file: str) -> list[Problem]:
    expected = N_("a region needs the vintage of its areas; a national total has none")
    wrong = table[(table["region"] == "") != (table["areas"] == "")]
    found = [Problem(file, expected, int(row), "areas", str(cell)) for row, cell in wrong["areas"].items()]
    if "together" in table:
        alone = N_("a national total includes every region: name none here")
        odd = table[(table["region"] == "") & (table["together"] != "")]
        found += [Problem(file, alone, int(row), "together", str(cell)) for row, cell in odd["together"].items()]
    return found
