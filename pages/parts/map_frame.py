"""The frame of a page with a map: the first screen, its heading with tools and options, and what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from geo.charts import ledger_strip, need_strip
from geo.core import translator
from geo.maps import compose_map, source_line
from pages.parts import content, filters, page_frame, session, take_away
from pages.parts.links import address
from pages.parts.templates import fill

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from geo.core import View
    from geo.store import Atlas
    from pages.parts.links import Words

MOST_CAVEATS = 2
"""Caveats under a map; all of them are a press away."""


def screen(kind: str = "one") -> DeltaGenerator:
    """Open the first screen of a page: what stands in it is laid out by the style sheet, the map as high as it can.

    *kind* is ``one`` (filters, map, panel), ``two`` (two maps between filters and panel) or ``compare``.
    """
    return st.container(key=f"screen-{kind}")


def head(view: View, measures: tuple[str, ...] = (), words: tuple[str, str] = ("", "")) -> None:
    """Show the heading of a page with a map, its tools, and the options of that map.

    The *words* are title and subtitle, where they are not the map's own.
    """
    content.show(_head, view, measures, session.beside(), words)


def _head(atlas: Atlas, view: View, measures: tuple[str, ...], beside: Words, words: tuple[str, str]) -> str:
    title, subtitle = words
    drawn = compose_map(view.but(region=None), atlas)
    return fill(
        "head",
        title=title or drawn.title,
        subtitle=subtitle or drawn.subtitle,
        scenario=drawn.scenario,
        tools=tools(view, atlas, ("png", "slide", "xlsx")),
        groups=filters.of_map(atlas, view, measures, beside) if measures else (),
        choice=None,
    )


def tools(view: View, atlas: Atlas, files: tuple[str, ...]) -> dict[str, object]:
    """Name what can be done with a view as it stands, and which of its *files* there are."""
    t, number = translator(view.lang), filters.active(view)
    known = {
        "png": (t("Picture"), t("This map as a picture (PNG)"), atlas.mapped),
        "slide": (t("Slide"), t("This map as a slide (PowerPoint)"), atlas.mapped),
        "xlsx": (t("Table"), t("The figures of this map as a workbook (XLSX)"), True),
        "region": (t("PDF"), t("This region on one sheet (PDF)"), atlas.mapped),
    }
    offered = [(kind, *known[kind]) for kind in files]
    return {
        "name": t("This view"),
        "filters": t("Filters ({n})", n=number) if number else t("Filters"),
        "link": t("Copy link"),
        "full": t("Full screen"),
        "print": t("Print"),
        "files": [(kind, name, take_away.address(kind, view), words) for kind, name, words, can in offered if can],
    }


def foot(view: View, other: View | None = None) -> None:
    """Show what stands below the screen: the ledger, the caveats that matter most, dates, sources, disclaimer."""
    everywhere = (view.but(region=None), other and other.but(region=None))
    content.show(_foot, *everywhere, address(view, session.beside(), tab="caveats"))


def _foot(atlas: Atlas, view: View, other: View | None, all_of_them: str) -> str:
    drawn, t = compose_map(view, atlas, other), translator(view.lang)
    need = need_strip(drawn.need, t) if drawn.need and drawn.need.parts else ""
    ledger = ledger_strip(drawn.ledger, t) if drawn.ledger and not drawn.indicator.is_observed else ""
    shown = page_frame.ordered(page_frame.of_maps(atlas, view, other))
    link = t("All {n} caveats", n=len(shown)) if len(shown) > MOST_CAVEATS else ""
    return fill(
        "foot",
        strips=Markup(need + ledger),  # noqa: S704 - filled by templates that escape
        lines=source_line(drawn, t),
        caveats=shown[:MOST_CAVEATS],
        title=t("Caveats"),
        all=all_of_them,
        all_words=link,
        t=t,
    )
