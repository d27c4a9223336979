"""A page that a reader brings: read in the session's memory, never written to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import all_caveats
from geo.core import DataError, View
from geo.plans import PlanImport, ReaderTools, edited_import, import_plan_page, imported_plan, reader_tools
from geo.store import atlas_of_plan
from pages.parts import notices, own_plans, session, store
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.store import Atlas

LIMIT = 4
"""Megabytes of a page's file: below what the reader takes."""
_KEPT = ("plan", "zones", "partners")
"""Tables of which a person's edits stay when a page is read again: no line of it has a part in their rows."""


def ask() -> None:
    """Ask for a page, as a file or pasted, and read it at the click."""
    t = session.words()
    with st.form("page", border=False):  # a form waits for the upload, and takes a text that is still being typed
        left, right = st.columns(2)
        label = t("The page as a file: text, or saved HTML")
        file = left.file_uploader(label, type=["txt", "html", "htm"], key="page-file", max_upload_size=LIMIT)
        pasted = right.text_area(t("Or paste its text here"), key="page-text", height=120).strip()
        pressed = st.form_submit_button(t("Read the page"), type="primary", key="page-read")
    content: bytes | str = file.getvalue() if file is not None else pasted
    if pressed and not content:
        st.session_state[Key.REFUSED] = ()
        st.warning(t("Choose a file first, or paste its text."))
    elif pressed:
        with st.spinner(t("Reading the page …")):
            read(content)
    notices.refused(st.session_state.get(Key.REFUSED, ()))


def read(content: bytes | str) -> None:
    """Read a page; one that is refused leaves the last one that was read as it is."""
    _read(content, {}, {})


def read_again(roles: dict[int, str] | None = None) -> None:
    """Read the page at hand again: with shapes that came since, or with what a person says of its lines."""
    kept = {table: rows for table, rows in st.session_state.get(Key.EDITS, {}).items() if table in _KEPT}
    said = st.session_state.get(Key.ROLES, {}) if roles is None else roles
    _read(st.session_state[Key.PAGE], said, kept)


def look_again() -> None:
    """Set the page at hand beside the plans as they are now; what was read and edited stays."""
    if Key.PAGE in st.session_state:
        st.session_state[Key.TOOLS] = reader_tools(st.session_state[Key.PAGE], own_plans.on_hand(), store.folder)


def _read(content: bytes | str, roles: dict[int, str], edits: dict[str, list[dict[str, object]]]) -> None:
    st.session_state[Key.REFUSED] = ()
    try:
        tools = reader_tools(content, own_plans.on_hand(), store.folder)
        st.session_state[Key.IMPORT] = import_plan_page(content, tools, roles)
    except DataError as error:
        st.session_state[Key.REFUSED] = error.problems
    else:
        st.session_state[Key.PAGE], st.session_state[Key.ROLES] = content, roles
        st.session_state[Key.TOOLS], st.session_state[Key.EDITS] = tools, edits
        st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1


def current() -> PlanImport | None:
    """Return the page that was read, with the reader's edits; None before."""
    made = st.session_state.get(Key.IMPORT)
    if not isinstance(made, PlanImport):
        return None
    return edited_import(made, st.session_state.get(Key.EDITS, {}))


def edit(table: str, rows: list[dict[str, object]]) -> None:
    """Keep an edited table; what was accepted before the edit no longer is."""
    own_plans.let_go(code())
    st.session_state[Key.EDITS] = st.session_state.get(Key.EDITS, {}) | {table: rows}


def code() -> str:
    """Return the code of the plan of the page at hand; empty where there is none."""
    imported = current()
    return "" if imported is None else imported.code


def tools() -> ReaderTools:
    """Return what the page was read with."""
    return st.session_state[Key.TOOLS]  # type: ignore[no-any-return]


def checked(imported: PlanImport) -> Atlas:
    """Return a plan on its country, as it can be shown.

    Raises
    ------
    DataError
        If its tables cannot be used.
    """
    plan = imported_plan(imported, tools())
    atlas = atlas_of_plan(plan, own_plans.library().country(plan.country, store.folder))
    all_caveats(atlas)
    return atlas


def accept(imported: PlanImport) -> Atlas:
    """Take a plan for one of the session's own; see `checked`."""
    atlas = checked(imported)
    own_plans.hold(atlas)
    return atlas


def accept_and_show(imported: PlanImport) -> None:
    """Take a plan for one of the session's own, and make it the one that is shown (in a widget's callback)."""
    atlas = accept(imported)
    session.go(View(plan=atlas.plan.code, lang=session.current().lang))


def accepted() -> Atlas | None:
    """Return the session's own plan of the page that was read; None before it is accepted."""
    imported = current()
    return None if imported is None else own_plans.held().get(imported.code)
