"""Figures that others observed, each with its date, area vintage and source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.datasets import UNIQUE, read_table
from geo.errors import DataError, Problem
from geo.i18n import N_
from geo.view import VINTAGES

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_NOT_FUTURE = pa.Check(
    lambda s: s <= pd.Timestamp.now(), error=N_("this date lies in the future; check day, month and year")
)
_COUNT = pa.Check.ge(0, error=N_("expected 0 or more: an amount or a count is never negative"))
_VINTAGE = pa.Check.isin(
    ("", *VINTAGES), error=N_("expected the vintage of the areas: 2023, 2016 or 2012; empty for a national total")
)
IDPS_TABLE = pa.DataFrameSchema(
    {
        "date": pa.Column("datetime64[s]", [_NOT_FUTURE]),
        "region": pa.Column(object),
        "areas": pa.Column(object, [_VINTAGE]),
        "idps": pa.Column("Int64", [_COUNT]),
        "source": pa.Column(object, [pa.Check.str_length(min_value=1)]),
    },
    checks=pa.Check(lambda f: ~f.duplicated(["date", "region", "areas"]), error=UNIQUE),
)

WEIGHTS_TABLE = pa.DataFrameSchema(
    {"region": pa.Column(object), "weight": pa.Column("Float64", [_COUNT])},
    checks=pa.Check(lambda f: ~f.duplicated(["region"]), error=UNIQUE),
)


@dataclass(frozen=True, eq=False)
class Observations:
    """Observed figures: ``idps`` has one row per date and region ('' for the country)."""

    idps: pd.DataFrame


def load(folder: Path, regions: Collection[str]) -> Observations:
    """Read the tables of observed figures.

    Parameters
    ----------
    folder
        Folder with ``idps.csv``.
    regions
        Slugs that a row may name.

    Raises
    ------
    DataError
        With every wrong cell.
    """
    idps, problems = read_table(folder / "idps.csv", IDPS_TABLE)
    if not problems:
        problems = _unknown(idps, "idps.csv", regions) + _vintages(idps, "idps.csv")
    if problems:
        raise DataError(problems)
    return Observations(idps)


def read_weights(file: Path, regions: Collection[str]) -> tuple[tuple[str, Decimal], ...]:
    """Read a reader's own weights: a CSV with the columns region (slug) and weight.

    Raises
    ------
    DataError
        With every wrong cell; if a weight is negative or all are 0.
    """
    table, problems = read_table(file, WEIGHTS_TABLE)
    if not problems:
        problems = _unknown(table, file.name, regions)
    if not problems and not table["weight"].sum():
        expected = N_("all weights are 0: give at least one region a weight above 0")
        problems = [Problem(file.name, expected, column="weight")]
    if problems:
        raise DataError(problems)
    return tuple((str(r), Decimal(str(w))) for r, w in zip(table["region"], table["weight"], strict=True))


def _unknown(table: pd.DataFrame, file: str, regions: Collection[str]) -> list[Problem]:
    words = {"known": ", ".join(sorted(regions))}
    expected = N_("unknown code; expected one of {known}")
    return [
        Problem(file, expected, int(row), "region", str(cell), words)
        for row, cell in table["region"].items()
        if cell and cell not in regions
    ]


def _vintages(table: pd.DataFrame, file: str) -> list[Problem]:
    expected = N_("a region needs the vintage of its areas; a national total has none")
    wrong = table[(table["region"] == "") != (table["areas"] == "")]
    return [Problem(file, expected, int(row), "areas", str(cell)) for row, cell in wrong["areas"].items()]
