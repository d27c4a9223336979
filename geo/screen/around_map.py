"""What stands around a map: its heading with tools and options above, the names of the tabs, what stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from geo.charts import ledger_strip, need_strip
from geo.core import translator
from geo.maps import compose_map, source_line
from geo.screen.filters import active_filters, options_of_map
from geo.screen.links import address
from geo.screen.pieces import of_maps, ordered
from geo.screen.templates import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import View
    from geo.screen.links import FileLink, Words
    from geo.store import Atlas

MOST_CAVEATS = 2
"""Caveats under a map; all of them are a press away."""


def head_html(  # noqa: PLR0913, PLR0917 - all that a heading depends on
    atlas: Atlas, view: View, measures: tuple[str, ...], beside: Words, words: tuple[str, str], link: FileLink
) -> str:
    """Write the heading of a page with a map, its tools, and the options of that map.

    The *words* are title and subtitle, where they are not the map's own; *link* gives the address of a view's file.
    """
    title, subtitle = words
    drawn = compose_map(view.but(region=None), atlas)
    return fill(
        "head",
        title=title or drawn.title,
        subtitle=subtitle or drawn.subtitle,
        scenario=drawn.scenario,
        tools=tools_of(view, atlas, ("png", "slide", "xlsx"), link),
        groups=options_of_map(atlas, view, measures, beside) if measures else (),
        choice=None,
    )


def tools_of(view: View, atlas: Atlas, files: Sequence[str], link: FileLink) -> dict[str, object]:
    """Name what can be done with a view as it stands, and which of its *files* there are, each with its *link*."""
    t, number = translator(view.lang), active_filters(view)
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
        "files": [(kind, name, link(kind, view), words) for kind, name, words, can in offered if can],
    }


def tabs_html(_: Atlas, view: View, beside: Words, labels: tuple[tuple[str, str], ...], now: str) -> str:
    """Write the names of tabs by code; a press on the open one closes it."""
    tabs = [(code, name, address(view, beside, tab="" if code == now else code)) for code, name in labels]
    t = translator(view.lang)
    return fill("tabs", title=t("More on this page"), tabs=tabs, now=now)


def foot_html(atlas: Atlas, view: View, other: View | None, all_of_them: str) -> str:
    """Write what stands below the screen: ledger, the caveats that matter most, dates, sources, disclaimer.

    *all_of_them* is where all caveats are.
    """
    drawn, t = compose_map(view, atlas, other), translator(view.lang)
    need = need_strip(drawn.need, t) if drawn.need and drawn.need.parts else ""
    ledger = ledger_strip(drawn.ledger, t) if drawn.ledger and not drawn.indicator.is_observed else ""
    shown = ordered(of_maps(atlas, view, other))
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
