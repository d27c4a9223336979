"""What an editor of a shared server keeps in its data for everybody, and takes back; nobody else comes this far."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.core import N_, UNDO, DataError, Journal, Problem, parse_table
from geo.intake import write_aliases
from geo.plans import SCHEMAS, plan_files, with_funding
from pages.parts import figures_state, importing, notices, own_plans, page_frame, session, signed_in, store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from geo.core import Entry, Translator
    from geo.places import Place
    from geo.plans import PlanImport, Row

_DONE, _REFUSED = "server-done", "server-refused"
_PLAN, _FUNDING, _ANSWERS = "plan", "funding", "answers"
_SHOWN = 20


def may_edit() -> bool:
    """Tell whether the one at this session is an editor."""
    return signed_in.editor() is not None


def keep_plan(imported: PlanImport) -> None:
    """Put a plan that was read and reviewed into the data (in a widget's callback)."""

    def change(who: str) -> Entry:
        importing.checked(imported)  # what cannot be shown is not kept
        replace = bool(st.session_state.get("import-replace"))
        files, records = plan_files(imported, importing.tools(), store.folder, replace=replace)
        entry = _write(lambda: files, who, _PLAN, imported.code, records)
        own_plans.let_go(imported.code)
        return entry

    _try(change)


def keep_funding(rows: Sequence[Row], code: str) -> None:
    """Append confirmed amounts to a plan's funding table (in a widget's callback)."""
    path = f"plans/{code}/funding.csv"

    def table() -> dict[str, bytes]:
        content = with_funding(rows, code, store.folder)
        _, problems = parse_table(content, path, SCHEMAS["funding"])
        if problems:  # another editor was here first: the same amounts stand there already
            raise DataError(problems)
        return {path: content}

    _try(lambda who: _write(table, who, _FUNDING, code))


def keep_answers(answers: Mapping[str, Place | None]) -> None:
    """Keep answers about places for everybody, over those that are kept (in a widget's callback)."""
    atlas = session.shared_atlas()
    path = figures_state.answers_path(atlas)

    def file() -> dict[str, bytes]:
        return {path: write_aliases({**figures_state.read_server_answers(atlas)[0], **answers}).encode()}

    words = {"title": "Answers about places", "sources": [{"title": "editors of this server"}], "licenses": []}
    _try(lambda who: _write(file, who, _ANSWERS, atlas.plan.country, {path: words}))


def undo(number: str) -> None:
    """Put back what a change replaced (in a widget's callback)."""
    _try(lambda who: Journal(store.folder).undo(number, who=who, now=datetime.now(UTC)))


def show() -> None:
    """Show an editor what was just done, and the last changes with a way back; nothing to anybody else."""
    who = signed_in.editor()
    if who is None:
        return
    t = session.words()
    if problems := st.session_state.pop(_REFUSED, ()):
        st.error(t("Nothing was changed on the server:"))
        notices.problem_list(problems, t.lang)
    done = st.session_state.pop(_DONE, False)
    if done:
        st.success(t("Done: everybody sees it at the next click, and it can be undone below."))
    said = t(
        "What you bring stays in the memory of this session unless you put it on the server, for everybody; each such "
        "change is written down with your name: {who}.",
        who=who.signature,
    )
    page_frame.sentence(said)
    journal = Journal(store.folder)
    try:
        entries = journal.entries()
    except DataError as error:
        notices.refused(error.problems)
        return
    if entries:
        with st.expander(t("Changes on the server ({n})", n=len(entries)), expanded=done):
            for entry in entries[:_SHOWN]:
                _line(entry, entries, journal, t)


def _line(entry: Entry, entries: Sequence[Entry], journal: Journal, t: Translator) -> None:
    """Show one change; one whose files are as it left them can be undone."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"change-{entry.number}"):
        page_frame.sentence(_words(entry, entries, t))
        if journal.undoable(entry):
            st.button(t("Undo"), key=f"undo-{entry.number}", on_click=undo, args=(entry.number,))


def _words(entry: Entry, entries: Sequence[Entry], t: Translator) -> str:
    what = {
        _PLAN: t("the plan {code}", code=entry.subject),
        _FUNDING: t("confirmed funding of {code}", code=entry.subject),
        _ANSWERS: t("answers about places of {code}", code=entry.subject),
    }
    undone = next((e for e in entries if e.number == entry.undoes), None)
    said = what.get(entry.what, entry.what)
    if entry.what == UNDO:
        said = t("undone: {what}", what=what.get(undone.what, undone.what) if undone else entry.subject)
    return t("{day}, {time} UTC, {who}: {what}", day=t.day(datetime.fromisoformat(entry.when).date()),
             time=entry.when[11:16], who=entry.who, what=said)  # fmt: skip


def _write(
    make: Callable[[], Mapping[str, bytes | None]], who: str, what: str, subject: str,
    records: Mapping[str, dict[str, Any]] | None = None,
) -> Entry:  # fmt: skip
    now = datetime.now(UTC)
    return Journal(store.folder).write(make, who=who, what=what, subject=subject, now=now, records=records)


def _try(change: Callable[[str], Entry]) -> None:
    """Make a change in an editor's name, and keep for the next run whether it was made; a viewer makes none."""
    who = signed_in.editor()
    if who is None:
        refused = N_("only an editor who is signed in may change the server’s data")
        st.session_state[_REFUSED] = (Problem("data", refused),)
        return
    try:
        change(who.signature)
    except DataError as error:
        st.session_state[_REFUSED] = error.problems
    else:
        st.session_state[_DONE] = True
        store.look_again()
        importing.look_again()
