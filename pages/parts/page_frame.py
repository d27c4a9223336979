"""The frame of a page: its style, headings, sentences and caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from geo.analysis import all_caveats, date_words
from geo.core import translator
from geo.maps import compose_map
from pages.parts import content, session
from pages.parts.templates import fill

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geo.core import Caveat, View
    from geo.store import Atlas


def heading(title: str, subtitle: str = "", scenario: str = "") -> None:
    """Show a page's heading, the line under it and the stamp of a what-if."""
    st.html(heading_html(title, subtitle, scenario))


def heading_html(title: str, subtitle: str = "", scenario: str = "") -> str:
    """Write a page's heading, the line under it and the stamp of a what-if."""
    return fill("heading", title=title, subtitle=subtitle, scenario=scenario)


def map_heading(view: View) -> None:
    """Show the title of a view's map as the page's heading."""
    content.show(_map_heading, view.but(region=None))


def _map_heading(atlas: Atlas, view: View) -> str:
    drawn = compose_map(view, atlas)
    return heading_html(drawn.title, drawn.subtitle, drawn.scenario)


def part(title: str) -> None:
    """Show the heading of a part of a page."""
    st.html(part_html(title))


def part_html(title: str, body: str = "") -> str:
    """Write a part of a page: its heading and, in the same piece, what stands below it."""
    return fill("part", title=title, body=Markup(body))  # noqa: S704 - filled by a template that escapes


def sentence(text: str, kind: str = "") -> None:
    """Show a sentence of the page: plain, in the small print (``foot``) or as a stamp."""
    st.html(sentence_html(text, kind))


def sentence_html(text: str, kind: str = "") -> str:
    """Write a sentence of the page: plain, in the small print (``foot``) or as a stamp."""
    return fill("element", tag="p", kind=kind, text=text)


def caveats(view: View, beside: View | None = None) -> None:
    """Show the caveats that touch a map, or two beside each other, under their heading."""
    content.show(map_caveats, view.but(region=None), beside and beside.but(region=None))


def all_plan_caveats(view: View) -> None:
    """Show every caveat of the plan and of its country as of a view's day, under their heading."""
    content.show(_plan_caveats, view.date, view.lang)


def map_caveats(atlas: Atlas, view: View, beside: View | None = None) -> str:
    """Write the caveats that touch a map, or two beside each other, under their heading."""
    drawn = [compose_map(view, atlas, beside)]
    drawn += [] if beside is None else [compose_map(beside, atlas, view)]
    return caveats_html(dict.fromkeys(c for each in drawn for c in each.caveats), view.lang)


def _plan_caveats(atlas: Atlas, day: date | None, lang: str) -> str:
    return caveats_html(all_caveats(atlas, day), lang)


def caveats_html(shown: Iterable[Caveat], lang: str) -> str:
    """List caveats under their heading, warnings first; missing shapes are said in place of the map."""
    t = translator(lang)
    ordered = sorted((c for c in shown if c.code != "no-shapes"), key=lambda c: c.severity != "warning")
    return part_html(t("Caveats"), fill("caveats", caveats=ordered, t=t))


def dates() -> None:
    """Show the days and the source of a plan that is on no map."""
    content.show(_dates_html, session.current().lang)


def _dates_html(atlas: Atlas, lang: str) -> str:
    t, plan = translator(lang), atlas.plan
    source = t("Sources: {sources}.", sources=str(plan.header["source"]))
    return sentence_html(f"{date_words(plan.text_date, plan.funding_date, t)} {source}", "foot")
