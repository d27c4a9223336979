"""Displaced persons of a table: rows split by reason and origin are added up, a figure that is told twice is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.core import N_, Problem
from geo.intake.cells_not_counted import cells_below_zero, cells_without_number
from geo.intake.place_names import NATIONAL
from geo.intake.table_days import days_of_rows

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from geo.intake.brought_table import BroughtTable
    from geo.intake.place_match import PlaceReport

COLUMNS = ("date", "region", "areas", "cercle", "value")
_BASELINE, _SITES = "ba", "sa"
TWICE = N_("{n} rows tell the same figure a second time (baseline and site assessment): the baseline alone is counted")
TOTALS = N_("{region}: the total row says {total}, the rows below it add up to {sum}; the rows count")
FINER = N_("{n} rows of cercles are parts of regions that have a row of their own: they are not added up with it")


def count_people(
    table: BroughtTable, report: PlaceReport, role: str, as_of: date
) -> tuple[pd.DataFrame, list[Problem]]:
    """Add up people (or households, or any count) by day, region and cercle.

    Parameters
    ----------
    table, report
        The table and the places of its rows.
    role
        The role of the column that is counted.
    as_of
        The day of rows that name none.

    Returns
    -------
    DataFrame, list of Problem
        Columns `COLUMNS`: ``region`` is of the vintage ``areas`` ('' for the country), ``cercle`` ''
        where none is known. Rows of one day and place are added up: they differ by reason or origin.
        A row of the country or a row "total" of a region is no part of the sum where the parts are there.
    """
    rows = report.rows[["region", "cercle", "state"]].assign(
        date=days_of_rows(table, as_of), value=table.numbers(role).to_numpy()
    )
    column = table.column(role)
    remarks = [] if column is None else [*cells_without_number(table, column), *cells_below_zero(table, column)]
    rows = rows[(rows["value"] >= 0) & ((rows["region"] != "") | (rows["state"] == NATIONAL))]
    rows, said = _once(rows, table)
    rows, more = _no_totals(rows, table)
    rows, finer = _one_level(rows, table)
    columns = ["date", "region", "cercle"]
    summed = rows.groupby(columns, sort=True)["value"].sum().reset_index()
    summed["areas"] = np.where(summed["region"] == "", "", report.areas)
    return summed[list(COLUMNS)], [*remarks, *said, *more, *finer]


def _say(table: BroughtTable, text: str, **details: object) -> Problem:
    return Problem(table.file, text, details={k: str(v) for k, v in details.items()})


def _once(rows: pd.DataFrame, table: BroughtTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Keep the baseline where a day and place have it and a site assessment, too: they tell one figure."""
    if not table.has("assessment_type"):
        return rows, []
    kind = table.texts("assessment_type").str.strip().str.casefold().reindex(rows.index)
    keys = [rows["date"], rows["region"], rows["cercle"]]
    has_baseline = (kind == _BASELINE).groupby(keys).transform("any")
    second = has_baseline & (kind == _SITES)
    return rows[~second], [_say(table, TWICE, n=int(second.sum()))] if second.any() else []


def _no_totals(rows: pd.DataFrame, table: BroughtTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Leave out rows that are the total of a region whose parts are there; say where they disagree."""
    total = (rows["state"] == NATIONAL) & (rows["region"] != "")
    if not total.any():
        return rows, []
    keys = ["date", "region"]
    parts = rows[~total].groupby(keys)["value"].sum()
    said, drop = [], []
    for at, row in rows[total].iterrows():
        part = parts.get((row["date"], row["region"]))
        if part is None:
            continue
        drop.append(at)
        if part != row["value"]:
            details = {"region": row["region"], "total": f"{row['value']:g}", "sum": f"{part:g}"}
            said.append(Problem(table.file, TOTALS, int(str(at)), details=details))
    return rows.drop(index=drop), said


def _one_level(rows: pd.DataFrame, table: BroughtTable) -> tuple[pd.DataFrame, list[Problem]]:
    """Where a table says the level of its rows, a region's own row is not added to those of its cercles."""
    if not table.has("admin_level"):
        return rows, []
    level = table.numbers("admin_level").reindex(rows.index)
    region_row = (level == 1) & (rows["cercle"] == "")
    keys = [rows["date"], rows["region"]]
    has_own = region_row.groupby(keys).transform("any")
    finer = has_own & (level > 1)
    return rows[~finer], [_say(table, FINER, n=int(finer.sum()))] if finer.any() else []
