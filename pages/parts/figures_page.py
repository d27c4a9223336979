"""Bring your own figures: drop tables, see what was understood, answer what is asked, keep them for the session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.core import VINTAGES, DataError
from geo.intake import (
    FLOWS,
    FUNDING,
    HOW_NAMES,
    HOWS,
    KIND_NAMES,
    KINDS,
    NOTHING,
    ROLES,
    figure_columns,
    kind_of,
    role_words,
)
from geo.screen import fill
from pages.parts import (
    figures_kept,
    figures_places,
    figures_preview,
    figures_services,
    figures_state,
    notices,
    page_frame,
    session,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.core import Translator
    from pages.parts.figures_state import Draft

TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "xlsb", "ods", "json", "geojson", "gpkg", "parquet", "zip"]
MOST_MEGABYTES = 50
_PREVIEW_ROWS = 30
_EXAMPLES = 3


def show() -> None:
    """Show the part of the page about figures."""
    t = session.words()
    page_frame.part(t("Your figures: who does what where, displacement, funding, anything with a place and a number"))
    _ask(t)
    figures_kept.show(t)
    for code in tuple(figures_state.drafts()):
        _draft(code, t)


def _ask(t: Translator) -> None:
    """Ask for tables, several at once, and read each as it comes."""
    left, right = st.columns([3, 2])
    with left:
        files = st.file_uploader(
            t("Tables: CSV, XLSX, XLS, ODS, JSON, GeoJSON, GeoPackage, Parquet, zipped shapefile"),
            type=TYPES, accept_multiple_files=True, key="figures-file", max_upload_size=MOST_MEGABYTES,
        )  # fmt: skip
    with right:
        figures_kept.ask_saved(t)
        figures_kept.templates(t)
    for file in files:
        if file.file_id in st.session_state.get(figures_state.SEEN, {}):
            continue
        bar = st.progress(0.0, text=t("Reading {name} …", name=file.name))
        figures_state.read(file.getvalue(), file.name, file.file_id, bar.progress)
        bar.empty()
    notices.refused(figures_state.refusals({f.file_id for f in files}))
    figures_services.show(t)


def _draft(code: str, t: Translator) -> None:
    """Show one table: what it is, its columns, its places, checks and map."""
    draft = figures_state.drafts()[code]
    with st.container(border=True, key=f"draft-{code}"):
        st.html(fill("element", tag="h3", kind="", text=draft.name))
        for remark in draft.brought.remarks:
            st.warning(remark.text(t))
        _what(code, draft, t)
        table = draft.table
        with st.expander(t("The first rows as they were read")):
            st.dataframe(table.frame.head(_PREVIEW_ROWS).astype(object))
        with st.expander(t("What each column is")):
            _roles(code, draft, t)
        kind = draft.kind or kind_of(table)
        if kind == NOTHING:
            st.info(t("No column of places with figures or organisations was found: say above what the columns are."))
        else:
            if kind not in (FUNDING, FLOWS):
                figures_places.show(code, t)
            _result(code, t)
        st.button(t("Put aside"), key=f"drop-{code}", on_click=figures_state.drop, args=(code,))


def _what(code: str, draft: Draft, t: Translator) -> None:
    """Ask what a table is: its sheet, its kind, its day, the regions that it means, the figure and how to add it up."""
    order = draft.order()
    one, two, three, four = st.columns([2, 3, 2, 2])
    sheets = [s.sheet for s in draft.brought.tables]
    with one:
        _choose(code, "sheet", t("Sheet"), list(range(len(sheets))), draft.sheet, lambda n: sheets[n],
                lambda n: {"sheet": n, "roles": {}, "kind": "", "column": ""})  # fmt: skip
    with two:
        _choose(code, "kind", t("What it is"), list(KINDS), order.kind, lambda k: t(KIND_NAMES[k]))
    with three:
        day = st.date_input(t("As of, where the rows have no day"), value=order.as_of, max_value=figures_state.today(),
                            key=f"day-{code}")  # fmt: skip
        if day != order.as_of:
            figures_state.change(code, as_of=day)
            st.rerun()
    with four:
        _choose(code, "areas", t("Its regions are those of"), list(VINTAGES), figures_state.report(code).areas, str)
    _figure(code, draft, t)


def _figure(code: str, draft: Draft, t: Translator) -> None:
    """Ask for the column of the figure, how rows of a place go together, and what it is called."""
    order, columns = draft.order(), figure_columns(draft.table)
    if not figures_state.is_figure(draft) or not columns:
        return
    one, two, three = st.columns([3, 2, 3])
    with one:
        chosen = order.column if order.column in columns else columns[0]
        _choose(code, "column", t("The figure"), list(columns), chosen, str)
    if order.kind != "displacement":
        with two:
            _choose(code, "how", t("Several rows of a place are"), list(HOWS), order.how, lambda h: t(HOW_NAMES[h]))
        with three:
            key = f"title-{code}"
            st.text_input(t("What it is called"), value=draft.title or order.column, key=key, max_chars=60,
                          on_change=lambda: figures_state.change(code, title=st.session_state[key]))  # fmt: skip


def _choose(  # noqa: PLR0913, PLR0917 - one line per widget
    code: str, name: str, label: str, options: list[Any], now: object, words: Callable[[Any], str],
    changes: Callable[[Any], dict[str, object]] | None = None,
) -> None:  # fmt: skip
    """Show a choice whose answer changes the draft."""
    key = f"{name}-{code}"
    st.session_state[key] = now

    def changed() -> None:
        value = st.session_state[key]
        figures_state.change(code, **(changes(value) if changes else {name: value}))

    st.selectbox(label, options, format_func=words, key=key, on_change=changed, disabled=len(options) < 2)  # noqa: PLR2004


def _roles(code: str, draft: Draft, t: Translator) -> None:
    """Show the role of each column beside its first values, to be changed."""
    table = draft.table
    names = {role: role_words(role, t) for role in ROLES}
    label, name, values = t("Is"), t("Column"), t("First values")
    rows = pd.DataFrame(
        {
            name: list(table.frame.columns),
            label: [names[table.roles[c]] for c in table.frame],
            "HXL": [table.tags.get(str(c), "") for c in table.frame],
            values: [" · ".join(str(v)[:40] for v in table.frame[c].dropna().head(_EXAMPLES)) for c in table.frame],
        }
    )
    choice = st.column_config.SelectboxColumn(label, options=sorted(set(names.values())), required=True)
    edited = st.data_editor(rows, hide_index=True, disabled=[name, "HXL", values], key=f"roles-{code}-{draft.sheet}",
                            column_config={label: choice})  # fmt: skip
    by_words = {words: role for role, words in reversed(names.items())}
    wanted = {c: by_words[w] for c, w, old in zip(rows[name], edited[label], rows[label], strict=True) if w != old}
    if wanted:
        figures_state.change(code, roles=draft.roles | wanted)
        st.rerun()


def _result(code: str, t: Translator) -> None:
    """Make the figures: say why not, or show checks and map and offer to keep them."""
    try:
        with st.spinner(t("Making the figures …")):
            layer = figures_state.layer(code)
    except DataError as error:
        notices.refused(error.problems)
        return
    figures_preview.show(layer, t)


__all__ = ["show"]
