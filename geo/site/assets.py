"""The files that every page of the site needs: Leaflet, the shapes, scripts and style sheets, named by content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.maps import boundaries_script, leaflet_script, leaflet_sheet, map_script, map_sheet
from geo.screen import page_style
from geo.site.data_files import digest

if TYPE_CHECKING:
    from geo.store import Atlas

_HERE = Path(__file__).with_name("static")
_HELD = {
    ":has(aside.filters)": ".holds-filters", ":has(.head)": ".holds-head", ":has(.names)": ".holds-names",
    ":has(nav.tabs)": ".holds-tabs", ":has(.compared)": ".holds-options", ":has(section.panel)": ".holds-panel",
    ":has(iframe)": ".holds-frame", ":has([data-testid=stAlert])": ".holds-alert", ":has(.world-map)": ".holds-world",
    ":has(> .stHtml > :is(aside, section))": ".holds-side", ":has(> .stHtml > section)": ".holds-side",
    ":has(> .st-key-panel-form)": ".holds-form", ":has(> .st-key-deck)": ".holds-deck", ":has(p.day)": ".holds-day",
    ":has(:is(aside.filters, section.panel, nav.tabs))": ":is(.holds-filters, .holds-panel, .holds-tabs)",
}  # fmt: skip
"""What the app's sheet finds by what a wrapper holds has a name in the site: its map is in the page itself, and at each
change of it a browser would look all such wrappers through anew."""
_READING, _LATE = ("packs", "views", "table"), ("find", "offline")
"""The site's own scripts that read its data, and those that a page does not wait for."""


@dataclass(frozen=True)
class Assets:
    """The files by path, the paths of the style sheet and of what runs before a page is painted, and those of scripts.

    Scripts are those of a page of each kind, in their order.
    Among the scripts ``INDEX`` stands for the index of the page's language. Data are asked for once the map is there.
    """

    files: dict[str, bytes]
    sheet: str
    opening: str
    scripts: dict[str, tuple[str, ...]]


def make_assets(atlas: Atlas) -> Assets:
    """Make the files: scripts of pages are ``map``, ``compare``, ``plain`` and ``entrance``."""
    files: dict[str, bytes] = {}

    def add(stem: str, suffix: str, text: str) -> str:
        content = text.encode()
        path = f"assets/{stem}-{digest(content)}.{suffix}"
        files[path] = content
        return path

    own = {file.stem: file.read_text(encoding="utf-8") for file in sorted(_HERE.glob("*.js"))}
    reading, late = ("\n".join(own[name] for name in names) for names in (_READING, _LATE))
    # Few files: a browser asks a host for six at a time, and on a slow line the others wait for a round trip more.
    drawing = add("map", "js", f"{leaflet_script()}\n{map_script()}\n{reading}")
    shapes = add("shapes", "js", boundaries_script(atlas.regions, atlas.basemap))
    site, end = add("site", "js", reading), add("late", "js", late)
    screen, compare, entrance, opening = (
        add(name, "js", own[name]) for name in ("screen", "compare", "entrance", "opening")
    )
    looks = (leaflet_sheet(), map_sheet(), _named_wrappers(page_style()), _text(_HERE / "site.css"))
    sheet = add("site", "css", "\n".join(looks))
    scripts = {
        "map": (drawing, shapes, "INDEX", screen, end),
        "compare": (drawing, shapes, "INDEX", compare, end),
        "plain": (site, "INDEX", end),
        "entrance": (entrance,),
    }
    return Assets(files, sheet, opening, scripts)


def _named_wrappers(sheet: str) -> str:
    for found, name in _HELD.items():
        sheet = sheet.replace(found, name)
    return sheet


def worker(version: str) -> bytes:
    """Write the service worker of a version of the site."""
    return _text(_HERE / "worker.js").replace("{version}", version).encode()


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
