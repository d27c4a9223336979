"""The file formats: what the command line and the pages offer to take away, each by one name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import NO_SHAPES, SEVERAL_COUNTRIES
from geo.briefing import default_storyline, profile_region, storyline_of_view
from geo.core import N_, DataError, Problem, View
from geo.export.data_package import TABLES, map_package, map_table
from geo.export.gis import map_geojson, map_geopackage
from geo.export.html_deck import deck_html
from geo.export.names import file_stem, story_words
from geo.export.pdf_pages import briefing_pdf
from geo.export.pdf_paper import PAPERS
from geo.export.pdf_region import region_pdf
from geo.export.pptx import briefing_pptx
from geo.export.tabular import table_json
from geo.export.xlsx import map_workbook
from geo.maps import PRINT_SIZES, compose_map, map_png

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from geo.briefing import Storyline
    from geo.maps import ThematicMap
    from geo.store import Atlas


@dataclass(frozen=True)
class ExportOrder:
    """What is wanted in a file: a view, the storyline of its briefing, the paper or size of a picture.

    ``address`` is where the explorer answers, for the way from a slide to its live view.
    ``told`` stands in the name of a briefing whose storyline is the reader's own.
    """

    view: View
    story: Storyline
    paper: str = ""
    address: str = ""
    told: str = ""

    def paper_among(self, known: Container[str], default: str) -> str:
        """Return the paper if it is known, else the default."""
        return self.paper if self.paper in known else default


def export_order(
    view: View, atlas: Atlas, story: Storyline | None = None, paper: str = "", address: str = ""
) -> ExportOrder:
    """Order files of a view; the briefing is the storyline's, else that of the view, else the plan's own."""
    plain = view.but(lang="en", region=None, plan=View().plan).query() == ""
    usual = default_storyline(atlas) if plain else storyline_of_view(view, atlas)
    told = "" if story is None or story == usual else story_words(story)
    return ExportOrder(view, story or usual, paper, address, told)


def export_file(name: str, order: ExportOrder, atlas: Atlas) -> bytes:
    """Write one file in memory.

    Parameters
    ----------
    name
        One of `EXPORT_FORMATS`.
    order
        View, storyline and paper.
    atlas
        The loaded plan, regions and observed figures.

    Raises
    ------
    DataError
        If the plan or its country has not what the file is made of, or if a region's page is
        wanted and the view names no region.
    """
    lacking = _lacking(EXPORT_FORMATS[name], atlas)
    if lacking is not None:
        raise DataError([lacking])
    return EXPORT_FORMATS[name].write(order, atlas)


def possible_formats(view: View, atlas: Atlas) -> tuple[str, ...]:
    """List the formats that a view can be written in."""
    of_region = view.region is not None
    return tuple(name for name, form in EXPORT_FORMATS.items()
                 if _lacking(form, atlas) is None and (of_region or form.about != "region"))  # fmt: skip


def _lacking(form: FileFormat, atlas: Atlas) -> Problem | None:
    """Say what a plan or its country lacks for a format; None where nothing."""
    plan = atlas.plan
    if form.needs_shapes and not atlas.mapped and plan.regional:
        return Problem(plan.code, SEVERAL_COUNTRIES, details={"countries": ", ".join(plan.countries)})
    if form.needs_shapes and not atlas.mapped:
        return Problem(plan.code, NO_SHAPES, details={"country": plan.country, "code": plan.country})
    if form.about == "region" and plan.header_only:
        return Problem(plan.code, N_("a region’s page needs the plan’s sectors; only its header is known here"))
    return None


def export_name(name: str, order: ExportOrder) -> str:
    """Name a file by plan, content, language and whatever differs from the default view: mli-2023-2024-unmet-fr.png."""
    form = EXPORT_FORMATS[name]
    told = order.told if form.about == "briefing" else ""
    return f"{file_stem(order.view, form.about, form.part, told)}.{form.suffix}"


def kit_name(order: ExportOrder) -> str:
    """Name the folder of all files of an order, as one ZIP."""
    return f"{file_stem(order.view, 'map', 'kit', order.told)}.zip"


@dataclass(frozen=True)
class FileFormat:
    """A file format: what it is about (map, briefing or region), its suffix, its media type and its writer.

    ``part`` names a table that stands beside the map's own.
    """

    about: str
    suffix: str
    media: str
    write: Callable[[ExportOrder, Atlas], bytes]
    needs_shapes: bool = True
    part: str = ""


def _region(order: ExportOrder, atlas: Atlas) -> bytes:
    view, known = order.view, [str(r) for r in atlas.regions[order.view.areas].frame.index]
    if view.region is None or view.region not in known:
        text = N_("a region’s page needs a region in the view; expected one of {known}")
        details = {"known": ", ".join(known)}
        raise DataError([Problem("view", text, column="region", value=view.region, details=details)])
    return region_pdf(profile_region(view, atlas, view.region), atlas, order.paper_among(PAPERS, "a4-portrait"))


def _of_map(write: Callable[[ThematicMap, Atlas], bytes | str]) -> Callable[[ExportOrder, Atlas], bytes]:
    """Return the writer of a format that holds one map; text becomes UTF-8."""

    def written(order: ExportOrder, atlas: Atlas) -> bytes:
        content = write(compose_map(order.view, atlas), atlas)
        return content.encode() if isinstance(content, str) else content

    return written


def _table(part: str) -> Callable[[ThematicMap, Atlas], str]:
    """Return the writer of a table that stands beside a map's own."""
    return lambda drawn, atlas: map_table(drawn, atlas, part)


_OFFICE = "application/vnd.openxmlformats-officedocument"
EXPORT_FORMATS: dict[str, FileFormat] = {
    "html": FileFormat("briefing", "html", "text/html",
                       lambda o, a: deck_html(o.story, a, o.view.lang, o.address).encode(), needs_shapes=False),
    "pptx": FileFormat("briefing", "pptx", f"{_OFFICE}.presentationml.presentation",
                       lambda o, a: briefing_pptx(o.story, a, o.view.lang, o.address), needs_shapes=False),
    "pdf": FileFormat("briefing", "pdf", "application/pdf",
                      lambda o, a: briefing_pdf(o.story, a, o.view.lang, o.paper_among(PAPERS, "a4"), o.address),
                      needs_shapes=False),
    "region": FileFormat("region", "pdf", "application/pdf", _region),
    "png": FileFormat("map", "png", "image/png",
                      lambda o, a: map_png(compose_map(o.view, a), a, o.paper_among(PRINT_SIZES, "16:9"))),
    "xlsx": FileFormat("map", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", _of_map(map_workbook), needs_shapes=False),
    "gpkg": FileFormat("map", "gpkg", "application/geopackage+sqlite3", _of_map(map_geopackage)),
    "geojson": FileFormat("map", "geojson", "application/geo+json", _of_map(map_geojson)),
    "csv": FileFormat("map", "csv", "text/csv", _of_map(map_table), needs_shapes=False),
    "csv-excel": FileFormat("map", "csv", "text/csv", _of_map(lambda m, a: map_table(m, a, excel=True)),
                            needs_shapes=False, part="excel"),
    "json": FileFormat("map", "json", "application/json", _of_map(table_json), needs_shapes=False),
    **{part: FileFormat("map", "csv", "text/csv", _of_map(_table(part)), needs_shapes=False, part=part)
       for part in TABLES if part},
    "datapackage": FileFormat("map", "json", "application/json", _of_map(map_package), needs_shapes=False,
                              part="datapackage"),
    "pptx-shapes": FileFormat("briefing", "pptx", f"{_OFFICE}.presentationml.presentation",
                              lambda o, a: briefing_pptx(o.story, a, o.view.lang, o.address, shapes=True),
                              part="shapes"),
}  # fmt: skip
