"""A map as it is drawn, before any renderer: values, colours, labels, legend, words, dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.analysis import date_words
from geo.core import N_, Translator, translator

if TYPE_CHECKING:
    from datetime import date

    from geo.analysis import LedgerLine
    from geo.core import Caveat, View
    from geo.monitoring import Indicator

RAMP = ("#d3e3f3", "#9fc3e6", "#5b9bd5", "#2069b4", "#0b3a70")
NONE_COLOUR = "#f3f1ea"
QUIET = "#fbfaf6"
"""Fill of a region that carries a circle."""
FRAME_COLOUR = RAMP[3]
"""Frame around a country in which a sector works nationwide, and lines of a zone."""
CIRCLE_INK, CIRCLE_FILL = "#0b3a70", "#5b9bd5"
BASIS_COLOURS = {"named": RAMP[3], "zone": RAMP[3], "nationwide": "#e4edf6"}
DISCLAIMER = N_(
    "The boundaries and names shown and the designations used on this map do not imply official "
    "endorsement or acceptance by IOM or anyone else."
)
DISCLAIMER_ON_SLIDES = N_(
    "The boundaries and names shown and the designations used on these slides do not imply official "
    "endorsement or acceptance by IOM or anyone else."
)


@dataclass(frozen=True)
class CircleSize:
    """What a circle stands for, as printed: the whole, the part of it that is filled, and one end of its range.

    ``end`` is the end of the range of an estimate that lies farther from the figure, None
    where there is no range.
    """

    whole: float
    filled: float
    end: float | None = None


@dataclass(frozen=True)
class Circle:
    """A region's circle: what it stands for, its radius in degrees of latitude, and where its middle lies.

    ``home`` is the place in its region that it belongs to, None where it stands there.
    """

    size: CircleSize
    radius: float
    lon: float
    lat: float
    home: tuple[float, float] | None = None

    def radius_of(self, amount: float) -> float:
        """Return the radius of another amount on the same scale."""
        return float(self.radius * (amount / self.size.whole) ** 0.5)


@dataclass(frozen=True)
class CircleLegend:
    """The legend of circles: round sizes with their radii in degrees of latitude, largest first, and the parts' words.

    ``keys`` are part (``ring``, ``filled``, ``gap``, ``end``) and words; ``n`` counts the circles.
    """

    sizes: tuple[tuple[str, float], ...]
    keys: tuple[tuple[str, str], ...]
    n: int
    note: str = ""


@dataclass(frozen=True)
class RegionValue:
    """One region as it is drawn: its value, label, colour and tooltip lines.

    ``state`` is ``value`` (a figure), ``none`` (a known zero or absence), ``nodata``
    (no figure exists: hatched) or ``withheld`` (one exists that must not be shown: dotted).
    ``colour`` is a hex fill, None when hatched. ``low`` and ``high`` are the range of
    an estimate over the ways to split. ``need`` is the observed need that the figure uses,
    ``remark`` what it lacks or includes; ``beside`` says what stands next to the figure
    wherever regions are listed; ``short`` is a label for a map on
    which many stand close to each other. ``basis`` is the strongest one on which a sector is
    present, where the map shows that and no count. ``circle`` is the region's amount as a
    circle, None on a map of fills.
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
    need: float | None = None
    remark: str = ""
    beside: str = ""
    short: str = ""
    basis: str = ""
    circle: Circle | None = None

    @property
    def ranges(self) -> bool:
        """Whether the ends of its range are two."""
        return self.low is not None and self.high is not None and self.low != self.high

    @property
    def pattern(self) -> str:
        """How the fill is drawn: ``zone`` in lines (a wider area only), ``withheld`` in dots (a small group)."""
        return "zone" if self.basis == "zone" else "withheld" if self.state == "withheld" else ""

    @property
    def mark(self) -> str:
        """What is printed on the map: the short label, else the label."""
        return self.short or self.label


@dataclass(frozen=True)
class LegendEntry:
    """One row of the legend: label, colour (None: hatch), number of regions in it, and how it is drawn.

    ``pattern`` is ``zone`` for lines in the colour, ``frame`` for a frame around the country,
    ``withheld`` for dots.
    """

    label: str
    colour: str | None
    n: int
    pattern: str = ""


@dataclass(frozen=True)
class NeedStamp:
    """When and by whom the needs on a map were observed; ``words`` say it in the view's language.

    ``parts`` split the national figure (``shown``, ``divided``, ``rest``: code, name,
    people) and ``total`` says it in words; both are empty for a share and where no
    national figure is known.
    """

    words: str
    measure: str
    start: date
    end: date
    sources: tuple[str, ...]
    parts: tuple[tuple[str, str, float], ...] = ()
    total: str = ""


@dataclass(frozen=True)
class BivariateLegend:
    """The legend of two measures at once: three classes of need by three of response.

    ``cells`` are rows from the most need down, each from the least response up:
    colour, number of regions and the sentence of the class. ``needs`` and ``responses``
    name the three classes in the same orders; ``signs`` are those of the cells.
    """

    need: str
    response: str
    needs: tuple[str, ...]
    responses: tuple[str, ...]
    cells: tuple[tuple[tuple[str, int, str], ...], ...]
    signs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class MapLayer:
    """What a measure puts on the map: its regions, its legend and its words."""

    title: str
    unit: str
    regions: tuple[RegionValue, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...] = ()
    estimate: bool = False
    need: NeedStamp | None = None
    bivariate: BivariateLegend | None = None
    caveats: tuple[Caveat, ...] = ()
    times: tuple[tuple[str, date], ...] = ()
    empty: str = ""
    circles: CircleLegend | None = None
    framed: bool = False
    badges: tuple[str, ...] = ()
    method: str = ""


@dataclass(frozen=True)
class ThematicMap:
    """A map with title, legend, dates and sources, complete enough to be drawn by any renderer.

    ``estimate`` says that the values are not the plan's own; ``scenario`` is the stamp of
    a what-if, empty where there is none. ``need`` tells when the needs on the map were
    observed, None where it shows none; ``times`` are the days that it may be set to, with
    their words; ``empty`` is said of a region without lines of its own. ``circles`` is the
    legend of a map of circles. ``framed`` draws a frame around the country: a sector of the
    view works nationwide; ``badges`` are sentences on the map about what it places nowhere.
    ``method`` names the way that values were put into classes.
    """

    view: View
    indicator: Indicator
    title: str
    subtitle: str
    unit: str
    regions: tuple[RegionValue, ...]
    legend: tuple[LegendEntry, ...]
    text_date: date | None
    funding_date: date | None
    sources: tuple[str, ...]
    disclaimer: str
    ledger: tuple[LedgerLine, ...]
    estimate: bool = False
    scenario: str = ""
    notes: tuple[str, ...] = field(default=())
    caveats: tuple[Caveat, ...] = field(default=())
    need: NeedStamp | None = None
    bivariate: BivariateLegend | None = None
    times: tuple[tuple[str, date], ...] = ()
    empty: str = ""
    circles: CircleLegend | None = None
    framed: bool = False
    badges: tuple[str, ...] = ()
    method: str = ""

    @property
    def ranked(self) -> tuple[RegionValue, ...]:
        """The regions with a figure, from the most."""
        return tuple(sorted((r for r in self.regions if r.state == "value"), key=lambda r: -(r.value or 0)))


def alt_text(thematic: ThematicMap) -> str:
    """Say a map in words for those who cannot see it: title, day, and every region with a figure."""
    t = translator(thematic.view.lang)
    figures = t.listed(f"{r.name} {r.label}" for r in thematic.regions if r.label)
    when = f" ({thematic.need.words})" if thematic.need else ""
    return f"{thematic.title}{when}. {figures or t('No region has a figure.')}"


def source_line(thematic: ThematicMap, t: Translator) -> tuple[str, ...]:
    """Write a map's dates, notes, sources, disclaimer and view, as under every map."""
    observed = (f"{thematic.need.words}.",) if thematic.need else ()
    dates = date_words(thematic.text_date, thematic.funding_date, t)
    sources = t("Sources: {sources}.", sources=t.listed(thematic.sources))
    return (*observed, dates, *thematic.notes, sources, thematic.disclaimer)
