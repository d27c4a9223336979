"""A page that a reader brings: read in the session's memory, never written to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import DataError
from geo.plans import PlanImport, ReaderTools, edited_import, import_plan_page, reader_tools
from pages.parts import notices, session, store
from pages.parts.session import Key

if TYPE_CHECKING:
    from geo.store import Atlas


def ask() -> None:
    """Ask for a page, as a file or pasted, and read it at the click."""
    t = session.words()
    left, right = st.columns(2)
    with left:
        label = t("The page as a file: text, or saved HTML")
        file = st.file_uploader(label, type=["txt", "html", "htm"], key="page-file", max_upload_size=5)
    with right:
        pasted = st.text_area(t("Or paste its text here"), key="page-text", height=120)
    content: bytes | str | None = file.getvalue() if file is not None else pasted.strip() or None
    if st.button(t("Read the page"), type="primary", key="page-read", disabled=content is None) and content is not None:
        with st.spinner(t("Reading the page …")):
            read(content)
    notices.refused(st.session_state.get(Key.REFUSED, ()))


def read(content: bytes | str) -> None:
    """Read a page; one that is refused leaves the last one that was read as it is."""
    st.session_state[Key.REFUSED] = ()
    try:
        tools = reader_tools(content, store.library(), store.folder)
        st.session_state[Key.IMPORT] = import_plan_page(content, tools)
    except DataError as error:
        st.session_state[Key.REFUSED] = error.problems
    else:
        st.session_state[Key.TOOLS] = tools
        st.session_state[Key.EDITS] = {}
        st.session_state[Key.ACCEPTED] = None
        st.session_state[Key.EDITION] = st.session_state.get(Key.EDITION, 0) + 1


def current() -> PlanImport | None:
    """Return the page that was read, with the reader's edits; None before."""
    made = st.session_state.get(Key.IMPORT)
    if not isinstance(made, PlanImport):
        return None
    return edited_import(made, st.session_state.get(Key.EDITS, {}))


def edit(table: str, rows: list[dict[str, object]]) -> None:
    """Keep an edited table; what was accepted before the edit no longer is."""
    st.session_state[Key.EDITS] = st.session_state.get(Key.EDITS, {}) | {table: rows}
    st.session_state[Key.ACCEPTED] = None


def tools() -> ReaderTools:
    """Return what the page was read with."""
    return st.session_state[Key.TOOLS]  # type: ignore[no-any-return]


def accept(atlas: Atlas) -> None:
    """Take a plan for the session's own (in a widget's callback)."""
    st.session_state[Key.ACCEPTED] = atlas


def accepted() -> Atlas | None:
    """Return the accepted plan on the regions and needs of its country; None before it is."""
    return st.session_state.get(Key.ACCEPTED)
