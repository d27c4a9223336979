"""Every file to take away, by one name each: what the command line and the pages offer."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis import NO_SHAPES
from geo.briefing import default_storyline, profile_region, storyline_of_view
from geo.core import N_, DataError, Problem, View
from geo.export.gis import map_geojson, write_geopackage
from geo.export.html_deck import deck_html
from geo.export.pdf_pages import briefing_pdf
from geo.export.pdf_paper import PAPERS
from geo.export.pdf_region import region_pdf
from geo.export.pptx import briefing_pptx
from geo.export.tabular import csv_file, table_json, table_rows
from geo.export.xlsx import map_workbook
from geo.maps import PRINT_SIZES, compose_map, map_png

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.briefing import Storyline
    from geo.store import Atlas


@dataclass(frozen=True)
class ExportOrder:
    """What is wanted: a view, the storyline of its briefing, the paper or size of a picture."""

    view: View
    story: Storyline
    paper: str = ""


def export_order(view: View, atlas: Atlas, story: Storyline | None = None, paper: str = "") -> ExportOrder:
    """Make an order; the briefing is the storyline's, else that of the view, else the plan's own."""
    if story is None:
        plain = view.but(lang="en", region=None, plan=View().plan).query() == ""
        story = default_storyline(atlas) if plain else storyline_of_view(view, atlas)
    return ExportOrder(view, story, paper)


def export_file(kind: str, wanted: ExportOrder, atlas: Atlas) -> bytes:
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
    return EXPORT_FORMATS[kind].make(wanted, atlas)


def possible_formats(view: View, atlas: Atlas) -> tuple[str, ...]:
    """List the kinds of file that can be made of a view."""
    of_region = view.region is not None
    return tuple(k for k, kind in EXPORT_FORMATS.items()
                 if _lacking(k, atlas) is None and (of_region or kind.about != "region"))  # fmt: skip


def _lacking(kind: str, atlas: Atlas) -> Problem | None:
    """Say what a kind of file lacks; None where it can be made."""
    plan = atlas.plan
    if EXPORT_FORMATS[kind].drawn and not atlas.mapped:
        return Problem(plan.code, NO_SHAPES, details={"country": plan.country, "code": plan.country})
    if EXPORT_FORMATS[kind].about == "region" and plan.header_only:
        return Problem(plan.code, N_("a region’s page needs the plan’s sectors; only its header is known here"))
    return None


def export_name(kind: str, wanted: ExportOrder) -> str:
    """Name a file by plan, content and language: mli-2023-2024-unmet-fr.png."""
    about = {"briefing": "briefing", "region": f"region-{wanted.view.region}"}.get(
        EXPORT_FORMATS[kind].about, wanted.view.measure
    )
    return f"{wanted.view.plan}-{about}-{wanted.view.lang}.{EXPORT_FORMATS[kind].suffix}"


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is about (map, briefing or region), its suffix, its media type and its maker.

    ``drawn`` says that shapes are drawn in it.
    """

    about: str
    suffix: str
    media: str
    make: Callable[[ExportOrder, Atlas], bytes]
    drawn: bool = True


def _html(wanted: ExportOrder, atlas: Atlas) -> bytes:
    return deck_html(wanted.story, atlas, wanted.view.lang).encode()


def _pptx(wanted: ExportOrder, atlas: Atlas) -> bytes:
    return briefing_pptx(wanted.story, atlas, wanted.view.lang)


def _pdf(wanted: ExportOrder, atlas: Atlas) -> bytes:
    paper = wanted.paper if wanted.paper in PAPERS else "a4"
    return briefing_pdf(wanted.story, atlas, wanted.view.lang, paper)


def _region(wanted: ExportOrder, atlas: Atlas) -> bytes:
    view = wanted.view
    if view.region is None or view.region not in atlas.regions[view.areas].frame.index:
        known = ", ".join(str(r) for r in atlas.regions[view.areas].frame.index)
        expected = N_("a region’s page needs a region in the view; expected one of {known}")
        raise DataError([Problem("view", expected, column="region", value=view.region, details={"known": known})])
    paper = wanted.paper if wanted.paper in PAPERS else "a4-portrait"
    return region_pdf(profile_region(view, atlas, view.region), atlas, paper)


def _png(wanted: ExportOrder, atlas: Atlas) -> bytes:
    size = wanted.paper if wanted.paper in PRINT_SIZES else "16:9"
    return map_png(compose_map(wanted.view, atlas), atlas, size)


def _xlsx(wanted: ExportOrder, atlas: Atlas) -> bytes:
    return map_workbook(compose_map(wanted.view, atlas), atlas)


def _gpkg(wanted: ExportOrder, atlas: Atlas) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.gpkg"
        write_geopackage(compose_map(wanted.view, atlas), atlas, path)
        return path.read_bytes()


def _geojson(wanted: ExportOrder, atlas: Atlas) -> bytes:
    return map_geojson(compose_map(wanted.view, atlas), atlas).encode()


def _csv(wanted: ExportOrder, atlas: Atlas) -> bytes:
    return csv_file(table_rows(compose_map(wanted.view, atlas), atlas)).encode()


def _json(wanted: ExportOrder, atlas: Atlas) -> bytes:
    return table_json(compose_map(wanted.view, atlas), atlas).encode()


_OFFICE = "application/vnd.openxmlformats-officedocument"
EXPORT_FORMATS: dict[str, Kind] = {
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
