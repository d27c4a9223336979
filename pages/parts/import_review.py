"""The review of a page that was read: what to look at, tables with their evidence, changes, checks, acceptance."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.analysis import check_plan, no_shapes
from geo.core import DataError, View
from geo.export import EXPORT_FORMATS, export_file, export_name, export_order
from geo.intake import evidence_beside, import_archive
from geo.maps import compose_map
from geo.plans import (
    SCHEMAS,
    change_words,
    imported_plan,
    list_changes,
    new_funding_rows,
    same_form,
    with_funding,
)
from geo.store import atlas_of_plan
from pages.parts import furniture, importing, session, store
from pages.parts.session import Key

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.plans import Plan, PlanImport
    from geo.store import Atlas

_EVIDENCE = ("line", "words", "confidence", "remark")
_ROWS_SHOWN = 12


def show(made: PlanImport) -> None:
    """Show everything about a page that was read."""
    t = session.words()
    _summary(made, t)
    _problems(made, t)
    furniture.part(t("The tables, with the evidence beside each row"))
    _tables(made, t)
    known = importing.tools().known
    if known is not None:
        furniture.part(t("What changes against the plan on hand"))
        _changes(made, known, t)
    if known is not None and not known.header_only:
        furniture.part(t("Funding update"))
        _funding(made, known, t)
    if made.aside:
        with st.expander(t("Set aside: pictures, indicators and other sections ({n})", n=len(made.aside))):
            st.dataframe(pd.DataFrame(made.aside), hide_index=True)
    furniture.part(t("Checks, then acceptance"))
    _acceptance(made, t)
    atlas = importing.accepted()
    if atlas is not None:
        _preview(atlas, t)
    content, name = import_archive(made, t), f"{made.code}.zip"
    st.download_button(
        t("Download the tables (ZIP)"), content, name, "application/zip", key="import-zip", on_click="ignore"
    )


def _summary(made: PlanImport, t: Translator) -> None:
    counts = {name: len(made.tables[name]) for name in ("objectives", "sectors", "activities", "places")}
    said = t("{code} – objectives: {objectives}, sectors: {sectors}, activities: {activities}, places: {places}.",
             code=made.code, **counts)  # fmt: skip
    known = importing.tools().known
    update = t("This plan is new.") if known is None else t("An update of the plan on hand.")
    if known is not None and known.header_only:
        update = t("So far only the header of this plan was known.")
    st.html(f"<p><b>{escape(said)}</b> {escape(update)}</p>")


def _problems(made: PlanImport, t: Translator) -> None:
    """List what must be looked at, and what must be rewritten."""
    if not made.problems and not made.drafts:
        st.success(t("Every line was understood."))
    for title, found in (
        (t("To look at ({n})", n=len(made.problems)), made.problems),
        (t("To rewrite in your own words ({n})", n=len(made.drafts)), made.drafts),
    ):
        if found:
            with st.expander(title, expanded=found is made.problems):
                st.html("<ul>" + "".join(f"<li>{escape(p.text(t))}</li>" for p in found) + "</ul>")


def _tables(made: PlanImport, t: Translator) -> None:
    """Show one table to edit, its evidence read-only at the right; every cell is text, as in a CSV file."""
    table = st.segmented_control(t("Table"), list(SCHEMAS), default="sectors", key="import-table", required=True)
    columns = list(SCHEMAS[table].columns)
    cells = [{c: same_form(row.get(c)) for c in columns} for row in made.tables[table]]
    evidence = evidence_beside(made, table, t)
    frame = pd.DataFrame([c | e for c, e in zip(cells, evidence, strict=True)], columns=[*columns, *_EVIDENCE])
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        disabled=_EVIDENCE,
        height=min(len(frame) + 2, _ROWS_SHOWN) * 35 + 3,
        key=f"import-{table}-{st.session_state.get(Key.EDITION, 0)}",
        column_order=[*columns[:2], "line", "words", *columns[2:], "confidence", "remark"],
        column_config={"line": t("line"), "words": t("words of the page"), "confidence": t("confidence"),
                       "remark": t("remark")},
    )  # fmt: skip
    rows = edited[columns].fillna("").astype(str).to_dict("records")
    if rows != cells:
        importing.edit(table, rows)
        st.rerun()


def _changes(made: PlanImport, known: Plan, t: Translator) -> None:
    found = list_changes(made, known)
    if not found:
        st.html(f"<p>{escape(t('Nothing has changed against the plan on hand.'))}</p>")
        return
    lines = "".join(f"<li>{escape(change_words(c, t))}</li>" for c in found)
    st.html(f"<ul>{lines}</ul>")


def _funding(made: PlanImport, known: Plan, t: Translator) -> None:
    """Offer the funding table with the page's new amounts appended."""
    rows, problems = new_funding_rows(made.page_funding, known)
    for problem in problems:
        st.error(problem.text(t))
    said = t("{n} new amounts of confirmed funding; older ones stay.", n=len(rows))
    lines = "".join(
        f"<li>{escape(str(r['sector']))}{t(': ')}{escape(t.money(float(r['amount_usd'])))} "
        f"({escape(t.day(r['as_of']))})</li>"
        for r in rows
    )
    st.html(f"<p>{escape(said)}</p><ul>{lines}</ul>")
    if not rows:
        return
    try:
        content = with_funding(rows, known.code, store.folder)
    except DataError as error:
        furniture.problem_list(error.problems, t.lang)
        return
    st.download_button(
        t("Download funding.csv"), content, "funding.csv", "text/csv", key="import-funding", on_click="ignore"
    )


def _acceptance(made: PlanImport, t: Translator) -> None:
    """Say what is wrong, or the caveats of the plan and a button to accept it."""
    try:
        plan = imported_plan(made, importing.tools())
    except DataError as error:
        st.warning(t("The tables cannot be used yet:"))
        furniture.problem_list(error.problems, t.lang)
        return
    furniture.caveats(check_plan(plan))
    keep = t(
        "To keep a plan, put the folder of the ZIP into data/plans, or use python -m geo import-plan FILE --accept."
    )
    st.html(f"<p class='foot'>{escape(keep)}</p>")
    label = t("Accept, and show it on the map")
    st.button(
        label,
        type="primary",
        key="import-accept",
        on_click=importing.accept,
        args=(atlas_of_plan(plan, store.library().country(plan.country, store.folder)),),
    )


def _preview(atlas: Atlas, t: Translator) -> None:
    """Show the accepted plan on two maps, and offer its briefing and workbook."""
    if not atlas.mapped:
        st.info(no_shapes(atlas.plan).write(t))
        return
    furniture.part(t("On the map"))
    for column, measure in zip(st.columns(2), ("sectors", "unmet"), strict=True):
        view = View(plan=atlas.plan.code, lang=t.lang, measure=measure)
        drawn = compose_map(view, atlas)
        column.image(export_file("png", export_order(view, atlas), atlas), caption=drawn.title)
    view = View(plan=atlas.plan.code, lang=t.lang, measure="unmet")
    order = export_order(view.but(measure="sectors"), atlas)
    for column, kind in zip(st.columns(2), ("html", "xlsx"), strict=True):
        name = export_name(kind, order)
        with column:
            if st.button(t("Make {name}", name=name), key=f"import-make-{kind}"):
                with st.spinner(t("Making the file …")):
                    content = export_file(kind, order, atlas)
                st.download_button(t("Download {name}", name=name), content, name, EXPORT_FORMATS[kind].media,
                                   key=f"import-get-{kind}", on_click="ignore")  # fmt: skip
