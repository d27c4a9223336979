"""Tables on their way into the session: what was read of each, and what the reader has said of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.core import DataError, remember, unreadable
from geo.intake import (
    BroughtTable,
    LayerOrder,
    OwnLayer,
    PlaceReport,
    bring,
    default_order,
    kind_of,
    make_layer,
    match_places,
    read_aliases,
)
from geo.places import Place, PlaceIndex, index_places
from pages.parts import own_figures, session, store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from geo.core import Problem
    from geo.intake import Brought
    from geo.store import Atlas

DRAFTS, ANSWERS, PAST, SEEN, REFUSED = (
    "figures-drafts", "figures-answers", "figures-past", "figures-seen", "figures-refused",
)  # fmt: skip
"""Keys of the session's state: tables on their way, answers about places, earlier figures, files that were read."""
_MOST_PAST = 20


@dataclass(frozen=True, eq=False)
class Draft:
    """A brought file and what the reader has said of it; each answer makes a new draft.

    ``sheet`` is the place of the table among those of the file, ``roles`` are the reader's own
    roles of columns, ``kind`` and the rest '' or None where the guess stands.
    """

    name: str
    brought: Brought
    sheet: int = 0
    roles: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    areas: str = ""
    as_of: date | None = None
    column: str = ""
    how: str = ""
    title: str = ""

    @property
    def table(self) -> BroughtTable:
        """The chosen table with the reader's roles."""
        return self.brought.tables[self.sheet].with_roles(self.roles)

    def order(self) -> LayerOrder:
        """Return what the reader wants of the table: the guess, where nothing else was said."""
        table = self.table
        guess = default_order(table, self.kind or kind_of(table), self.as_of or today())
        return replace(
            guess, column=self.column or guess.column, how=self.how or guess.how, title=self.title or guess.title
        )


def today() -> date:
    """Return the day of today."""
    return datetime.now(UTC).date()


def index(atlas: Atlas) -> PlaceIndex:
    """Return the names and codes of an atlas' country."""
    return _index(atlas)


@remember(most=1)
def _index(atlas: Atlas) -> PlaceIndex:
    return index_places(atlas.plan.country, atlas.regions["2023"], atlas.cercles)


def drafts() -> dict[str, Draft]:
    """Return the tables on their way, by the code that each will have."""
    found: dict[str, Draft] = st.session_state.setdefault(DRAFTS, {})
    return found


def answers() -> dict[str, Place | None]:
    """Return the reader's answers about places, by folded name."""
    found: dict[str, Place | None] = st.session_state.setdefault(ANSWERS, {})
    return found


def server_answers(atlas: Atlas) -> tuple[dict[str, Place | None], tuple[Problem, ...]]:
    """Return the answers that the editors of this server have kept for everybody, or what is wrong with their file."""
    return _server_answers(atlas)


@remember(most=1)
def _server_answers(atlas: Atlas) -> tuple[dict[str, Place | None], tuple[Problem, ...]]:
    return read_server_answers(atlas)


def read_server_answers(atlas: Atlas) -> tuple[dict[str, Place | None], tuple[Problem, ...]]:
    """Read the file of `server_answers` as it is now."""
    file = store.folder / answers_path(atlas)
    try:
        return read_aliases(file.read_bytes(), file.name, index(atlas)), ()
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return {}, unreadable(file.name, error).problems
    except DataError as error:
        return {}, error.problems


def answers_path(atlas: Atlas) -> str:
    """Return where the answers for everybody lie, below the data."""
    return f"answers/{atlas.plan.country.lower()}.csv"


def answer(more: Mapping[str, Place | None]) -> None:
    """Keep answers about places; a changed one takes the earlier one's place."""
    st.session_state[ANSWERS] = answers() | dict(more)


def change(code: str, **changes: object) -> None:
    """Change what the reader has said of a table."""
    st.session_state[DRAFTS] = drafts() | {code: replace(drafts()[code], **changes)}


def drop(code: str) -> None:
    """Take a table off the list of those on their way."""
    st.session_state[DRAFTS] = {c: d for c, d in drafts().items() if c != code}


def read(raw: bytes, name: str, file_id: str, step: Callable[[float], object]) -> None:
    """Read a file once; one that is refused is told and leaves the others as they are."""
    seen: dict[str, tuple[Problem, ...]] = st.session_state.setdefault(SEEN, {})
    if file_id in seen:
        return
    step(0.1)
    try:
        brought = bring(raw, name)
    except DataError as error:
        seen[file_id] = error.problems
        return
    seen[file_id] = ()
    step(0.6)
    numbers = [int(c.rpartition("_")[2]) for c in (*drafts(), *(la.code for la in kept_layers()))]
    code = f"own_{max(numbers, default=0) + 1}"
    st.session_state[DRAFTS] = {code: Draft(name, brought)} | drafts()
    report(code)
    step(1.0)


def refusals(file_ids: set[str]) -> list[Problem]:
    """Return why files that are still on the page were refused."""
    seen: dict[str, tuple[Problem, ...]] = st.session_state.get(SEEN, {})
    return [p for file_id in file_ids for p in seen.get(file_id, ())]


def report(code: str) -> PlaceReport:
    """Return the places of a table as they are matched with the answers so far."""
    draft, atlas = drafts()[code], session.shared_atlas()
    known = tuple(sorted({**server_answers(atlas)[0], **answers()}.items(), key=lambda pair: pair[0]))
    return _report(draft, atlas, known)


@remember(most=2)
def _report(draft: Draft, atlas: Atlas, known: tuple[tuple[str, Place | None], ...]) -> PlaceReport:
    return match_places(draft.table, index(atlas), dict(known), draft.areas)


def layer(code: str) -> OwnLayer:
    """Make the figures of a table as the reader ordered.

    Raises
    ------
    DataError
        If nothing of it can be shown.
    """
    draft = drafts()[code]
    return _layer(draft, code, report(code), session.shared_atlas())


@remember(most=2)
def _layer(draft: Draft, code: str, places: PlaceReport, atlas: Atlas) -> OwnLayer:
    return make_layer(code, draft.table, places, atlas.plan, draft.order())


def kept_layers() -> tuple[OwnLayer, ...]:
    """Return the figures that are kept for the plan on screen."""
    figures = own_figures.current()
    return () if figures is None else figures.of_plan(session.current().plan)


def keep(layers: tuple[OwnLayer, ...]) -> None:
    """Take figures for the session's own, in place of those before; they can be brought back."""
    past: list[tuple[str, tuple[OwnLayer, ...]]] = st.session_state.setdefault(PAST, [])
    plan = session.current().plan
    past.append((plan, kept_layers()))
    del past[:-_MOST_PAST]
    _set(plan, layers)


def undo() -> None:
    """Bring back the figures as they were before the last change."""
    past: list[tuple[str, tuple[OwnLayer, ...]]] = st.session_state.get(PAST, [])
    if past:
        _set(*past.pop())


def can_undo() -> bool:
    """Tell whether there is anything to bring back."""
    return bool(st.session_state.get(PAST))


def _set(plan: str, layers: tuple[OwnLayer, ...]) -> None:
    figures = own_figures.current() or own_figures.OwnFigures({})
    st.session_state[own_figures.STATE] = figures.but(plan, layers)


def is_figure(draft: Draft) -> bool:
    """Tell whether the reader chooses the column and the way to add it up."""
    return (draft.kind or kind_of(draft.table)) not in ("presence", "food", "funding", "flows", "codes", "nothing")
