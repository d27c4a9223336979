"""Files to take away, made when asked for, with a sign of progress."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import streamlit as st

from geo.core import N_, DataError
from geo.export import EXPORT_FORMATS, ExportOrder, export_file, export_name, export_order, possible_formats
from pages.parts import briefing_builder, notices, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.briefing import Storyline
    from geo.core import View

_NAMES = {
    "png": N_("Picture (PNG)"),
    "xlsx": N_("Workbook (XLSX)"),
    "gpkg": N_("GeoPackage for QGIS"),
    "geojson": N_("GeoJSON"),
    "csv": N_("CSV with HXL tags"),
    "html": N_("Briefing in one HTML file"),
    "pptx": N_("PowerPoint deck"),
    "pdf": N_("PDF"),
    "region": N_("PDF of the region"),
}
_PAPERS = {
    "png": ("16:9", "a4", "a4-portrait"),
    "pdf": ("a4", "a4-portrait", "16:9"),
    "region": ("a4-portrait", "a4", "16:9"),
}
_KIT = "kit"


def of_map(view: View, key: str) -> None:
    """Offer a map's files, and to pin the view to the briefing."""
    t = session.words()
    left, right = st.columns([1, 1])
    with left:
        _offer(("png", "xlsx", "gpkg", "geojson", "csv", "html", "pptx", "pdf"), view, None, key)
    right.button(t("Pin this view"), key=f"pin-{key}", on_click=briefing_builder.pin, args=(view,),
                 help=t("Adds this map as a slide of the briefing."))  # fmt: skip


def of_briefing(view: View, story: Storyline) -> None:
    """Offer the briefing's files."""
    _offer(("html", "pptx", "pdf", _KIT), view, story, "briefing")


def of_region(view: View) -> None:
    """Offer the region's page as PDF."""
    _offer(("region",), view, None, "region")


def _offer(kinds: Sequence[str], view: View, story: Storyline | None, key: str) -> None:
    """Show a choice of kinds and papers; the file is made at the click and then waits for its download."""
    t = session.words()
    made_here = possible_formats(view, session.atlas())
    kinds = [k for k in kinds if k == _KIT or k in made_here]
    if not kinds:
        return
    with st.popover(t("Take away")):
        names = {k: t(_NAMES[k]) if k in _NAMES else t("Everything in one folder (ZIP)") for k in kinds}
        kind = st.selectbox(t("File"), list(names), format_func=names.get, key=f"file-{key}")
        papers = _PAPERS.get(kind, ())
        paper = st.selectbox(t("Paper"), papers, key=f"paper-{key}-{kind}") if papers else ""
        if st.button(t("Make the file"), key=f"make-{key}", type="primary"):
            st.session_state[f"made-{key}"] = None
            with st.spinner(t("Making the file …")):
                try:
                    st.session_state[f"made-{key}"] = _made(kind, export_order(view, session.atlas(), story, paper))
                except DataError as error:
                    notices.refused(error.problems)
        made = st.session_state.get(f"made-{key}")
        if made:
            name, content, media = made
            st.download_button(
                t("Download {name}", name=name), content, name, media, key=f"get-{key}", on_click="ignore"
            )


def _made(kind: str, wanted: ExportOrder) -> tuple[str, bytes, str]:
    atlas = session.atlas()
    if kind != _KIT:
        return export_name(kind, wanted), export_file(kind, wanted, atlas), EXPORT_FORMATS[kind].media
    out = io.BytesIO()
    parts = possible_formats(wanted.view, atlas)
    bar = st.progress(0.0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for n, part in enumerate(parts, start=1):
            folder.writestr(export_name(part, wanted), export_file(part, wanted, atlas))
            bar.progress(n / len(parts))
    return f"{wanted.view.plan}-{wanted.view.lang}.zip", out.getvalue(), "application/zip"
