"""The map in a browser: folium objects that carry styles only; shapes travel once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geo.core import translator
from geo.maps.class_breaks import over_days
from geo.maps.web.boundaries_js import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.maps.model import Circle, CircleLegend, LegendEntry, RegionValue, ThematicMap
    from geo.store import Atlas

    Box = tuple[tuple[float, float], tuple[float, float]]

STATIC = Path(__file__).parent / "static"
_SCRIPTS = (
    "geometry", "html", "base", "labels", "fit", "legend", "circles", "repaint", "player", "keyboard", "bridge",
    "create",
)  # fmt: skip
LEAFLET_PATH = "/assets/leaflet"
DARK_FILLS = ("#2069b4", "#0b3a70", "#255e96", "#895c3a", "#534549", "#262b50")
"""Fills with white words; all others have dark ones."""
_MARGIN = 0.05
DEGREES = 5
"""Decimals of a radius: areas stay true to a thousandth."""


def map_script() -> str:
    """Put the map's script together from its files: first what each needs, last what makes a map of all."""
    return "\n".join((STATIC / "map" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)


def map_sheet() -> str:
    """Read the style sheet of a map."""
    return (STATIC / "map.css").read_text(encoding="utf-8")


def hashed_name(stem: str, suffix: str, content: str) -> str:
    """Return a file name that changes with its content, so that it may be cached forever."""
    return f"{stem}-{hashlib.sha256(content.encode()).hexdigest()[:12]}.{suffix}"


class _Regions(JSCSSMixin, MacroElement):
    """Draws basemap and regions once, from scripts that the app serves."""

    _template = Template(
        "{% macro script(this, kwargs) %}CRP.start({{ this._parent.get_name() }}, {{ this.options }});{% endmacro %}"
    )

    def __init__(self, scripts: Sequence[str], styles: Sequence[str], box: Box) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "regions"
        self.options = json.dumps({"bounds": box})
        self.default_js = [(url, url) for url in scripts]
        self.default_css = [(url, url) for url in styles]


class _Show(MacroElement):
    """Tells the map which map style to show."""

    _template = Template("{% macro script(this, kwargs) %}CRP.show({{ this.words }});{% endmacro %}")

    def __init__(self, words: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "show"
        self.words = words


def map_bounds(atlas: Atlas) -> Box:
    """Return the south-western and the north-eastern corner of what a map shows, latitude first."""
    west, south, east, north = atlas.extent
    return (south - _MARGIN, west - _MARGIN), (north + _MARGIN, east + _MARGIN)


def base_map(scripts: Sequence[str], styles: Sequence[str], box: Box) -> folium.Map:
    """Make the constant map under every view: no tiles, no file from elsewhere.

    Parameters
    ----------
    scripts, styles
        Addresses of Leaflet, the shapes, the map's script and their style sheets, in the order of their needs.
    box
        What the map shows first, as of `bounds`.
    """
    middle = [(low + high) / 2 for low, high in zip(*box, strict=True)]
    base = folium.Map(location=middle, zoom_start=5, tiles=None, zoom_snap=0.25)
    base.options.update(min_zoom=4, max_zoom=10)  # folium gives its own words for these to tiles alone
    base.default_js, base.default_css = [], []  # folium names files of other hosts
    base.add_child(_Regions(scripts, styles, box))
    return base


def style_words(address: str, number: int = 0, selected: str | None = None) -> str:
    """Write which map style the constant map shows from now on, as words of its script.

    Parameters
    ----------
    address
        Where the browser finds the map style, a `map_style` as JSON.
    number
        Rises with every choice of the reader: an older answer never repaints a newer one.
    selected
        Slug of the region to outline.
    """
    return ", ".join(json.dumps(word) for word in (address, number, selected)).replace("</", "<\\/")


def show_style(words: str) -> folium.FeatureGroup:
    """Tell the constant map what to show from now on, in the words of `style_words`."""
    group = folium.FeatureGroup(name="shown")
    group.add_child(_Show(words))
    return group


def map_style(thematic: ThematicMap, beside: ThematicMap | None = None, side: str = "") -> dict[str, Any]:
    """Write a map as the small object that the browser paints from; each text stands in it once.

    Parameters
    ----------
    thematic
        The map.
    beside
        The map next to it. Where both have the same classes, the left one's legend
        counts for both and the right one has none.
    side
        ``left`` or ``right`` where there is one beside; without a side both keep their legends.
    """
    strings: dict[str, int] = {}

    def place(text: str) -> int:
        return strings.setdefault(text, len(strings))

    order = sorted(thematic.regions, key=lambda r: -(r.value or 0))
    regions = {r.slug: {**_region(r, place), "order": order.index(r)} for r in thematic.regions}
    t = translator(thematic.view.lang)
    return {
        "lang": thematic.view.lang,
        "tiles": t("OpenStreetMap tiles (needs internet)"),
        "title": thematic.title,
        "stamp": thematic.scenario,
        "areas": thematic.view.areas,
        "regions": regions,
        "strings": list(strings),
        **_legend(thematic, beside, side),
        "legendMethod": thematic.method,
        "square": _bivariate(thematic),
        "framed": thematic.framed,
        "badges": thematic.badges,
        "when": thematic.need.words if thematic.need else "",
        "times": _times(thematic),
        "at": _at(thematic),
        "words": {
            **({"play": t("Play"), "pause": t("Pause"), "day": t("Day of the figures")} if thematic.times else {}),
            "in": t("Zoom in"),
            "out": t("Zoom out"),
            "keys": t("Tab or the arrow keys go from region to region, Enter opens one, Escape leaves the map."),
        },
        "empty": thematic.empty,
    }


def _legend(thematic: ThematicMap, beside: ThematicMap | None, side: str) -> dict[str, Any]:
    """Write the legend; of two maps with one legend, the left one carries it with both counts."""
    t = translator(thematic.view.lang)
    title, count = thematic.unit[:1].upper() + thematic.unit[1:], t("regions")
    if beside is None or not side or not one_legend_serves(thematic, beside):
        entries = [_entry(e, e.n) for e in thematic.legend]
        return {"legendTitle": title, "legendCount": count, "legend": entries, "circles": _circles(thematic.circles)}
    if side == "right":
        return {"legendTitle": "", "legend": [], "circles": None}
    order = {e.label: (e, [e.n, 0]) for e in thematic.legend}
    for e in beside.legend:
        order.setdefault(e.label, (e, [0, 0]))[1][1] = e.n
    counted = [_entry(e, f"{a} · {b}") for e, (a, b) in order.values()]
    return {"legendTitle": title, "legendCount": count, "legend": counted, "circles": _circles(thematic.circles)}


def _entry(entry: LegendEntry, n: int | str) -> dict[str, Any]:
    drawn = {"label": entry.label, "fill": entry.colour, "n": n}
    return drawn | ({"pattern": entry.pattern} if entry.pattern else {})


def _circles(legend: CircleLegend | None) -> dict[str, Any] | None:
    if legend is None:
        return None
    sizes = [(words, round(degrees, DEGREES)) for words, degrees in legend.sizes]
    return {"sizes": sizes, "keys": legend.keys, "note": legend.note}


def one_legend_serves(thematic: ThematicMap, beside: ThematicMap) -> bool:
    """Tell whether two maps have the same classes, so that one legend serves both."""
    first, second = ({e.label: e.colour for e in m.legend if e.colour} for m in (thematic, beside))
    return thematic.view.measure == beside.view.measure and thematic.bivariate is None and not _clash(first, second)


def _clash(first: dict[str, str], second: dict[str, str]) -> bool:
    """Tell whether a label or a colour of one legend means something else in the other."""
    back = {c: label for label, c in second.items()}
    return any(second.get(label, c) != c or back.get(c, label) != label for label, c in first.items())


def _bivariate(thematic: ThematicMap) -> dict[str, Any] | None:
    legend = thematic.bivariate
    if legend is None:
        return None
    return {
        "need": legend.need,
        "response": legend.response,
        "needs": legend.needs,
        "responses": legend.responses,
        "cells": [
            [
                {"fill": fill, "dark": fill in DARK_FILLS, "n": n, "sign": sign, "words": words}
                for (fill, n, words), sign in zip(row, signs, strict=True)
            ]
            for row, signs in zip(legend.cells, legend.signs, strict=True)
        ],
    }


def _times(thematic: ThematicMap) -> list[list[str]]:
    """Write the days of a map: words, view and date; the last day is the view without a date.

    The views have one scale over all days: while days are played, a colour means one thing.
    """
    last = len(thematic.times) - 1
    shown = over_days(thematic.view, thematic.indicator).but(region=None)
    days = []
    for n, (words, day) in enumerate(thematic.times):
        date = None if n == last else day
        days.append([words, shown.but(date=date).query(), "" if date is None else date.isoformat()])
    return days


def _at(thematic: ThematicMap) -> int:
    """Return which of its days a map shows."""
    if thematic.need is None:
        return -1
    return next((n for n, (_, day) in enumerate(thematic.times) if day == thematic.need.start), -1)


def _region(region: RegionValue, place: Any) -> dict[str, Any]:  # noqa: ANN401 - a local function
    return {
        "fill": region.colour,
        "label": region.mark,
        "dark": region.colour in DARK_FILLS and not region.pattern,
        "name": place(region.name),
        "tip": [[place(left), place(right)] for left, right in region.tooltip],
        **({"pattern": region.pattern} if region.pattern else {}),
        **({"circle": _circle(region.circle)} if region.circle else {}),
    }


def _circle(circle: Circle) -> dict[str, Any]:
    """Write where a circle stands, latitude first, and the radii of its parts, degrees of latitude."""
    size = circle.size
    parts = {"ring": size.whole, "filled": size.filled} | ({"end": size.end} if size.end else {})
    radii = {part: round(circle.radius_of(amount), DEGREES) for part, amount in parts.items()}
    home = {"home": [round(x, DECIMALS) for x in reversed(circle.home)]} if circle.home else {}
    return {"at": [round(circle.lat, DECIMALS), round(circle.lon, DECIMALS)], **radii, **home}
