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

from geo.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.drawn import RegionValue, ThematicMap

ASSETS = Path(__file__).parent / "assets"
LEAFLET = "/assets/leaflet"
DARK_FILLS = ("#2069b4", "#0b3a70")
_BOUNDS = ((10.1, -12.3), (25.05, 4.3))


def hashed_name(stem: str, suffix: str, content: str) -> str:
    """Return a file name that changes with its content, so that it may be cached forever."""
    return f"{stem}-{hashlib.sha256(content.encode()).hexdigest()[:12]}.{suffix}"


class _Regions(JSCSSMixin, MacroElement):
    """Draws ground and regions once, from scripts that the app serves."""

    _template = Template(
        "{% macro script(this, kwargs) %}CRP.start({{ this._parent.get_name() }}, {{ this.options }});{% endmacro %}"
    )

    def __init__(self, scripts: Sequence[str], styles: Sequence[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "regions"
        self.options = json.dumps({"bounds": _BOUNDS})
        self.default_js = [(url, url) for url in scripts]
        self.default_css = [(url, url) for url in styles]


class _Show(MacroElement):
    """Tells the map which painting to show."""

    _template = Template("{% macro script(this, kwargs) %}CRP.show({{ this.words }});{% endmacro %}")

    def __init__(self, words: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "show"
        self.words = words


def base_map(scripts: Sequence[str], styles: Sequence[str]) -> folium.Map:
    """Make the constant map under every view: no tiles, no file from elsewhere.

    Parameters
    ----------
    scripts, styles
        Addresses of the shapes, the painting script and the style sheet.
    """
    made = folium.Map(
        location=(17.4, -4), zoom_start=5, tiles=None, min_zoom=4, max_zoom=10, zoom_snap=0.25, control_scale=False,
        attribution_control=True,
    )  # fmt: skip
    made.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    made.default_css = [("leaflet_css", f"{LEAFLET}/leaflet.css")]
    made.add_child(_Regions(scripts, styles))
    return made


def show(address: str, number: int = 0, selected: str | None = None) -> folium.FeatureGroup:
    """Name to the constant map the painting that it shows from now on.

    Parameters
    ----------
    address
        Where the browser finds the painting, a `payload` as JSON.
    number
        Rises with every choice of the reader: an older answer never repaints a newer one.
    selected
        Slug of the region to outline.
    """
    words = ", ".join(json.dumps(word) for word in (address, number, selected))
    group = folium.FeatureGroup(name="shown")
    group.add_child(_Show(words.replace("</", "<\\/")))
    return group


def payload(drawn: ThematicMap) -> dict[str, Any]:
    """Write a map as the small object that the browser paints from; each text stands in it once."""
    strings: dict[str, int] = {}

    def place(text: str) -> int:
        return strings.setdefault(text, len(strings))

    order = sorted(drawn.regions, key=lambda r: -(r.value or 0))
    regions = {r.slug: {**_region(r, place), "order": order.index(r)} for r in drawn.regions}
    t = translator(drawn.view.lang)
    return {
        "lang": drawn.view.lang,
        "tiles": t("OpenStreetMap tiles (needs internet)"),
        "tilesCredit": "© OpenStreetMap contributors",
        "stamp": drawn.scenario,
        "areas": drawn.view.areas,
        "regions": regions,
        "strings": list(strings),
        "legendTitle": drawn.unit[:1].upper() + drawn.unit[1:],
        "legend": [{"label": e.label, "fill": e.colour, "n": e.n} for e in drawn.legend],
        "empty": t("The plan names no sector here."),
    }


def _region(region: RegionValue, place: Any) -> dict[str, Any]:  # noqa: ANN401 - a local function
    return {
        "fill": region.colour,
        "label": region.label,
        "dark": region.colour in DARK_FILLS,
        "name": place(region.name),
        "tip": [[place(left), place(right)] for left, right in region.tooltip],
    }
