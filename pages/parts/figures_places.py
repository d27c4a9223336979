"""The places of a table: how many are known and how, and what must be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import export
from geo.intake import count_words, line_words, place_name
from geo.places import fold_place
from geo.screen import fill, plain_table
from pages.parts import figures_state, session

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.places import Place

_MOST = 200


def show(code: str, t: Translator) -> None:
    """Show the counts of a table's places and the list of those to answer."""
    report = figures_state.report(code)
    total = len(report.rows)
    said = t("{n} of {total} rows lie in a region (regions of {areas}).", n=t.number(report.placed),
             total=t.number(total), areas=report.areas)  # fmt: skip
    rows = [(state, t("{n} written places, {rows} rows", n=t.number(n), rows=t.number(m)))
            for state, n, m in count_words(report, t)]  # fmt: skip
    st.html(fill("element", tag="p", kind="", text=said) + plain_table(rows))
    _files(code, t)
    if report.to_answer:
        with st.expander(t("Places to answer ({n})", n=len(report.to_answer)), expanded=True):
            _ask(code, t)


def _files(code: str, t: Translator) -> None:
    """Offer the rows with their places and the report, made when they are asked for."""
    report, table = figures_state.report(code), figures_state.drafts()[code].table
    index = figures_state.index(session.shared_atlas())
    with st.container(horizontal=True):
        for what, name, make in (
            ("rows", t("Rows with their places (CSV)"), lambda: export.placed_rows(table, report, index, t)),
            ("places", t("Report on places (CSV)"), lambda: export.report_rows(report, index, t)),
        ):
            st.download_button(name, make, f"{code}-{what}.csv", "text/csv", key=f"{what}-{code}",
                               on_click="ignore")  # fmt: skip


def _ask(code: str, t: Translator) -> None:
    """List what is missed or may mean several places, each with its reason; an answer is kept for all tables."""
    index = figures_state.index(session.shared_atlas())
    lines = figures_state.report(code).to_answer[:_MOST]
    places = {place_name(p, index, t): p for p in sorted(index.written, key=lambda p: (p.level, index.written[p]))}
    leave, written, means, why = t("leave these rows out"), t("Written"), t("Means"), t("Why it is asked")
    rows = pd.DataFrame(
        {written: [" › ".join(li.written) for li in lines], means: [None] * len(lines),
         t("Rows"): [li.rows for li in lines], why: [line_words(li, index, t).partition(t(": "))[2] for li in lines]}
    )  # fmt: skip
    choice = st.column_config.SelectboxColumn(means, options=[leave, *places])
    fixed, key = [c for c in rows if c != means], f"answers-{code}-{len(figures_state.answers())}"
    edited = st.data_editor(rows, hide_index=True, disabled=fixed, key=key, column_config={means: choice})
    given: dict[str, Place | None] = {
        fold_place(line.asked): places.get(words) for line, words in zip(lines, edited[means], strict=True) if words
    }
    if st.button(t("Use these answers"), key=f"answer-{code}", disabled=not given):
        figures_state.answer(given)
        st.rerun()
