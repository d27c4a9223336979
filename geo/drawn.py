"""A map as it is drawn, before any renderer: values, colours, labels, legend, words, dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.i18n import N_

if TYPE_CHECKING:
    from datetime import date

    from geo.checks import Caveat
    from geo.ledger import Line
    from geo.view import View

RAMP = ("#d3e3f3", "#9fc3e6", "#5b9bd5", "#2069b4", "#0b3a70")
NONE_COLOUR = "#f3f1ea"
BASIS_COLOURS = {"named": RAMP[3], "zone": RAMP[1]}
DISCLAIMER = N_(
    "The boundaries and names shown and the designations used on this map do not imply official "
    "endorsement or acceptance by IOM or anyone else."
)


@dataclass(frozen=True)
class RegionValue:
    """One region as it is drawn: its value, label, colour and tooltip lines.

    ``state`` is ``value`` (a figure), ``none`` (a known zero or absence) or ``nodata``
    (no figure exists: hatched). ``colour`` is a hex fill, None when hatched. ``low`` and
    ``high`` are the range of an estimate over the ways to split.
    """

    slug: str
    name: str
    pcode: str
    state: str
    value: float | None
    label: str
    colour: str | None
    tooltip: tuple[tuple[str, str], ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class LegendEntry:
    """One row of the legend: label, colour (None: hatch) and number of regions in it."""

    label: str
    colour: str | None
    n: int


@dataclass(frozen=True)
class Layer:
    """What a measure puts on the map: its regions, its legend and its words."""

    title: str
    unit: str
    regions: tuple[RegionValue, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...] = ()
    estimate: bool = False


@dataclass(frozen=True)
class ThematicMap:
    """A map with its furniture, complete enough to be drawn by any renderer.

    ``estimate`` says that the values are not the plan's own; ``scenario`` is the stamp of
    a what-if, empty where there is none.
    """

    view: View
    title: str
    subtitle: str
    unit: str
    regions: tuple[RegionValue, ...]
    legend: tuple[LegendEntry, ...]
    text_date: date
    funding_date: date
    sources: tuple[str, ...]
    disclaimer: str
    ledger: tuple[Line, ...]
    estimate: bool = False
    scenario: str = ""
    notes: tuple[str, ...] = field(default=())
    caveats: tuple[Caveat, ...] = field(default=())
