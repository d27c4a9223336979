"""What stands around a map on every page: style, headings, caveats, dates, sources, banners."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo import briefing, charts, need_charts, view
from geo.i18n import translator
from pages.parts import downloads, session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.checks import Caveat
    from geo.drawn import ThematicMap
    from geo.errors import Problem

_STYLE = Path(__file__).with_name("style.css")


def style() -> None:
    """Load the style sheet of the pages."""
    st.html(_STYLE)
    st.html(charts.STYLE)


def heading(title: str, subtitle: str = "", scenario: str = "") -> None:
    """Write a page's heading, the line under it and the stamp of a what-if."""
    stamp = f"<p class='stamp'>{escape(scenario)}</p>" if scenario else ""
    st.html(f"<h1 class='page'>{escape(title)}</h1><p class='sub'>{escape(subtitle)}</p>{stamp}")


def part(title: str) -> None:
    """Write the heading of a part of a page."""
    st.html(f"<h2 class='part'>{escape(title)}</h2>")


def caveats(shown: Iterable[Caveat]) -> None:
    """List the caveats that touch what is shown, warnings first."""
    t = session.words()
    ordered = sorted(shown, key=lambda c: c.severity != "warning")
    st.html("".join(f"<div class='caveat {c.severity}'>{escape(c.write(t))}</div>" for c in ordered))


def foot(drawn: ThematicMap, key: str) -> None:
    """Write a map's dates, notes, sources, disclaimer and files below it."""
    t = session.words()
    links = " · ".join(
        f"<a href='/api/{file}?{escape(drawn.view.query())}' download>{name}</a>"
        for file, name in (("table.csv", "CSV (HXL)"), ("table.json", "JSON"), ("regions.geojson", "GeoJSON"))
    )
    lines = briefing.foot_of(drawn, t)
    if drawn.need and drawn.need.parts:
        st.html(need_charts.need_strip(drawn.need, t))
    if drawn.view.measure not in view.NEEDS:
        st.html(charts.ledger_strip(drawn.ledger, t))
    st.html(f"<div class='foot'>{' '.join(escape(line) for line in lines)}</div>"
            f"<p class='foot'>{t('Figures of this map: {links}', links=links)}</p>")  # fmt: skip
    downloads.of_map(drawn.view, key)


def banner(problems: Sequence[Problem]) -> None:
    """Say that the files have problems and that the last good figures are shown."""
    if problems:
        t = session.words()
        st.warning(t("The data files have problems; the last good figures are shown."))
        problem_list(problems, session.current().lang)


def broken(problems: Sequence[Problem]) -> None:
    """Say that there are no good figures to show, in both languages."""
    for lang in view.LANGS:
        t = translator(lang)
        st.error(t("The data files have problems and there are no earlier figures to show."))
        problem_list(problems, lang)


def problem_list(problems: Sequence[Problem], lang: str) -> None:
    """List problems, the first twenty in full."""
    t = translator(lang)
    most = 20
    lines = [p.text(t) for p in problems[:most]]
    if len(problems) > most:
        lines.append(t("and {n} more; python -m geo check lists them all", n=len(problems) - most))
    st.html("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>")
