"""Files to take away, made when asked for, with a sign of progress."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import streamlit as st

from geo import export
from geo.core import N_, DataError
from pages.parts import briefing_builder, notices, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.briefing import Storyline
    from geo.core import View
    from geo.export import ExportOrder

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
    """Offer a map's files, and to pin the view to the briefing."""
    t = session.words()
    with st.container(horizontal=True):
        _offer(("png", "xlsx", "gpkg", "geojson", "csv", "csv-excel", "html", "pptx", "pdf"), view, None, key)
        st.button(t("Pin this view"), key=f"pin-{key}", on_click=briefing_builder.pin, args=(view,),
                  help=t("Adds this map as a slide of the briefing."))  # fmt: skip


def of_briefing(view: View, story: Storyline) -> None:
    """Offer the briefing's files."""
    _offer(("html", "pptx", "pdf", _FOLDER), view, story, "briefing")


def of_region(view: View) -> None:
    """Offer the region's page as PDF."""
    _offer(("region",), view, None, "region")


@st.fragment
def _offer(formats: Sequence[str], view: View, story: Storyline | None, key: str) -> None:
    """Offer files; what there is to choose from is made when the reader opens it."""
    t = session.words()
    possible = (*export.possible_formats(view, session.atlas()), _FOLDER)
    names = {f: t(_NAMES[f]) for f in formats if f in possible}
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
                    chosen, export.export_order(view, session.atlas(), story, paper)
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
