"""The small table that a layer's records become: one row per measure, place and period, fit to be drawn and shown."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem
from geo.monitoring.layers.shown_sums import EVERYWHERE, withheld_figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.monitoring.layers.partial_sums import Part
    from geo.monitoring.layers.profile import LayerMeasure, LayerProfile

_KEY = ["place", "period"]
ALL_TIME = "1970-01-01"
"""Day that stands for the one period of a table over all time; it is not written."""
COLUMNS = ("layer", "measure", "place", "level", "period", "value", "n", "withheld", "synthetic")


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
        written["period"] = "" if self.period == "all" else written["period"].dt.strftime("%Y-%m-%d")
        return str(written.to_csv(index=False, lineterminator="\n"))


@dataclass(frozen=True)
class Grid:
    """What a table has a row for: places of a level by number (none where a number is a hexagon), and periods.

    ``level`` is ``region``, ``cercle`` or ``h3``; ``parents`` has the region of each cercle,
    whose sums another table shows.
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
    figures = {m.code: f for m in profile.measures if (f := _figures(m, part, grid)) is not None}
    hidden = withheld_figures({code: f.set_index(_KEY)["n"] for code, f in figures.items()}, profile, grid)
    rows = [_layout(profile.measure(code), f, hidden[code]) for code, f in figures.items()]
    empty = pd.DataFrame(columns=["measure", "place", "period", "value", "n", "withheld"])
    table = pd.concat(rows, ignore_index=True) if rows else empty
    table = table.assign(layer=profile.code, level=grid.level, synthetic=part.synthetic)
    table["period"] = pd.to_datetime(table["period"])
    return LayerSummary(profile.code, grid.level, grid.period, table[list(COLUMNS)])


def _figures(measure: LayerMeasure, part: Part, grid: Grid) -> pd.DataFrame | None:
    """Return place, period, records and total of a measure, the country's last; None where no column was there."""
    found = place_figures(measure, part)
    if found is None:
        return None
    places = [grid.codes[n] for n in found["place"]] if grid.codes else [f"{int(n):x}" for n in found["place"]]
    found = found.assign(place=places)
    whole = found.groupby("period", as_index=False)[["n", "total"]].sum().assign(place=EVERYWHERE)
    return pd.concat([found, whole], ignore_index=True)


def place_figures(measure: LayerMeasure, part: Part) -> pd.DataFrame | None:
    """Return number of the place, period, records and total of a measure; None where no column was there."""
    if measure.code in part.latest:
        found = part.latest[measure.code].groupby(_KEY, as_index=False).agg(n=("value", "size"), total=("value", "sum"))
    elif measure.code in part.distinct:
        found = part.distinct[measure.code].groupby(_KEY, as_index=False).agg(n=("value", "size"))
        found["total"] = found["n"].astype(float)
    elif measure.code in part.sums:
        found = part.sums[measure.code]
    else:
        return None
    return found


def _layout(measure: LayerMeasure, figures: pd.DataFrame, hidden: pd.Series[bool]) -> pd.DataFrame:
    """Write a measure's values, none where they are withheld."""
    held = hidden.reindex(pd.MultiIndex.from_frame(figures[_KEY])).to_numpy()
    value = values_of(measure, figures)
    laid = figures.assign(
        measure=measure.code, value=value.where(~held, np.nan), n=figures["n"].where(~held, pd.NA).astype("Int64"),
        withheld=held,
    ).drop(columns="total")  # fmt: skip
    # The same thing may be in two places: the country's count is not the sum of different things per place.
    return laid[laid["place"] != EVERYWHERE] if measure.aggregation == "distinct" else laid


def values_of(measure: LayerMeasure, figures: pd.DataFrame) -> pd.Series[float]:
    """Return what a measure's records come to: their mean, or their sum."""
    return figures["total"] / figures["n"] if measure.aggregation in ("mean", "share") else figures["total"]


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
        table["period"] = pd.to_datetime(table["period"].replace("", ALL_TIME), format="%Y-%m-%d")
        table["n"] = table["n"].astype("Int64")
        first = table.iloc[0]
        return LayerSummary(str(first["layer"]), str(first["level"]), str(first["every"]), table[list(COLUMNS)])
    except (ValueError, KeyError, IndexError) as error:
        expected = N_("this is no table of a layer ({reason}); make it with python -m geo summarise")
        raise DataError([Problem(name, expected, details={"reason": str(error)[:100]})]) from error
