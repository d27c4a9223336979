"""What a brought table becomes: figures by region and cercle, or who works where, with its day and its source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem
from geo.intake.brought_table import as_texts
from geo.intake.cells_not_counted import cells_without_number
from geo.intake.displacement import count_people
from geo.intake.food_security import count_food_insecure, last_start
from geo.intake.funding_table import funding_by_sector
from geo.intake.kinds import ALERTS, DISPLACEMENT, FIGURES, FLOWS, FOOD, FUNDING, NEEDS, PRESENCE
from geo.intake.numbers import as_numbers
from geo.intake.presence import read_presence
from geo.intake.table_days import days_of_rows, last_day
from geo.monitoring import OWN

if TYPE_CHECKING:
    from datetime import date

    from geo.intake.brought_table import BroughtTable
    from geo.intake.place_match import PlaceReport
    from geo.intake.presence import ReportedPresence
    from geo.plans import Plan

SUM, MEAN, HIGHEST, ROWS, DIFFERENT = HOWS = ("sum", "mean", "highest", "rows", "different")
HOW_NAMES = {
    SUM: N_("added up"), MEAN: N_("mean"), HIGHEST: N_("highest"), ROWS: N_("number of rows"),
    DIFFERENT: N_("number of different values"),
}  # fmt: skip
_LONGEST_ROUND = pd.Timedelta(days=60)
NOTHING_PLACED = N_("no row of this table lies in a known region and has a figure: there is nothing to map")
NO_COLUMN = N_("choose the column with the figure")
BY_REGION, BY_CERCLE = ["date", "region", "areas", "value"], ["date", "cercle", "value"]


@dataclass(frozen=True)
class LayerOrder:
    """What the reader wants of a table: its kind, the day where rows name none, and for a figure the column and how.

    ``column`` is a column's name; ``how`` one of `HOWS`; ``title`` what the figure is called.
    """

    kind: str
    as_of: date
    column: str = ""
    how: str = SUM
    title: str = ""


@dataclass(frozen=True, eq=False)
class OwnLayer:
    """Figures that a reader brought, for one session.

    ``code`` names it in the session; ``title`` is what it is called; ``source`` begins with `OWN`; ``day``
    is its last day. ``by_region`` has ``date``, ``region`` ('' for the country), ``areas`` and ``value``;
    ``by_cercle`` has ``date``, ``cercle`` and ``value``. ``food`` has the periods of a Cadre Harmonisé,
    ``funding`` the sums by sector, ``presence`` who works where. What does not apply is empty.
    """

    code: str
    kind: str
    file: str
    title: str
    source: str
    day: date
    by_region: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=BY_REGION))
    by_cercle: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=BY_CERCLE))
    food: pd.DataFrame | None = None
    funding: pd.DataFrame | None = None
    presence: ReportedPresence | None = None
    remarks: tuple[Problem, ...] = ()
    how: str = SUM


def figure_columns(table: BroughtTable) -> tuple[str, ...]:
    """Return the columns of a table that may be mapped, likeliest first."""
    return tuple(c for role in FIGURES for c, r in table.roles.items() if r == role)


def make_layer(code: str, table: BroughtTable, report: PlaceReport, plan: Plan, order: LayerOrder) -> OwnLayer:
    """Make figures of a table as the reader ordered.

    Raises
    ------
    DataError
        If nothing of it can be shown.
    """
    file = table.file
    source = f"{OWN}{_plain(file)}"
    day = last_day(table) or order.as_of
    base: dict[str, Any] = {"code": code, "kind": order.kind, "file": file, "source": source}
    title = order.title or f"{_plain(file)}, {table.sheet}"
    if order.kind == PRESENCE:
        presence, remarks = read_presence(table, report, plan, day, source)
        if presence.frame.empty:
            raise DataError([Problem(file, NOTHING_PLACED), *remarks])
        return OwnLayer(**base, title=title, day=day, presence=presence, remarks=tuple(remarks))
    if order.kind in (FUNDING, FLOWS):
        summed, remarks = funding_by_sector(table, plan, order.kind, day)
        return OwnLayer(**base, title=title, day=day, funding=summed, remarks=tuple(remarks))
    if order.kind == FOOD:
        rows, remarks = count_food_insecure(table, report)
        start = last_start(rows)
        if start is None:
            raise DataError([Problem(file, NOTHING_PLACED), *remarks])
        return OwnLayer(**base, title=title, day=start, food=rows, remarks=tuple(remarks))
    return _counted(base, title, table, report, order)


def _plain(name: str) -> str:
    """Return a file's name as it may stand in any text."""
    return re.sub(r"[^\w .()-]+", "_", name)[-80:]


def _counted(base: dict[str, Any], title: str, table: BroughtTable, report: PlaceReport, order: LayerOrder) -> OwnLayer:
    """Make figures of people (by day) or of any column (over the whole table)."""
    column = order.column or next(iter(figure_columns(table)), "")
    if not column and order.how != ROWS:
        raise DataError([Problem(table.file, NO_COLUMN)])
    day = last_day(table) or order.as_of
    if order.kind == DISPLACEMENT:
        own = table.with_roles({column: "number"})
        own = own.with_roles({c: "other" for c, r in own.roles.items() if r == "number" and c != column})
        rows, remarks = count_people(_one_round(own, day), report, "number", order.as_of)
        region = rows.groupby(["date", "region", "areas"], sort=True)["value"].sum().reset_index()
        cercle = rows[rows["cercle"] != ""][BY_CERCLE]
    else:
        region, cercle = _over_all(table, report, column, order.how, day)
        remarks = [] if order.how in (ROWS, DIFFERENT) else cells_without_number(table, column)
    if not (region["region"] != "").any():
        raise DataError([Problem(table.file, NOTHING_PLACED), *remarks])
    name = title if order.title or order.kind == DISPLACEMENT else column or title
    return OwnLayer(**base, title=name, day=pd.Timestamp(region["date"].max()).date(), by_region=region[BY_REGION],
                    by_cercle=cercle, remarks=tuple(remarks), how=order.how)  # fmt: skip


def _one_round(table: BroughtTable, day: date) -> BroughtTable:
    """Give the rows of one round one day, where each site was visited on its own: the last of the round."""
    if not table.has("date"):
        return table
    days = days_of_rows(table, day)
    if table.has("round"):
        rounds = days.groupby(table.texts("round"))
        last, first = rounds.transform("max"), rounds.transform("min")
        together = last.where(last - first <= _LONGEST_ROUND, days)
    else:
        names = [c for c, r in table.roles.items() if r.endswith(("_name", "_code")) and r != "adm0_name"]
        key = pd.Series("", index=days.index, dtype=object)
        for name in names:
            key = key + "\x1f" + as_texts(table.frame[name])
        visits = days.groupby(key).nunique()
        if not table.has("site_name") or visits.max() > 1 or days.nunique() < 2:  # noqa: PLR2004 - one day is a round
            return table
        together = pd.Series(days.max(), index=days.index)
    column = str(table.column("date"))
    dated = table.frame.assign(**{column: together.dt.strftime("%Y-%m-%d").astype(object)})
    return replace(table, frame=dated)


def _over_all(
    table: BroughtTable, report: PlaceReport, column: str, how: str, day: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Aggregate a column over all rows of each region, and of each cercle."""
    rows = report.rows[["region", "cercle"]].copy()
    if how in (ROWS, DIFFERENT):
        rows["value"] = table.frame[column].astype(str).where(table.frame[column].notna()) if column else 1
    else:
        rows["value"] = as_numbers(table.frame[column])
    rows = rows[(rows["region"] != "") & (rows["value"].notna() | (how == ROWS))]
    agg = {SUM: "sum", MEAN: "mean", HIGHEST: "max", ROWS: "size", DIFFERENT: "nunique"}[how]
    when = np.datetime64(day, "s")
    region = rows.groupby("region")["value"].agg(agg).rename("value").reset_index()
    cercle = rows[rows["cercle"] != ""].groupby("cercle")["value"].agg(agg).rename("value").reset_index()
    return (
        region.assign(date=when, areas=report.areas, value=region["value"].astype("float64").round(2)),
        cercle.assign(date=when, value=cercle["value"].astype("float64").round(2))[BY_CERCLE],
    )


def default_order(table: BroughtTable, kind: str, as_of: date) -> LayerOrder:
    """Return what a table most likely means to the reader."""
    wanted = {DISPLACEMENT: ("idps", "individuals", "population"), ALERTS: ("households", "alerts"),
              NEEDS: ("in_need",)}.get(kind, FIGURES)  # fmt: skip
    column = next((c for role in wanted for c, r in table.roles.items() if r == role), "")
    return LayerOrder(kind, as_of, column)
