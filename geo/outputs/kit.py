"""Every file to take away, by one name each: what the command line and the pages offer."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo import printmap, profile, storyline, tables, thematic
from geo.atlas import NO_SHAPES
from geo.errors import DataError, Problem
from geo.i18n import N_
from geo.outputs import deck, layers, pages, region_page, sheets, slides
from geo.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas import Atlas
    from geo.storyline import Storyline


@dataclass(frozen=True)
class Order:
    """What is wanted: a view, the storyline of its briefing, the paper or size of a picture."""

    view: View
    story: Storyline
    paper: str = ""


def order(view: View, atlas: Atlas, story: Storyline | None = None, paper: str = "") -> Order:
    """Make an order; the briefing is the storyline's, else that of the view, else the plan's own."""
    if story is None:
        plain = view.but(lang="en", region=None, plan=View().plan).query() == ""
        story = storyline.default(atlas) if plain else storyline.of_view(view, atlas)
    return Order(view, story, paper)


def make(kind: str, wanted: Order, atlas: Atlas) -> bytes:
    """Make one file.

    Parameters
    ----------
    kind
        One of `KINDS`.
    wanted
        View, storyline and paper.
    atlas
        The loaded plan, regions and observed figures.

    Raises
    ------
    DataError
        If the plan or its country has not what the file is made of, or if a region's page is
        wanted and the view names no region.
    """
    lacking = _lacking(kind, atlas)
    if lacking is not None:
        raise DataError([lacking])
    return KINDS[kind].make(wanted, atlas)


def possible(view: View, atlas: Atlas) -> tuple[str, ...]:
    """List the kinds of file that can be made of a view."""
    of_region = view.region is not None
    return tuple(k for k, kind in KINDS.items()
                 if _lacking(k, atlas) is None and (of_region or kind.about != "region"))  # fmt: skip


def _lacking(kind: str, atlas: Atlas) -> Problem | None:
    """Say what a kind of file lacks; None where it can be made."""
    plan = atlas.plan
    if KINDS[kind].drawn and not atlas.mapped:
        return Problem(plan.code, NO_SHAPES, details={"country": plan.country, "code": plan.country})
    if KINDS[kind].about == "region" and plan.header_only:
        return Problem(plan.code, N_("a region’s page needs the plan’s sectors; only its header is known here"))
    return None


def name(kind: str, wanted: Order) -> str:
    """Name a file by plan, content and language: mli-2023-2024-unmet-fr.png."""
    about = {"briefing": "briefing", "region": f"region-{wanted.view.region}"}.get(
        KINDS[kind].about, wanted.view.measure
    )
    return f"{wanted.view.plan}-{about}-{wanted.view.lang}.{KINDS[kind].suffix}"


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is about (map, briefing or region), its suffix, its media type and its maker.

    ``drawn`` says that shapes are drawn in it.
    """

    about: str
    suffix: str
    media: str
    make: Callable[[Order, Atlas], bytes]
    drawn: bool = True


def _html(wanted: Order, atlas: Atlas) -> bytes:
    return deck.html(wanted.story, atlas, wanted.view.lang).encode()


def _pptx(wanted: Order, atlas: Atlas) -> bytes:
    return slides.pptx(wanted.story, atlas, wanted.view.lang)


def _pdf(wanted: Order, atlas: Atlas) -> bytes:
    paper = wanted.paper if wanted.paper in pages.PAPERS else "a4"
    return pages.pdf(wanted.story, atlas, wanted.view.lang, paper)


def _region(wanted: Order, atlas: Atlas) -> bytes:
    view = wanted.view
    if view.region is None or view.region not in atlas.regions[view.areas].frame.index:
        known = ", ".join(str(r) for r in atlas.regions[view.areas].frame.index)
        expected = N_("a region’s page needs a region in the view; expected one of {known}")
        raise DataError([Problem("view", expected, column="region", value=view.region, details={"known": known})])
    paper = wanted.paper if wanted.paper in pages.PAPERS else "a4-portrait"
    return region_page.region_pdf(profile.profile(view, atlas, view.region), atlas, paper)


def _png(wanted: Order, atlas: Atlas) -> bytes:
    size = wanted.paper if wanted.paper in printmap.SIZES else "16:9"
    return printmap.png(thematic.compose(wanted.view, atlas), atlas, size)


def _xlsx(wanted: Order, atlas: Atlas) -> bytes:
    return sheets.xlsx(thematic.compose(wanted.view, atlas), atlas)


def _gpkg(wanted: Order, atlas: Atlas) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        layers.gpkg(thematic.compose(wanted.view, atlas), atlas, path)
        return path.read_bytes()


def _geojson(wanted: Order, atlas: Atlas) -> bytes:
    return layers.geojson(thematic.compose(wanted.view, atlas), atlas).encode()


def _csv(wanted: Order, atlas: Atlas) -> bytes:
    return tables.to_file(tables.rows(thematic.compose(wanted.view, atlas), atlas)).encode()


def _json(wanted: Order, atlas: Atlas) -> bytes:
    return tables.to_json(thematic.compose(wanted.view, atlas), atlas).encode()


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    "html": Kind("briefing", "html", "text/html", _html),
    "pptx": Kind("briefing", "pptx", f"{_OFFICE}.presentationml.presentation", _pptx),
    "pdf": Kind("briefing", "pdf", "application/pdf", _pdf),
    "region": Kind("region", "pdf", "application/pdf", _region),
    "png": Kind("map", "png", "image/png", _png),
    "xlsx": Kind("map", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", _xlsx, drawn=False),
    "gpkg": Kind("map", "gpkg", "application/geopackage+sqlite3", _gpkg),
    "geojson": Kind("map", "geojson", "application/geo+json", _geojson),
    "csv": Kind("map", "csv", "text/csv", _csv, drawn=False),
    "json": Kind("map", "json", "application/json", _json, drawn=False),
}
