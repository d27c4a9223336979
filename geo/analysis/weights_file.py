"""A reader's own weights: a small table of regions, read from a file."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandera.pandas as pa

from geo.core import N_, UNIQUE, DataError, Problem, read_table, unknown_code

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_WEIGHT = pa.Check.ge(0, error=N_("expected 0 or more: an amount or a count is never negative"))
WEIGHTS_TABLE = pa.DataFrameSchema(
    {"region": pa.Column(object), "weight": pa.Column("Float64", [_WEIGHT])},
    checks=pa.Check(lambda f: ~f.duplicated(["region"]), error=UNIQUE),
)


def read_weights(file: Path, regions: Collection[str]) -> tuple[tuple[str, Decimal], ...]:
    """Read a reader's own weights: a CSV with the columns region (slug) and weight.

    Raises
    ------
    DataError
        With every wrong cell; if a weight is negative or all are 0.
    """
    table, problems = read_table(file, WEIGHTS_TABLE)
    if not problems:
        problems = [unknown_code(file.name, row, "region", cell, regions) for row, cell in table["region"].items()
                    if cell not in regions]  # fmt: skip
    if not problems and not table["weight"].sum():
        expected = N_("all weights are 0: give at least one region a weight above 0")
        problems = [Problem(file.name, expected, column="weight")]
    if problems:
        raise DataError(problems)
    return tuple((str(r), Decimal(str(w))) for r, w in zip(table["region"], table["weight"], strict=True))
