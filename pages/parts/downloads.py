"""Files to take away, made when asked for, with a sign of progress."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import streamlit as st

from geo import export
from geo.core import N_, DataError, translator
from geo.screen import fill
from pages.parts import briefing_builder, content, notices, own_plans, session, take_away

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.briefing import Storyline
    from geo.core import View
    from geo.export import ExportOrder
    from geo.store import Atlas

_FOLDER = "kit"
"""All files in one ZIP."""
_NAMES = {
    "png": N_("Picture (PNG)"),
    "xlsx": N_("Workbook (XLSX)"),
    "gpkg": N_("GeoPackage for QGIS"),
    "geojson": N_("GeoJSON"),
    "csv": N_("CSV with HXL tags"),
    "csv-excel": N_("CSV for a French Excel"),
    "html": N_("Briefing in one HTML file"),
    "pptx": N_("PowerPoint deck"),
    "pptx-shapes": N_("PowerPoint deck, maps as shapes to edit"),
    "pdf": N_("PDF"),
    "region": N_("PDF of the region"),
    _FOLDER: N_("Everything in one folder (ZIP)"),
}
_PAPERS = {
    "png": ("16:9", "a4", "a4-portrait"),
    "pdf": ("a4", "a4-portrait", "16:9"),
    "region": ("a4-portrait", "a4", "16:9"),
}


def of_map(view: View, key: str) -> None:
    """Offer a map's files, its figures as open data, and to pin the view to the briefing; in a tab that was opened."""
    t = session.words()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choices(
            ("png", "xlsx", "gpkg", "geojson", "csv", "csv-excel", "html", "pptx", "pptx-shapes", "pdf"),
            view,
            None,
            key,
        )
        st.button(t("Pin this view"), key=f"pin-{key}", on_click=briefing_builder.pin, args=(view,),
                  help=t("Adds this map as a slide of the briefing."))  # fmt: skip
    briefing_builder.pinned()
    content.show(_slides, view)
    content.show(_open_data, view)


def _slides(atlas: Atlas, view: View) -> str:
    """Offer the view as one slide at a click: PowerPoint or picture, in the reader's language or in both."""
    t = translator(view.lang)
    known = {
        "slide": t("PowerPoint"), "slide-both": t("PowerPoint, both languages"),
        "slide-shapes": t("PowerPoint, map as shapes to edit"), "slide-png": t("PNG"),
        "slide-png-both": t("PNG, both languages"),
    }  # fmt: skip
    files = [(take_away.address(kind, view), name) for kind, name in known.items()] if atlas.mapped else []
    return fill("one_slide", words=t("This view as one slide: {links}", links=""), files=files)


def _open_data(atlas: Atlas, view: View) -> str:
    if own_plans.name_of(atlas):  # its figures are on no address: they are the session's alone
        return ""
    files = [("table.csv", "CSV (HXL)"), ("table.json", "JSON")]
    files += [("regions.geojson", "GeoJSON")] if atlas.mapped else []
    t = translator(view.lang)
    figures = t("Figures of this map: {links}", links="")
    if atlas.own:  # what only this session knows, no address can give
        files, figures = [], t("Figures that you brought are in this session alone; these files take them along.")
    return fill("open_data", figures=figures, files=files, query=view.query())


def of_briefing(view: View, story: Storyline) -> None:
    """Offer the briefing's files."""
    _offer(("html", "pptx", "pptx-shapes", "pdf", _FOLDER), view, story, "briefing")


def of_region(view: View) -> None:
    """Offer the region's page as PDF, in a tab that was opened."""
    _choices(("region",), view, None, "region")


@st.fragment
def _choices(formats: Sequence[str], view: View, story: Storyline | None, key: str) -> None:
    """Offer files where the reader has opened their place already."""
    if names := _names(formats, view):
        _choice(names, view, story, key)


def _names(formats: Sequence[str], view: View) -> dict[str, str]:
    """Name the formats that a view can be written in."""
    t = session.words()
    possible = (*export.possible_formats(view, session.atlas()), _FOLDER)
    return {f: t(_NAMES[f]) for f in formats if f in possible}


@st.fragment
def _offer(formats: Sequence[str], view: View, story: Storyline | None, key: str) -> None:
    """Offer files; what there is to choose from is made when the reader opens it."""
    t, names = session.words(), _names(formats, view)
    if not names:
        return
    with st.popover(t("Download"), key=f"take-{key}", on_change="rerun") as opened:
        if opened.open:
            _choice(names, view, story, key)


def _choice(names: dict[str, str], view: View, story: Storyline | None, key: str) -> None:
    """Show a choice of formats and papers; the file is made at the click and then waits for its download."""
    t = session.words()
    chosen = st.selectbox(t("File"), list(names), format_func=names.get, key=f"file-{key}")
    papers = _PAPERS.get(chosen, ())
    paper = st.selectbox(t("Paper"), papers, key=f"paper-{key}-{chosen}") if papers else ""
    if st.button(t("Make the file"), key=f"make-{key}", type="primary"):
        st.session_state[f"made-{key}"] = None
        with st.spinner(t("Making the file …")):
            try:
                st.session_state[f"made-{key}"] = _file(
                    chosen, export.export_order(view, session.atlas(), story, paper, session.address())
                )
            except DataError as error:
                notices.refused(error.problems)
    if file := st.session_state.get(f"made-{key}"):
        save_button(*file, key=f"get-{key}")


def save_button(name: str, content: bytes, media: str, key: str) -> None:
    """Offer a file that is made; the page does not run again when it is saved."""
    t = session.words()
    label = t("Download {name}", name=name)
    st.download_button(label, content, name, media, key=key, on_click="ignore")


def _file(chosen: str, order: ExportOrder) -> tuple[str, bytes, str]:
    """Make a file, or all in one ZIP: name, content and media type."""
    atlas = session.atlas()
    if chosen != _FOLDER:
        return (
            export.export_name(chosen, order),
            export.export_file(chosen, order, atlas),
            export.EXPORT_FORMATS[chosen].media,
        )
    out = io.BytesIO()
    formats = export.possible_formats(order.view, atlas)
    bar = st.progress(0.0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for n, name in enumerate(formats, start=1):
            folder.writestr(export.export_name(name, order), export.export_file(name, order, atlas))
            bar.progress(n / len(formats))
    return export.kit_name(order), out.getvalue(), "application/zip"
