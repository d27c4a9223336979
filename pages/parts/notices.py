"""Notices: what is missing or wrong, and what the reader can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import no_shapes_words, place_words, unknown_words
from geo.core import LANGS, translator
from geo.screen import address, fill
from pages.parts import session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.core import Problem, Translator, View
    from geo.screen import Words
    from geo.store import Atlas, Library

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
    if not library.complaints:
        return
    t = session.words()
    kept = [code for code in library.problems if code in library.atlases]
    never = [code for code in library.problems if code not in library.atlases]
    if kept or library.world_problems:
        st.warning(t("The data files have problems; the last good figures are shown."))
    if never:
        st.warning(t("Not offered, for their files have problems: {plans}.", plans=", ".join(never)))
    problem_list(library.complaints, t.lang, opened=bool(kept))


def unknown(atlas: Atlas, view: View, asked: tuple[tuple[str, str], ...]) -> str:
    """Write which words of an address are not known here, and what is shown in their place."""
    problems = unknown_words(dict(asked), atlas)
    if not problems:
        return ""
    t = translator(view.lang)
    head = t("The address asks for what is not known here:")
    return fill("unknown", head=head, lines=[_instead(p, view, t) for p in problems])


def _instead(problem: Problem, view: View, t: Translator) -> str:
    """Write one unknown word of an address with what is shown instead."""
    name, value = str(problem.column), str(problem.value)
    if not hasattr(view, name):
        return t("“{name}” is no part of a view: it is left out.", name=name)
    nothing = {"sector": t("all sectors"), "objective": t("all objectives"), "region": t("no region chosen"),
               "date": t("the latest day"), "scenario": t("no scenario"), "weights": t("no weights"),
               "share": t("the regions of the plan’s claim")}  # fmt: skip
    shown = getattr(view, name)
    instead = str(shown) if shown else nothing.get(name, t("the default"))
    return t("{name} “{value}”: shown instead is {shown}.", name=name, value=value[:60], shown=instead)


def day(_: Atlas, view: View, beside: Words) -> str:
    """Write that the figures are those of an earlier day, and the link to the latest."""
    if view.date is None:
        return ""
    t = translator(view.lang)
    text = t("Figures as they were known on {day}, of needs and of funding.", day=t.day(view.date))
    go = address(view.but(date=None), beside)
    return fill("day", text=text, go=go, back=t("Back to the latest figures"))


def signed_out() -> None:
    """Say that the sign-in has ended, in both languages."""
    for lang in LANGS:
        t = translator(lang)
        st.info(t("Your sign-in has ended: load the page again to sign in."))


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
