"""One view as one slide, in the reader's language or in both: PowerPoint or a picture."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from geo.briefing import Slide, fill_slide, slide_query
from geo.core import LANGS
from geo.export.formats import EXPORT_FORMATS
from geo.export.names import file_stem
from geo.export.pptx import slides_pptx
from geo.export.reproducible_zip import fix_zip_times
from geo.maps import compose_map, map_png

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas

SLIDE_KINDS = {
    "slide": ("pptx", False), "slide-both": ("pptx", True), "slide-shapes": ("shapes", False),
    "slide-shapes-both": ("shapes", True), "slide-png": ("png", False), "slide-png-both": ("png", True),
}  # fmt: skip
"""Kinds of a slide to take away: its form (``shapes``: PowerPoint with the map as shapes to edit), and whether it is
in both languages."""


class TakenSlide(NamedTuple):
    """A file: its name, its content and its media type."""

    name: str
    content: bytes
    media: str


def one_slide(kind: str, view: View, atlas: Atlas, address: str = "") -> TakenSlide:
    """Write a view as one slide with what it says as its title.

    Parameters
    ----------
    kind
        One of `SLIDE_KINDS`. In both languages a deck has a slide of each, the reader's first,
        and pictures come in a ZIP file.
    view
        The view; its language is the reader's.
    atlas
        The loaded plan, regions and observed figures.
    address
        Where the explorer answers, for the way back to the live view.
    """
    form, both = SLIDE_KINDS[kind]
    langs = (view.lang, *(lang for lang in LANGS if lang != view.lang)) if both else (view.lang,)
    part = "slide-shapes" if form == "shapes" else "slide"
    stem = file_stem(view, "map", part) + ("-both" if both else "")
    if form != "png":
        slide = Slide("view", slide_query(view))
        filled = [(fill_slide(slide, atlas, lang), lang) for lang in langs]
        content = slides_pptx(filled, atlas, address, shapes=form == "shapes")
        return TakenSlide(f"{stem}.pptx", content, EXPORT_FORMATS["pptx"].media)
    views = [view.but(lang=lang) for lang in langs]
    pictures = {f"{file_stem(one, 'map', 'slide')}.png": _picture(one, atlas) for one in views}
    if not both:
        return TakenSlide(f"{stem}.png", next(iter(pictures.values())), "image/png")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, picture in pictures.items():
            folder.writestr(name, picture)
    return TakenSlide(f"{stem}.zip", fix_zip_times(out.getvalue(), atlas.plan.file_date), "application/zip")


def _picture(view: View, atlas: Atlas) -> bytes:
    """Draw the map under what it says, in the shape of a slide."""
    content = fill_slide(Slide("view", slide_query(view)), atlas, view.lang)
    drawn = compose_map(view.but(region=None), atlas)
    return map_png(dataclasses.replace(drawn, title=content.title, subtitle=content.subtitle), atlas, "16:9")
