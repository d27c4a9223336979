"""Notices: what is missing or wrong, and what the reader can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import no_shapes_words, place_words
from geo.core import LANGS, translator
from pages.parts import session
from pages.parts.templates import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.core import Problem
    from geo.store import Library

_MOST_PROBLEMS = 20


def no_shapes() -> None:
    """Say where a map would be that the country has no shapes, and what makes them."""
    t, plan = session.words(), session.atlas().plan
    st.info(no_shapes_words(plan, t))


def no_needs() -> None:
    """Say that no needs of the country are here, and where they go."""
    t, plan = session.words(), session.atlas().plan
    text = t(
        "No needs of {country} are here: no displaced persons, no food insecurity, no census. Once the shapes are "
        "made, figures go into data/needs/{folder}/idps.csv and food.csv and into the table of regions.",
        country=place_words(plan, t),
        folder=plan.country.lower(),
    )
    st.info(text)


def banner(library: Library) -> None:
    """Say that files have problems: the last good figures are shown, and plans that never were good are not offered."""
    if not library.problems:
        return
    t = session.words()
    kept = [code for code in library.problems if code in library.atlases]
    never = [code for code in library.problems if code not in library.atlases]
    if kept:
        st.warning(t("The data files have problems; the last good figures are shown."))
    if never:
        st.warning(t("Not offered, for their files have problems: {plans}.", plans=", ".join(never)))
    problem_list(library.complaints, t.lang, opened=bool(kept))


def broken(problems: Sequence[Problem]) -> None:
    """Say that there are no good figures to show, in both languages."""
    for lang in LANGS:
        t = translator(lang)
        st.error(t("The data files have problems and there are no earlier figures to show."))
        problem_list(problems, lang)


def refused(problems: Iterable[Problem]) -> None:
    """Say why what the reader gave cannot be used."""
    for problem in problems:
        st.error(problem.text(session.words()))


def problem_list(problems: Sequence[Problem], lang: str, *, opened: bool = True) -> None:
    """List problems, the first twenty in full; closed until the reader opens the list, if so wished."""
    t = translator(lang)
    lines = [p.text(t) for p in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        lines.append(t("and {n} more; python -m geo check lists them all", n=len(problems) - _MOST_PROBLEMS))
    st.html(fill("problems", lines=lines, head=t("What is wrong ({n})", n=len(problems)), opened=opened))
