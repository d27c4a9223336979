"""Cadre Harmonisé results of a table: people in phase 3 or above and the population of the source, by period."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import N_, Problem, fold_name
from geo.intake.numbers import as_days
from geo.monitoring import MONTHS

if TYPE_CHECKING:
    from datetime import date

    from geo.intake.brought_table import BroughtTable
    from geo.intake.place_match import PlaceReport

COLUMNS = ("start", "end", "reference", "kind", "region", "areas", "cercle", "population", "phase3plus")
NOT_USED = N_("{n} rows are marked as not to be used (usethisperiod) and are left out")
NO_PERIOD = N_("{n} rows have no period that can be read (reference_label such as Jun-Aug, reference_year): left out")
_FRENCH = {"fev": 2, "avr": 4, "mai": 5, "juin": 6, "juil": 7, "aou": 8, "aout": 8, "sept": 9, "janv": 1}
_KEYS = ["start", "end", "reference", "kind", "region", "cercle"]


def count_food_insecure(table: BroughtTable, report: PlaceReport) -> tuple[pd.DataFrame, list[Problem]]:
    """Add up people in phase 3 or above and the population of the analysis, by period, region and cercle.

    Returns
    -------
    DataFrame, list of Problem
        Columns `COLUMNS`. Where a table marks the analysis to be used, the others are left out. The
        population is the source's own, not a census.
    """
    rows = report.rows[["region", "cercle"]].copy()
    rows = rows.join(_ipc(table) if table.has("ipc_phase") else _harmonised(table))
    remarks = []
    use = table.texts("use_period").str.strip().str.casefold()
    unused = use.isin(("n", "no", "non", "0", "false")) | ((use == "") & use.isin(("y", "yes", "oui")).any())
    if table.has("use_period") and unused.any():
        remarks.append(_say(table, NOT_USED, unused.sum()))
        rows = rows[~unused]
    dated = rows["start"].notna()
    if not dated.all():
        remarks.append(_say(table, NO_PERIOD, (~dated).sum()))
    rows = rows[dated & (rows["region"] != "") & rows["population"].gt(0) & rows["phase3plus"].notna()]
    summed = rows.groupby(_KEYS, sort=True)[["population", "phase3plus"]].sum().reset_index()
    return summed.assign(areas=report.areas)[list(COLUMNS)], remarks


def _say(table: BroughtTable, text: str, n: object) -> Problem:
    return Problem(table.file, text, details={"n": str(n)})


def _harmonised(table: BroughtTable) -> pd.DataFrame:
    """Read the columns of a Cadre Harmonisé workbook."""
    people = table.numbers("phase35")
    if not table.has("phase35"):
        people = sum((table.numbers(f"phase{n}").fillna(0) for n in (3, 4, 5)), people.fillna(0))
    periods = _periods(table)
    kind = table.texts("ch_type").map(lambda s: "projected" if fold_name(s).startswith("proj") else "current")
    return periods.assign(kind=kind, population=table.numbers("population"), phase3plus=people)


def _ipc(table: BroughtTable) -> pd.DataFrame:
    """Read the rows of HDX HAPI: one per phase; 3+ where it is given, and all for the population."""
    phase = table.texts("ipc_phase").str.strip()
    people = table.numbers("population_in_phase")
    start, end = as_days(table.series("date_start")), as_days(table.series("date_end"))
    months = [f"{MONTHS[a.month - 1]}-{MONTHS[b.month - 1]}" if pd.notna(a) and pd.notna(b) else ""
              for a, b in zip(start, end, strict=True)]  # fmt: skip
    kind = table.texts("ipc_type").map(lambda s: "current" if fold_name(s).startswith("cur") else "projected")
    everybody = people.where(phase.str.casefold() == "all", 0.0)
    return pd.DataFrame(
        {"start": start, "end": end, "reference": months, "kind": kind, "population": everybody.replace(0.0, 1e-9),
         "phase3plus": people.where(phase == "3+", 0.0)}, index=table.frame.index,
    )  # fmt: skip


def _periods(table: BroughtTable) -> pd.DataFrame:
    """Return start, end and months of each row's reference: Sep-Dec of 2023."""
    labels, years = table.texts("reference_label"), table.numbers("reference_year")
    found = {}
    for label, year in set(zip(labels, years, strict=True)):
        found[label, year] = _period(label, year)
    spans = [found[pair] for pair in zip(labels, years, strict=True)]
    frame = pd.DataFrame(spans, columns=["start", "end", "reference"], index=table.frame.index)
    return frame.astype({"start": "datetime64[s]", "end": "datetime64[s]"})


def _period(label: str, year: float) -> tuple[pd.Timestamp | None, pd.Timestamp | None, str]:
    """Read a period; one that ends in an earlier month than it starts ends in the next year."""
    months = [m for w in re.findall(r"[a-z]+", fold_name(label)) if (m := _month(w))]
    if len(months) != 2 or pd.isna(year):  # noqa: PLR2004 - from and to
        return None, None, ""
    (first, last), whole = months, int(year)
    end = whole + (last < first)
    name = f"{MONTHS[first - 1]}-{MONTHS[last - 1]}"
    return pd.Timestamp(whole, first, 1), pd.Timestamp(end, last, monthrange(end, last)[1]), name


def _month(word: str) -> int:
    english = [m.casefold() for m in MONTHS]
    return _FRENCH.get(word) or (english.index(word[:3]) + 1 if word[:3] in english else 0)


def last_start(rows: pd.DataFrame) -> date | None:
    """Return the start of the latest period; None where there is none."""
    return None if rows.empty else pd.Timestamp(rows["start"].max()).date()
