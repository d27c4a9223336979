"""Figures that are kept for the session: what there is, a way back, and files to take along and bring next month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo import export, intake
from geo.core import LANGS, DataError, remember, translator
from geo.intake import (
    KIND_NAMES,
    read_aliases,
    read_session_file,
    write_aliases,
    write_session_file,
)
from pages.parts import editing, figures_preview, figures_state, notices, page_frame, session

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.intake import OwnLayer
    from geo.store import Atlas

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(t: Translator) -> None:
    """List what is kept, each with where it stands and a way to take it off; then the files."""
    layers = figures_state.kept_layers()
    notices.refused(figures_state.server_answers(session.shared_atlas())[1])
    if layers:
        page_frame.part(t("Kept for this session"))
    for layer in layers:
        _line(layer, t)
    with st.container(horizontal=True):
        if figures_state.can_undo():
            st.button(t("Undo the last change"), key="figures-undo", on_click=figures_state.undo)
        _files(layers, t)


def _line(layer: OwnLayer, t: Translator) -> None:
    measure = figures_preview.measure_of(layer)
    page = {"where": "where.py", "funding": "funding.py"}.get(session.atlas().indicators[measure].page, "needs.py")
    with st.container(horizontal=True, vertical_alignment="center"):
        params = figures_preview.view_of(layer, session.current()).params()
        st.page_link(page, label=f"{layer.title} ({t.day(layer.day)})", query_params=params,
                     help=t(KIND_NAMES[layer.kind]))  # fmt: skip
        rest = tuple(la for la in figures_state.kept_layers() if la.code != layer.code)
        st.button(t("Take off"), key=f"off-{layer.code}", on_click=figures_state.keep, args=(rest,))


def _files(layers: tuple[OwnLayer, ...], t: Translator) -> None:
    """Offer the cleaned tables with the report, the answers, and the session as one file."""
    answers = figures_state.answers()
    if layers:
        content = export.brought_workbook(layers, session.atlas(), t)
        _file(t("Cleaned tables and report (XLSX)"), content, "figures.xlsx", _SHEET)
        zipped = export.brought_archive(layers, session.atlas(), t)
        st.download_button(
            t("As CSV (ZIP)"), zipped, "figures.zip", "application/zip", key="figures-zip", on_click="ignore"
        )
        saved = write_session_file(session.current().plan, layers, answers)
        hint = t("One file with these figures and your answers: open it next month.")
        _file(t("Save the session"), saved, "figures-session.json", "application/json", hint)
    if answers:
        _file(t("Answers about places (CSV)"), write_aliases(answers).encode(), "aliases.csv", "text/csv")
        if editing.may_edit():
            label = t("Keep these answers on the server, for everybody")
            st.button(label, key="server-answers", on_click=editing.keep_answers, args=(answers,))


def _file(label: str, content: bytes, name: str, media: str, hint: str | None = None) -> None:
    """Offer a file; the page does not run again when it is saved."""
    st.download_button(label, content, name, media, key=f"get-{name}", on_click="ignore", help=hint)


def ask_saved(t: Translator) -> None:
    """Ask for a saved session or a file of answers."""
    file = st.file_uploader(t("A saved session (JSON) or answers about places (CSV)"), type=["json", "csv"],
                            key="figures-saved", max_upload_size=20)  # fmt: skip
    if file is None or st.session_state.get("figures-opened") == file.file_id:
        return
    st.session_state["figures-opened"] = file.file_id
    index = figures_state.index(session.shared_atlas())
    try:
        if file.name.casefold().endswith(".csv"):
            figures_state.answer(read_aliases(file.getvalue(), file.name, index))
        else:
            saved = read_session_file(file.getvalue(), file.name, session.shared_atlas().plan, index)
            figures_state.answer(saved.answers)
            figures_state.keep(saved.layers)
    except DataError as error:
        notices.refused(error.problems)


def templates(t: Translator) -> None:
    """Offer empty workbooks to fill in."""
    names = {"presence_template": t("3w-template.xlsx"), "funding_template": t("funding-template.xlsx")}
    with st.popover(t("Empty workbooks to fill in")):
        for made, name in names.items():
            content = _empty_workbook(session.shared_atlas(), made, t.lang)
            st.download_button(name, content, name, _SHEET, key=f"template-{made}", on_click="ignore")


@remember(most=2 * len(LANGS))
def _empty_workbook(atlas: Atlas, made: str, lang: str) -> bytes:
    """Make an empty workbook once: writing one takes longer than all else on the page."""
    make = getattr(intake, made)
    return bytes(make(atlas.plan, atlas.regions["2023"], atlas.cercles, translator(lang)))
