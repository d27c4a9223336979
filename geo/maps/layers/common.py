"""What the layers share: building a region's value, and classes with their colours and legend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.maps.class_breaks import class_legend, class_of
from geo.maps.model import NONE_COLOUR, RAMP, LegendEntry, RegionValue
from geo.monitoring import need_state_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.core import Translator, View
    from geo.monitoring import NeedByRegion
    from geo.store import Atlas

STATE_COLOURS = {"none": NONE_COLOUR, "nodata": None}
"""Fill of a region without a figure; None is the hatch."""


@dataclass(frozen=True)
class LayerContext:
    """The view, data and language that every region of a layer is written from."""

    view: View
    atlas: Atlas
    t: Translator

    def region(self, slug: str, need: NeedByRegion | None = None, **figures: Any) -> RegionValue:  # noqa: ANN401
        """Build a region's value: its names, the observed need that it uses, and the layer's own *figures*."""
        regions = self.atlas.regions[self.view.areas]
        if need is not None:
            figure = need.figures[slug]
            figures |= {"need": figure.value, "remark": need_state_words(figure, self.atlas.regions, self.t)}
        return RegionValue(slug=slug, name=regions.name(slug, self.view.lang), pcode=regions.pcode(slug), **figures)


@dataclass(frozen=True)
class ClassScale:
    """The classes of a layer: upper ends of all but the last, the figure as it is printed, the words of both ends."""

    breaks: Sequence[float]
    printed: Callable[[float], float]
    start: Callable[[float], str]
    end: Callable[[float], str]

    def colour(self, value: float) -> str:
        """Return a value's fill, by the figure that is printed for it."""
        return RAMP[class_of(self.printed(value), self.breaks)]

    def legend(self, values: Sequence[RegionValue], t: Translator, **states: str) -> tuple[LegendEntry, ...]:
        """Write the legend: states without a figure, named by *states*, then the classes, the last one open."""

        def label(low: float, high: float) -> str:
            return t("above {low}", low=self.end(low)) if math.isinf(high) else f"{self.start(low)} – {self.end(high)}"

        known = [self.printed(v.value) for v in values if v.value is not None]
        return (*state_legend(values, **states), *class_legend(known, self.breaks, label))


def state_legend(values: Sequence[RegionValue], **states: str) -> tuple[LegendEntry, ...]:
    """Write an entry for each state without a figure that a region is in."""
    counts = {state: sum(v.state == state for v in values) for state in states}
    return tuple(LegendEntry(words, STATE_COLOURS[s], counts[s]) for s, words in states.items() if counts[s])
