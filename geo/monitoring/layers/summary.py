"""The small table that a layer's records become: one row per measure, place and period, fit to be drawn and shown."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem
from geo.monitoring.layers.withholding import untold_lines, withheld_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.monitoring.layers.partial_sums import Part
    from geo.monitoring.layers.profile import LayerMeasure, LayerProfile

COLUMNS = ("layer", "measure", "place", "level", "period", "value", "n", "withheld", "synthetic")
EVERYWHERE = ""
"""Place of a row that is of the whole country."""


@dataclass(frozen=True, eq=False)
class LayerSummary:
    """A layer's figures per place and period.

    ``table`` has `COLUMNS`: ``place`` is a slug, a cercle or a hexagon, empty for the whole
    country; ``period`` is its first day; ``n`` counts the records behind a value and is
    missing, as the value is, where the row is ``withheld``. A place and period without a row
    was not observed: it is not zero.
    """

    layer: str
    level: str
    period: str
    table: pd.DataFrame

    @property
    def synthetic(self) -> bool:
        """Whether any of the records were made by the generator."""
        return bool(self.table["synthetic"].any())

    def csv(self) -> str:
        """Write the table as CSV, the period's length in a column of its own."""
        written = self.table.assign(every=self.period)
        written["period"] = written["period"].dt.strftime("%Y-%m-%d")
        return str(written.to_csv(index=False, lineterminator="\n"))


@dataclass(frozen=True)
class Grid:
    """What a table has a row for: places of a level by number (none where a number is a hexagon), and periods.

    ``level`` is ``region``, ``cercle`` or ``h3``; ``parents`` has the region of each cercle,
    where sums of regions stand beside the cercles.
    """

    codes: tuple[str, ...]
    level: str
    period: str
    parents: Mapping[str, str] | None = None


def summarise_parts(part: Part, profile: LayerProfile, grid: Grid) -> LayerSummary:
    """Lay out what records add up to, with the country's sums, and withhold small groups.

    Parameters
    ----------
    part
        What all records add up to.
    profile
        The layer: its measures, and the smallest group that may be shown.
    grid
        Places and periods.
    """
    rows = [
        _layout(measure, figures, profile, grid)
        for measure in profile.measures
        if (figures := _figures(measure, part)) is not None
    ]
    empty = pd.DataFrame(columns=["measure", "place", "period", "value", "n", "withheld"])
    table = pd.concat(rows, ignore_index=True) if rows else empty
    table = table.assign(layer=profile.code, level=grid.level, synthetic=part.synthetic)
    table["period"] = pd.to_datetime(table["period"])
    return LayerSummary(profile.code, grid.level, grid.period, table[list(COLUMNS)])


def _figures(measure: LayerMeasure, part: Part) -> pd.DataFrame | None:
    """Return place number, period, records and total of a measure; None where no column was there."""
    key = ["place", "period"]
    if measure.code in part.latest:
        return part.latest[measure.code].groupby(key, as_index=False).agg(n=("value", "size"), total=("value", "sum"))
    if measure.code in part.distinct:
        found = part.distinct[measure.code].groupby(key, as_index=False).agg(n=("value", "size"))
        return found.assign(total=found["n"].astype(float))
    return part.sums.get(measure.code)


def _layout(measure: LayerMeasure, figures: pd.DataFrame, profile: LayerProfile, grid: Grid) -> pd.DataFrame:
    """Name the places, add the country's rows, and withhold."""
    places = [grid.codes[n] for n in figures["place"]] if grid.codes else [f"{int(n):x}" for n in figures["place"]]
    cells = figures.assign(place=places)
    lines = [list(group.index) for _, group in cells.groupby("period")]
    lines += [list(group.index) for _, group in cells.groupby("place")]
    if grid.parents is not None:
        above = cells["place"].map(dict(grid.parents))
        lines += [list(group.index) for _, group in cells.groupby([above, "period"])]
    hidden = withheld_cells(cells["n"], lines, profile.smallest)
    whole = cells.groupby("period", as_index=False)[["n", "total"]].sum().assign(place=EVERYWHERE)
    kept_back = untold_lines(lines[: len(whole)], cells["n"], hidden, profile.smallest)
    both = pd.concat([cells.assign(withheld=hidden), whole.assign(withheld=kept_back)], ignore_index=True)
    if measure.aggregation == "distinct":  # the same thing may be in two places: the country's count is not their sum
        both = both[both["place"] != EVERYWHERE]
    value = both["total"] / both["n"] if measure.aggregation in ("mean", "share") else both["total"]
    shown = ~both["withheld"].astype(bool)
    return both.assign(
        measure=measure.code, value=value.where(shown, np.nan), n=both["n"].where(shown, pd.NA).astype("Int64")
    ).drop(columns="total")


def read_summary(raw: bytes, name: str) -> LayerSummary:
    """Read a table that `LayerSummary.csv` wrote.

    Raises
    ------
    DataError
        If it is no such table.
    """
    types: dict[str, Any] = {"place": str, "layer": str, "measure": str, "level": str, "every": str}
    try:
        table = pd.read_csv(io.BytesIO(raw), dtype=types, keep_default_na=False, na_values={"value": [""], "n": [""]})
        table["period"] = pd.to_datetime(table["period"], format="%Y-%m-%d")
        table["n"] = table["n"].astype("Int64")
        first = table.iloc[0]
        return LayerSummary(str(first["layer"]), str(first["level"]), str(first["every"]), table[list(COLUMNS)])
    except (ValueError, KeyError, IndexError) as error:
        expected = N_("this is no table of a layer ({reason}); make it with python -m geo summarise")
        raise DataError([Problem(name, expected, details={"reason": str(error)[:100]})]) from error
