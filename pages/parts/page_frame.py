"""What stands around a map on every page: style, headings, caveats, dates, sources, banners."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import NO_SHAPES, date_words
from geo.charts import CHART_STYLE, ledger_strip, need_strip
from geo.core import LANGS, translator
from geo.maps import source_line
from pages.parts import downloads, session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.core import Caveat, Problem
    from geo.maps import ThematicMap
    from geo.plans import Plan
    from geo.store import Library

_STYLE = Path(__file__).with_name("style.css")


def style() -> None:
    """Load the style sheet of the pages."""
    st.html(_STYLE)
    st.html(CHART_STYLE)


def heading(title: str, subtitle: str = "", scenario: str = "") -> None:
    """Write a page's heading, the line under it and the stamp of a what-if."""
    stamp = f"<p class='stamp'>{escape(scenario)}</p>" if scenario else ""
    st.html(f"<h1 class='page'>{escape(title)}</h1><p class='sub'>{escape(subtitle)}</p>{stamp}")


def part(title: str) -> None:
    """Write the heading of a part of a page."""
    st.html(f"<h2 class='part'>{escape(title)}</h2>")


def caveats(shown: Iterable[Caveat]) -> None:
    """List the caveats that touch what is shown, warnings first; missing shapes are said in place of the map."""
    t = session.words()
    ordered = sorted((c for c in shown if c.code != "no-shapes"), key=lambda c: c.severity != "warning")
    st.html("".join(f"<div class='caveat {c.severity}'>{escape(c.write(t))}</div>" for c in ordered))


def foot(drawn: ThematicMap, key: str) -> None:
    """Write a map's dates, notes, sources, disclaimer and files below it."""
    t = session.words()
    files = [("table.csv", "CSV (HXL)"), ("table.json", "JSON")]
    files += [("regions.geojson", "GeoJSON")] if session.atlas().mapped else []
    links = " · ".join(
        f"<a href='/api/{file}?{escape(drawn.view.query())}' download>{name}</a>" for file, name in files
    )
    lines = source_line(drawn, t)
    if drawn.need and drawn.need.parts:
        st.html(need_strip(drawn.need, t))
    if drawn.ledger and not drawn.indicator.is_observed:
        st.html(ledger_strip(drawn.ledger, t))
    st.html(f"<div class='foot'>{' '.join(escape(line) for line in lines)}</div>"
            f"<p class='foot'>{t('Figures of this map: {links}', links=links)}</p>")  # fmt: skip
    downloads.of_map(drawn.view, key)


def no_shapes() -> None:
    """Say where a map would be that the country has no shapes, and what makes them."""
    t, plan = session.words(), session.atlas().plan
    st.info(t(NO_SHAPES, country=t.country(plan.country), code=plan.country))


def no_needs() -> None:
    """Say that no needs of the country are here, and where they go."""
    t, plan = session.words(), session.atlas().plan
    text = t(
        "No needs of {country} are here: no displaced persons, no food insecurity, no census. Once the shapes are "
        "made, figures go into data/needs/{folder}/idps.csv and food.csv and into the table of regions.",
        country=t.country(plan.country),
        folder=plan.country.lower(),
    )
    st.info(text)


def said(text: str) -> None:
    """Write a sentence of the page."""
    st.html(f"<p>{escape(text)}</p>")


def dates(plan: Plan) -> None:
    """Write the days and the source of a plan that is on no map."""
    t = session.words()
    source = t("Sources: {sources}.", sources=str(plan.header["source"]))
    st.html(f"<p class='foot'>{escape(date_words(plan.text_date, plan.funding_date, t))} {escape(source)}</p>")


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


def problem_list(problems: Sequence[Problem], lang: str, *, opened: bool = True) -> None:
    """List problems, the first twenty in full; closed until the reader opens the list, if so wished."""
    t = translator(lang)
    most = 20
    lines = [p.text(t) for p in problems[:most]]
    if len(problems) > most:
        lines.append(t("and {n} more; python -m geo check lists them all", n=len(problems) - most))
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    head = escape(t("What is wrong ({n})", n=len(problems)))
    st.html(f"<details class='wrong'{' open' if opened else ''}><summary>{head}</summary><ul>{items}</ul></details>")
