"""The briefing as one HTML file: maps to pan and click, keys, both languages, no network at all."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.briefing import MOST_TITLE, compose_slide, profile_region, write_storyline
from geo.charts import interval_bar
from geo.core import LANGS, View, translator
from geo.export.live_link import live_link
from geo.export.region_html import TEMPLATE_FOLDER, TEMPLATES, region_card
from geo.export.row_bars import bar_words, row_bars
from geo.maps import (
    alt_text,
    boundaries_script,
    common_legend,
    compose_map,
    is_numeric_column,
    leaflet_script,
    leaflet_sheet,
    map_bounds,
    map_script,
    map_sheet,
    map_style,
    small_map_svg,
)

if TYPE_CHECKING:
    from geo.briefing import SlideContent, Storyline
    from geo.core import Translator
    from geo.store import Atlas

_LONG_TITLE = 120  # letters: more would not fit into two lines


def deck_html(storyline: Storyline, atlas: Atlas, start: str = "en", address: str = "") -> str:
    """Write a briefing as one self-contained page.

    Parameters
    ----------
    storyline
        Its slides.
    atlas
        The loaded plan, regions and observed figures.
    start
        Language that it opens in; both are inside.
    address
        Where the explorer answers (``https://plans.example.org``): each slide then leads to
        its live view, by a link and a QR code. Without one there is no link.

    Returns
    -------
    str
        HTML that asks for nothing: styles, Leaflet, shapes, map styles and region cards
        are in it, and its own policy forbids every request. The same storyline and data
        give the same text.
    """
    decks, styles, cards = [], {}, _Cards(atlas)
    titles: list[str] = []
    for lang in LANGS:
        slides = []
        for n, content in enumerate(compose_slide(storyline, atlas, lang), start=1):
            name = f"{lang}-{n}"
            if content.drawn:
                styles[name] = _map_style(content)
                cards.add(name, content.view)
            titles.append(content.title)
            slides.append(_slide(content, name, address) | _small(content, atlas))
        decks.append((lang, translator(lang), slides))
    data = {
        "id": hashlib.sha256("\n".join((write_storyline(storyline), *titles)).encode()).hexdigest()[:16],
        "story": hashlib.sha256(write_storyline(storyline).encode()).hexdigest(),
        "most": MOST_TITLE,
        "start": start,
        "bounds": map_bounds(atlas) if atlas.mapped else (),
        "words": {lang: _words(translator(lang)) for lang in LANGS},
        "maps": styles,
        "cards": cards.of_slides,
        "texts": cards.texts,
    }
    return TEMPLATES.get_template("deck.html").render(
        start=start,
        title=atlas.plan.title(start),
        decks=decks,
        styles=_styles(),
        scripts=_scripts(atlas),
        bar=interval_bar,
        texts=data["words"],
        data=_json(data),
    )


def _map_style(content: SlideContent) -> dict[str, Any]:
    """Write a map's style without what only a server can give: tiles and other days."""
    if content.drawn is None:
        return {}
    return map_style(content.drawn) | {"tiles": "", "times": []}


def _words(t: Translator) -> dict[str, str]:
    """Name the buttons, each with its key."""
    return {
        "back": t("Back (←)"), "on": t("On (→)"), "lang": t("Other language (L)"),
        "notes": t("Presenter’s window: notes, next slide, timer (N)"), "blank": t("Black screen (B)"),
        "blocked": t("The browser has blocked the presenter’s window: allow pop-up windows of this page."),
        "dark": t("The screen is black"), "next": t("Next slide"), "script": t("Notes"), "pause": t("Pause"),
        "go": t("Go on"), "anew": t("From 0"),
        "sorter": t("All slides (O)"), "undo": t("Undo"), "title": t("Title"), "drop": t("Remove"),
        "full": t("Full screen (F)"), "print": t("Print (P)"), "close": t("Close"), "more": t("and {n} more"),
        "live": t("Live view"), "still": t("The map needs a browser that runs scripts. It shows:"),
    }  # fmt: skip


def _slide(content: SlideContent, name: str, address: str) -> dict[str, Any]:
    alt = alt_text(content.drawn) if content.drawn else ""
    right = [is_numeric_column(column) for column in zip(*content.rows, strict=True)]
    bars = row_bars(content)
    return {"content": content, "right": right, "map": name, "alt": alt, "live": live_link(content, address),
            "bars": bars, "key": bar_words(bars, translator(content.view.lang)),
            "long": len(content.title) > _LONG_TITLE,
            "left": bool(content.drawn or content.activities)}  # fmt: skip


def _small(content: SlideContent, atlas: Atlas) -> dict[str, Any]:
    """Write small maps as pictures within the page: patterns of one would else be another's."""
    pictures = [
        (title, base64.b64encode(small_map_svg(drawn, atlas.regions[drawn.view.areas]).encode()).decode(), drawn)
        for title, drawn in content.small
    ]
    return {"small": [(title, text, alt_text(drawn), drawn.badges) for title, text, drawn in pictures],
            "legend": common_legend(content.small)}  # fmt: skip


class _Cards:
    """The cards of regions, each with the figures of the slide that it is opened on; equal texts are kept once.

    ``of_slides`` leads from a slide to its regions, each with the place of its card among ``texts``.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.texts: list[str] = []
        self.of_slides: dict[str, dict[str, int]] = {}
        self._known: dict[str, int] = {}
        self._views: dict[View, dict[str, int]] = {}

    def add(self, name: str, view: View) -> None:
        """Write the cards of a slide's view; what a card does not depend on is no other view."""
        if self.atlas.plan.header_only:
            return
        own = view.of_figures().but(lang=view.lang, need=View().need, against=View().against)
        if own not in self._views:
            regions = map(str, self.atlas.regions[own.areas].frame.index)
            self._views[own] = {slug: self._card(own, slug) for slug in regions}
        self.of_slides[name] = self._views[own]

    def _card(self, view: View, slug: str) -> int:
        text = region_card(profile_region(view, self.atlas, slug), compose_map(view, self.atlas).subtitle)
        if text not in self._known:
            self._known[text] = len(self.texts)
            self.texts.append(text)
        return self._known[text]


def _styles() -> Markup:
    """Put the style sheets together; pictures that they name are left out: nothing is asked for."""
    own = (TEMPLATE_FOLDER / "deck.css").read_text(encoding="utf-8")
    return Markup(f"{leaflet_sheet()}\n{map_sheet()}\n{own}")  # noqa: S704 - own files


def _scripts(atlas: Atlas) -> Markup:
    texts = [
        leaflet_script(),
        boundaries_script(atlas.regions, atlas.basemap) if atlas.mapped else "",
        map_script(),
        *(
            (TEMPLATE_FOLDER / name).read_text(encoding="utf-8")
            for name in ("deck_windows.js", "deck_sorter.js", "deck.js")
        ),
    ]
    return Markup("\n".join(t.replace("</script", "<\\/script") for t in texts))  # noqa: S704 - own files


def _json(data: dict[str, Any]) -> Markup:
    """Write data so that no text in it can end its script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704
