"""The review of a page that was read: what to look at, tables with their evidence, changes, checks, acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import export
from geo.analysis import check_plan, no_shapes_words
from geo.core import DataError, View
from geo.intake import evidence_beside, import_archive
from geo.maps import compose_map
from geo.plans import (
    SCHEMAS,
    change_words,
    imported_plan,
    list_changes,
    new_funding_rows,
    other_title,
    same_form,
    with_funding,
)
from geo.screen import caveats_html, fill
from pages.parts import (
    downloads,
    editing,
    import_page_text,
    import_shapes,
    importing,
    notices,
    page_frame,
    session,
    store,
)
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.plans import Plan, PlanImport
    from geo.store import Atlas

_EVIDENCE = ("line", "words", "confidence", "remark")
_ROWS_SHOWN = 12


def show(imported: PlanImport) -> None:
    """Show everything about a page that was read."""
    t = session.words()
    _summary(imported, t)
    _problems(imported, t)
    page_frame.part(t("The page, line by line"))
    import_page_text.show(imported, t)
    page_frame.part(t("The tables, with the evidence beside each row"))
    _tables(imported, t)
    known = importing.tools().known
    if known is not None:
        page_frame.part(t("What changes against the plan on hand"))
        _changes(imported, known, t)
    if known is not None and not known.header_only:
        page_frame.part(t("Funding update"))
        _funding(imported, known, t)
    if imported.aside:
        with st.expander(t("Set aside: pictures, indicators and other sections ({n})", n=len(imported.aside))):
            st.dataframe(pd.DataFrame(imported.aside), hide_index=True)
    page_frame.part(t("Checks, then acceptance"))
    _acceptance(imported, t)
    atlas = importing.accepted()
    if atlas is not None:
        _preview(atlas, t)
    country = str(imported.tables["plan"][0]["country"])
    if country and importing.tools().land.regions is None:
        page_frame.part(t("Shapes of the country"))
        import_shapes.ask(country)
    content, name = import_archive(imported, t), f"{imported.code}.zip"
    st.download_button(
        t("Download the tables (ZIP)"), content, name, "application/zip", key="import-zip", on_click="ignore"
    )


def _summary(imported: PlanImport, t: Translator) -> None:
    rows = {name: len(imported.tables[name]) for name in ("objectives", "sectors", "activities", "places")}
    counts = t("{code} – objectives: {objectives}, sectors: {sectors}, activities: {activities}, places: {places}.",
             code=imported.code, **rows)  # fmt: skip
    known = importing.tools().known
    update = t("This plan is new.") if known is None else t("An update of the plan on hand.")
    if known is not None and known.header_only:
        update = t("So far only the header of this plan was known.")
    st.html(fill("summary", counts=counts, update=update))


def _problems(imported: PlanImport, t: Translator) -> None:
    """List what must be looked at, and what must be rewritten."""
    if not imported.problems and not imported.drafts:
        st.success(t("Every line was understood."))
    for title, problems in (
        (t("To look at ({n})", n=len(imported.problems)), imported.problems),
        (t("To rewrite in your own words ({n})", n=len(imported.drafts)), imported.drafts),
    ):
        if problems:
            with st.expander(title, expanded=problems is imported.problems):
                st.html(fill("list", lines=[p.text(t) for p in problems], kind=""))


def _tables(imported: PlanImport, t: Translator) -> None:
    """Show one table to edit, its evidence read-only at the right; every cell is text, as in a CSV file."""
    table = st.segmented_control(t("Table"), list(SCHEMAS), default="sectors", key="import-table", required=True)
    columns = list(SCHEMAS[table].columns)
    cells = [{c: same_form(row.get(c)) for c in columns} for row in imported.tables[table]]
    evidence = evidence_beside(imported, table, t)
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


def _changes(imported: PlanImport, known: Plan, t: Translator) -> None:
    changes = list_changes(imported, known)
    if not changes:
        page_frame.sentence(t("Nothing has changed against the plan on hand."))
        return
    st.html(fill("list", lines=[change_words(c, t) for c in changes], kind=""))


def _funding(imported: PlanImport, known: Plan, t: Translator) -> None:
    """Offer the funding table with the page's new amounts appended."""
    rows, problems = new_funding_rows(imported.page_funding, known)
    notices.refused(problems)
    page_frame.sentence(t("{n} new amounts of confirmed funding; older ones stay.", n=len(rows)))
    lines = [f"{r['sector']}{t(': ')}{t.money(float(r['amount_usd']))} ({t.day(r['as_of'])})" for r in rows]
    st.html(fill("list", lines=lines, kind=""))
    if not rows:
        return
    try:
        content = with_funding(rows, known.code, store.folder)
    except DataError as error:
        notices.problem_list(error.problems, t.lang)
        return
    st.download_button(
        t("Download funding.csv"), content, "funding.csv", "text/csv", key="import-funding", on_click="ignore"
    )
    if editing.may_edit():
        label = t("Add these amounts on the server, for everybody")
        st.button(label, key="server-funding", on_click=editing.keep_funding, args=(rows, known.code))


def _acceptance(imported: PlanImport, t: Translator) -> None:
    """Say what is wrong, or the caveats of the plan and a button to accept it."""
    try:
        plan = imported_plan(imported, importing.tools())
    except DataError as error:
        st.warning(t("The tables cannot be used yet:"))
        notices.problem_list(error.problems, t.lang)
        return
    st.html(caveats_html(check_plan(plan), t.lang))
    keep = t(
        "To keep a plan, put the folder of the ZIP into data/plans, or use python -m geo import-plan FILE --accept."
    )
    page_frame.sentence(keep, "foot")
    other = importing.tools().other
    asked = other is not None and other.code == imported.code
    if asked and other is not None:
        title = str(imported.tables["plan"][0]["title_en"])
        notices.problem_list([other_title(other.code, other.title(t.lang), title)], t.lang)
        asked = not st.checkbox(t("Show it in place of the other plan in this session"), key="import-replace")
    label = t("Accept, and show it on every page")
    st.button(
        label,
        type="primary",
        key="import-accept",
        disabled=asked,
        on_click=importing.accept_and_show,
        args=(imported,),
    )
    if editing.may_edit():
        label = t("Put it on the server, for everybody")
        st.button(label, key="server-plan", disabled=asked, on_click=editing.keep_plan, args=(imported,))


def _preview(atlas: Atlas, t: Translator) -> None:
    """Show the accepted plan on two maps, and offer its briefing and workbook."""
    st.success(t("The plan is in the switch of plans above, on every page of this session."))
    if not atlas.mapped:
        st.info(no_shapes_words(atlas.plan, t))
        return
    if atlas.plan.header_only:
        return
    page_frame.part(t("On the map"))
    for column, measure in zip(st.columns(2), ("sectors", "unmet"), strict=True):
        view = View(plan=atlas.plan.code, lang=t.lang, measure=measure)
        drawn = compose_map(view, atlas)
        column.image(export.export_file("png", export.export_order(view, atlas), atlas), caption=drawn.title)
    view = View(plan=atlas.plan.code, lang=t.lang, measure="unmet")
    order = export.export_order(view.but(measure="sectors"), atlas)
    for column, kind in zip(st.columns(2), ("html", "xlsx"), strict=True):
        name = export.export_name(kind, order)
        with column:
            if st.button(t("Make {name}", name=name), key=f"import-make-{kind}"):
                with st.spinner(t("Making the file …")):
                    content = export.export_file(kind, order, atlas)
                downloads.save_button(name, content, export.EXPORT_FORMATS[kind].media, f"import-get-{kind}")
