"""What the layers share: building a region's value, and classes with their colours and legend."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.maps.circles import CircleScale, circle_legend, draw_circles, draws_circles
from geo.maps.class_breaks import class_colours, class_ends, class_legend, class_of, method_name, method_of
from geo.maps.model import NONE_COLOUR, QUIET, CircleLegend, CircleSize, LegendEntry, RegionValue
from geo.monitoring import WITHHELD, need_state_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.core import Translator, View
    from geo.monitoring import NeedByRegion
    from geo.store import Atlas

STATE_COLOURS = {"none": NONE_COLOUR, "nodata": None, "withheld": None}
"""Fill of a region without a figure; None is the hatch."""


@dataclass(frozen=True)
class LayerContext:
    """The view, data and language that every region of a layer is written from."""

    view: View
    atlas: Atlas
    t: Translator

    @property
    def circled(self) -> bool:
        """Whether amounts are drawn as circles: the indicator's own symbol, unless the reader wants fills."""
        return draws_circles(self.view, self.atlas.indicators[self.view.measure])

    def method(self, scale: ClassScale) -> str:
        """Name the way that the classes of a map of fills were made."""
        return "" if self.circled else scale.method_words(self.t)

    def class_notes(self, scale: ClassScale) -> tuple[str, ...]:
        """Say below a map of fills how its classes were made."""
        return () if self.circled else scale.notes(self.t)

    def colour(self, value: float, scale: ClassScale) -> str:
        """Return the fill of a region with a figure: its class, or quiet under a circle."""
        return QUIET if self.circled else scale.colour(value)

    def circles(
        self, values: Sequence[RegionValue], sizes: dict[str, CircleSize], most: float,
        write: Callable[[float], str], keys: Sequence[tuple[str, str]] = (),
    ) -> tuple[tuple[RegionValue, ...], CircleLegend | None]:  # fmt: skip
        """Draw the regions' circles and write their legend; on a map of fills there is neither."""
        if not self.circled:
            return tuple(values), None
        scale = CircleScale(most, self.atlas.extent)
        drawn = draw_circles(values, sizes, scale, self.atlas.regions[self.view.areas])
        return drawn, circle_legend(drawn, scale, write, keys, self.t)

    def legend(self, values: Sequence[RegionValue], scale: ClassScale, **states: str) -> tuple[LegendEntry, ...]:
        """Write the states without a figure, and on a map of fills its classes; what is not drawn is not counted."""
        missing = self.atlas.regions[self.view.areas].missing if self.atlas.mapped else ()
        values = [v for v in values if v.slug not in missing]
        return state_legend(values, **states) if self.circled else scale.legend(values, self.t, **states)

    def region(self, slug: str, need: NeedByRegion | None = None, **figures: Any) -> RegionValue:  # noqa: ANN401
        """Build a region's value: its names, the observed need that it uses, and the layer's own *figures*."""
        regions = self.atlas.regions[self.view.areas]
        if need is not None:
            figure = need.figures[slug]
            figures |= {"need": figure.value, "remark": need_state_words(figure, self.atlas.regions, self.t)}
        return RegionValue(slug=slug, name=regions.name(slug, self.view.lang), pcode=regions.pcode(slug), **figures)


@dataclass(frozen=True)
class ClassScale:
    """The classes of a layer: upper ends of all but the last, the figure as it is printed, the words of both ends.

    ``method`` is the code of the way that the ends were found.
    """

    breaks: Sequence[float]
    printed: Callable[[float], float]
    start: Callable[[float], str]
    end: Callable[[float], str]
    method: str = ""

    def over(self, maps: Sequence[Sequence[float]], view: View, atlas: Atlas, method: str = "") -> ClassScale:
        """Return the same scale with one set of ends for the figures of all *maps*, by the view's way or *method*."""
        indicator = atlas.indicators[view.measure]
        method = method or method_of(view, indicator)
        ends = class_ends(method, [[self.printed(v) for v in shown] for shown in maps], indicator.threshold)
        return replace(self, breaks=ends, method=method if ends else "")

    def method_words(self, t: Translator) -> str:
        """Name the way that the ends were found; nothing where there is one class at most."""
        return method_name(self.method, t) if self.method else ""

    def notes(self, t: Translator) -> tuple[str, ...]:
        """Say below a map how its classes were made."""
        return (t("Classes: {method}.", method=self.method_words(t)),) if self.method else ()

    def colour(self, value: float) -> str:
        """Return a value's fill, by the figure that is printed for it."""
        return class_colours(self.breaks)[class_of(self.printed(value), self.breaks)]

    def legend(self, values: Sequence[RegionValue], t: Translator, **states: str) -> tuple[LegendEntry, ...]:
        """Write the legend: states without a figure, named by *states*, then the classes, the last of several open."""

        def label(low: float, high: float) -> str:
            if math.isinf(high):
                return t("above {low}", low=self.end(low))
            return self.end(high) if low == high else f"{self.start(low)} – {self.end(high)}"

        known = [self.printed(v.value) for v in values if v.value is not None]
        return (*state_legend(values, **states), *class_legend(known, self.breaks, label))


def state_legend(values: Sequence[RegionValue], **states: str) -> tuple[LegendEntry, ...]:
    """Write an entry for each state without a figure that a region is in."""
    counts = {state: sum(v.state == state for v in values) for state in states}
    return tuple(
        LegendEntry(words, STATE_COLOURS[s], counts[s], WITHHELD if s == WITHHELD else "")
        for s, words in states.items()
        if counts[s]
    )
