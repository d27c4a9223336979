"""Operational presence of a table: which organisation works in which sector, region and cercle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import N_, VINTAGES, Problem, fold_name
from geo.intake.sector_names import NONE, SEVERAL, SectorNames

if TYPE_CHECKING:
    from datetime import date

    from geo.intake.brought_table import BroughtTable
    from geo.intake.place_match import PlaceReport
    from geo.intake.sector_names import Cluster
    from geo.plans import Plan

COLUMNS = ("org", "name", "type", "sector", *(f"region_{v}" for v in VINTAGES), "cercle")
NO_ORG = N_("{n} rows name no organisation and are not counted")
NO_PLACE = N_("{n} rows lie in no known region and are not counted")
OVER = N_("{n} rows are of activities that are over, suspended or only planned, and are not counted as presence")
NO_SECTOR = N_("{n} rows name no sector, or several in one cell: their organisations are counted, in no sector")
_NOT_ACTIVE = ("complete", "termine", "acheve", "clotur", "closed", "suspend", "planif", "planned", "prevu", "annul",
               "cancel", "archive", "inactive", "inactif")  # fmt: skip
_ACTIVE = ("ongoing", "en cours", "active", "actif")


@dataclass(frozen=True, eq=False)
class ReportedPresence:
    """Who reports to work where, as of a day.

    ``frame`` has one row per organisation, sector and place, columns `COLUMNS`: the organisation as
    a key and by name, its type, the sector's code ('' where none is known), the region of each
    vintage ('' where the table does not tell) and the cercle ('' likewise). ``sectors`` names the codes.
    """

    frame: pd.DataFrame
    sectors: dict[str, Cluster]
    day: date
    source: str


def read_presence(
    table: BroughtTable, report: PlaceReport, plan: Plan, day: date, source: str
) -> tuple[ReportedPresence, list[Problem]]:
    """Read who does what where; the same organisation, sector and place counts once, in however many rows."""
    names = SectorNames(plan)
    written, short = table.texts("org_name").str.strip(), table.texts("org_acronym").str.strip()
    label = short.where(short != "", written)
    rows = report.rows.assign(
        org=_keys(label), name=label, type=table.texts("org_type").str.strip(),
        sector=names.codes(table.texts("sector")), over=_is_over(table.texts("status")),
    )  # fmt: skip
    remarks = []
    for text, wrong in ((NO_PLACE, rows["region"] == ""), (NO_ORG, rows["org"] == ""), (OVER, rows["over"])):
        if wrong.any():
            remarks.append(Problem(table.file, text, details={"n": str(int(wrong.sum()))}))
    rows = rows[(rows["region"] != "") & (rows["org"] != "") & ~rows["over"]]
    unsaid = rows["sector"].isin((SEVERAL, NONE))
    if unsaid.any():
        remarks.append(Problem(table.file, NO_SECTOR, details={"n": str(int(unsaid.sum()))}))
    rows = rows.assign(sector=rows["sector"].where(~unsaid, ""))
    key = ["org", "sector", *(f"region_{v}" for v in VINTAGES), "cercle"]
    frame = rows.drop_duplicates(key)[list(COLUMNS)].sort_values(key).reset_index(drop=True)
    sectors = {code: names.known[code] for code in sorted(set(frame["sector"])) if code}
    return ReportedPresence(frame, sectors, day, source), remarks


def _keys(cells: pd.Series[str]) -> pd.Series[str]:
    """Fold names, so that an organisation is one however it is written."""
    codes, known = pd.factorize(cells)
    folded = [fold_name(str(w)) for w in known]
    return pd.Series([folded[c] for c in codes], index=cells.index, dtype=object)


def _is_over(cells: pd.Series[str]) -> pd.Series[bool]:
    codes, known = pd.factorize(cells)
    folded = [fold_name(str(w)) for w in known]
    over = [any(w in f for w in _NOT_ACTIVE) and not any(w in f for w in _ACTIVE[:2]) for f in folded]
    return pd.Series([over[c] for c in codes], index=cells.index, dtype=bool)
