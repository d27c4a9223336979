"""The frame of a page: its style, headings, sentences and caveats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import date_words
from geo.charts import CHART_STYLE
from pages.parts import session
from pages.parts.templates import fill

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.core import Caveat
    from geo.plans import Plan

_STYLE = Path(__file__).with_name("style.css")


def style() -> None:
    """Load the style sheet of the pages."""
    st.html(_STYLE)
    st.html(CHART_STYLE)


def heading(title: str, subtitle: str = "", scenario: str = "") -> None:
    """Write a page's heading, the line under it and the stamp of a what-if."""
    st.html(fill("heading", title=title, subtitle=subtitle, scenario=scenario))


def part(title: str) -> None:
    """Write the heading of a part of a page."""
    st.html(fill("element", tag="h2", kind="part", text=title))


def sentence(text: str, kind: str = "") -> None:
    """Write a sentence of the page: plain, in the small print (``foot``) or as a stamp."""
    st.html(fill("element", tag="p", kind=kind, text=text))


def caveats(shown: Iterable[Caveat]) -> None:
    """List the caveats that touch what is shown, warnings first; missing shapes are said in place of the map."""
    ordered = sorted((c for c in shown if c.code != "no-shapes"), key=lambda c: c.severity != "warning")
    st.html(fill("caveats", caveats=ordered, t=session.words()))


def dates(plan: Plan) -> None:
    """Write the days and the source of a plan that is on no map."""
    t = session.words()
    source = t("Sources: {sources}.", sources=str(plan.header["source"]))
    sentence(f"{date_words(plan.text_date, plan.funding_date, t)} {source}", "foot")
