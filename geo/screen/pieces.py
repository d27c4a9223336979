"""The pieces that pages are written of: headings, parts, panels, sentences, caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from geo.analysis import all_caveats, date_words, glossary
from geo.core import translator
from geo.maps import compose_map
from geo.screen.templates import fill

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geo.core import Caveat, View
    from geo.store import Atlas


def heading_html(title: str, subtitle: str = "", scenario: str = "") -> str:
    """Write a page's heading, the line under it and the stamp of a what-if."""
    return fill("heading", title=title, subtitle=subtitle, scenario=scenario)


def part_html(title: str, body: str = "") -> str:
    """Write a part of a page: its heading and, in the same piece, what stands below it."""
    return fill("part", title=title, body=Markup(body))  # noqa: S704 - filled by a template that escapes


def panel_html(title: str, body: str, region: str = "", close: tuple[str, str] = ("", "")) -> str:
    """Write what stands beside a map: a heading and what filled templates say; of a *region*, a link that closes it.

    *close* is the link's address and its words. The panel scrolls by itself where it is longer than the screen.
    """
    go, words = close
    shown = Markup(body)  # noqa: S704 - filled by templates that escape
    return fill("panel", title=title, body=shown, region=region, close=go, close_words=words)


def sentence_html(text: str, kind: str = "") -> str:
    """Write a sentence of the page: plain, in the small print (``foot``) or as a stamp."""
    return fill("element", tag="p", kind=kind, text=text)


def of_maps(atlas: Atlas, view: View, other: View | None) -> Iterable[Caveat]:
    """Return the caveats that touch a map, or two beside each other, each once."""
    drawn = [compose_map(view, atlas, other)]
    drawn += [] if other is None else [compose_map(other, atlas, view)]
    return dict.fromkeys(c for each in drawn for c in each.caveats)


def ordered(shown: Iterable[Caveat]) -> list[Caveat]:
    """Return caveats in the order of their weight; missing shapes are said in place of the map."""
    return sorted((c for c in shown if c.code != "no-shapes"), key=lambda c: c.severity != "warning")


def map_caveats(atlas: Atlas, view: View, other: View | None = None) -> str:
    """Write the caveats that touch a map, or two beside each other, under their heading."""
    return caveats_html(of_maps(atlas, view, other), view.lang)


def plan_caveats(atlas: Atlas, day: date | None, lang: str) -> str:
    """Write every caveat of the plan and of its country as of a day, under their heading."""
    return caveats_html(all_caveats(atlas, day), lang)


def caveats_html(shown: Iterable[Caveat], lang: str) -> str:
    """List caveats under their heading, warnings first."""
    t = translator(lang)
    return part_html(t("Caveats"), fill("caveats", caveats=ordered(shown), t=t))


def dates_html(atlas: Atlas, lang: str) -> str:
    """Write the days and the source of a plan that is on no map."""
    t, plan = translator(lang), atlas.plan
    source = t("Sources: {sources}.", sources=str(plan.header["source"]))
    return sentence_html(f"{date_words(plan.text_date, plan.funding_date, t)} {source}", "foot")


def glossary_html(_: Atlas, lang: str) -> str:
    """Write each term with what it means, under their heading."""
    t = translator(lang)
    return part_html(t("Glossary"), fill("glossary", terms=glossary(t)))
