"""A monitoring tool's figures as a session has them: their profile, their tables, what was not used, and alerts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.core import LANGS, N_, translator
from geo.monitoring.indicators import Indicator
from geo.monitoring.labels import OWN
from geo.monitoring.layers.alerts import find_alerts, weekly_counts
from geo.monitoring.layers.shown_sums import EVERYWHERE

if TYPE_CHECKING:
    from geo.monitoring.layers.alerts import Alert
    from geo.monitoring.layers.detail import LayerDetail
    from geo.monitoring.layers.placing import Reasons
    from geo.monitoring.layers.profile import LayerMeasure, LayerProfile
    from geo.monitoring.layers.summary import LayerSummary

PAGE = "monitoring"
SYNTHETIC_STAMP = N_("SYNTHETIC: made by a generator; nobody observed any of this")
_TITLE = N_("{layer}: {measure}, per region")
_MADE = "SYNTHETIC "


@dataclass(frozen=True, eq=False)
class MonitoredLayer:
    """A layer's figures by region, for one session.

    ``file`` is where they are from. ``reasons``, ``read`` and ``placed`` tell of the records,
    where they were read here. ``alerts`` are empty where the table is not of weeks. ``detail``
    is what records say more finely; a table of regions says nothing more.
    """

    profile: LayerProfile
    summary: LayerSummary
    file: str
    alerts: tuple[Alert, ...] = ()
    reasons: Reasons | None = None
    read: int = 0
    placed: int = 0
    detail: LayerDetail | None = None

    @property
    def measures(self) -> tuple[LayerMeasure, ...]:
        """The measures that have a figure."""
        found = set(self.summary.table["measure"])
        return tuple(m for m in self.profile.measures if m.code in found)

    def code(self, measure: LayerMeasure) -> str:
        """Return the code of a measure's indicator; synthetic records say so, as does each file's name."""
        made = "synthetic_" if self.summary.synthetic else ""
        return f"{made}{self.profile.code}_{measure.code}"

    def alerts_at(self, start: object) -> tuple[Alert, ...]:
        """Return the alerts of the period that begins on a day."""
        return tuple(a for a in self.alerts if a.week.date() == start)


def alerts_of(summary: LayerSummary, profile: LayerProfile) -> tuple[Alert, ...]:
    """Find the alerts of a weekly table whose layer compares seasons; none of any other."""
    if summary.period != "week" or not profile.compare:
        return ()
    return tuple(find_alerts(weekly_counts(summary.table, profile.measures[0].code)))


def indicator_of(layer: MonitoredLayer, measure: LayerMeasure) -> Indicator:
    """Make a measure's indicator: the page, the map and every file read there what it is."""
    names: dict[str, str] = {}
    for lang in LANGS:
        name, title = measure.names[lang], layer.profile.name(lang)
        whole = translator(lang)(_TITLE, layer=title, measure=name)
        names |= {
            f"label_{lang}": name[:1].upper() + name[1:], f"name_{lang}": name, f"title_{lang}": whole,
            f"unit_{lang}": measure.units[lang],
        }  # fmt: skip
    code = layer.code(measure)
    return Indicator(
        code=code, page=PAGE, layer="need", kind="share" if measure.is_share else "count", symbol=measure.symbol,
        classes=measure.classes, table=code, value="value", base="base" if measure.is_share else "",
        caveats=() if measure.adds_up else ("no-sum",), hxl="#indicator+num", names=names,
    )  # fmt: skip


def observed_table(layer: MonitoredLayer, measure: LayerMeasure) -> pd.DataFrame:
    """Lay out a measure's figures as observations: a row per day and region, the country's without a region.

    What is withheld has no value and says so; of a share, ``value`` is how many count of ``base``.
    """
    rows = layer.summary.table
    rows = rows[rows["measure"] == measure.code]
    n = rows["n"].astype("Float64")
    value = rows["value"].astype("Float64")
    country = rows["place"] == EVERYWHERE
    source = OWN + (_MADE if layer.summary.synthetic else "") + layer.file
    table = pd.DataFrame(
        {
            "start": rows["period"].astype("datetime64[s]"), "end": rows["period"].astype("datetime64[s]"),
            "reference": "", "kind": layer.summary.period, "together": "", "region": rows["place"].astype(object),
            "areas": pd.Series(np.where(country, "", "2023"), index=rows.index, dtype=object),
            "value": (value * n).round() if measure.is_share else value, "base": n, "source": source,
            "withheld": rows["withheld"].astype(bool),
        }
    )  # fmt: skip
    return table.reset_index(drop=True) if measure.adds_up else table[~country].reset_index(drop=True)
