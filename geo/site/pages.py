"""The pages of the site in a language, each with what it shows before any script runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from geo.analysis import sector_title
from geo.briefing import first_region
from geo.core import LANGS, View, translator
from geo.maps import alt_text, compose_map, opening_map_svg
from geo.screen import glossary_html, heading_html, plan_panel
from geo.site.contents import content_of, plain_style, region_of
from geo.site.own_options import filters_html, groups_above, groups_of_money, resting
from geo.site.sources import copy_words, sources_html
from geo.site.templates import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.site.assets import Assets
    from geo.site.sources import Row
    from geo.store import Atlas

LANG_NAMES = {"en": "English", "fr": "Français"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing is asked of another host, and no script but the site's own files runs."""
MAP_PAGES = {"overview": "index", "where": "where", "funding": "funding", "needs": "needs"}
SIDE_BY_SIDE = ("sectors", "idps")
"""What two maps side by side show first."""
_LONGEST = 300
"""Letters of a page's description."""


@dataclass(frozen=True)
class Edition:
    """What all pages of an edition share.

    ``base`` is where the site will be served, for what must be a whole address, and ``live`` where the live explorer
    answers; either may be empty. ``indexes`` is the index script of each language, ``pictures`` the picture of each
    page in a language, both by path; ``sources`` lists the data files.
    """

    atlas: Atlas
    assets: Assets
    version: str
    live: str
    base: str
    indexes: Mapping[str, str]
    pictures: Mapping[tuple[str, str], str]
    sources: tuple[Row, ...]


def pages_of(edition: Edition, lang: str) -> dict[str, bytes]:
    """Write every page of a language but the briefing, by its path."""
    atlas = edition.atlas
    made = {f"{file}.html": _map_page(edition, page, lang) for page, file in MAP_PAGES.items()}
    made["compare.html"] = _compare_page(edition, lang)
    regions = [str(slug) for slug in atlas.regions[View().areas].frame.index]
    first = first_region(View(plan=atlas.plan.code, lang=lang), atlas)
    made["region.html"] = _region_page(edition, first, lang, "region.html")
    made |= {f"region-{slug}.html": _region_page(edition, slug, lang, f"region-{slug}.html") for slug in regions}
    sources = sources_html(atlas, edition.sources, edition.version, lang)
    words = heading_html(translator(lang)("Glossary")) + glossary_html(atlas, lang)
    made["glossary.html"] = _plain_page(edition, "glossary", lang, words)
    made["sources.html"] = _plain_page(edition, "sources", lang, sources)
    return {f"{lang}/{name}": text.encode() for name, text in made.items()}


def names_of_pages(t: Translator) -> tuple[tuple[str, str, str], ...]:
    """Name the pages in the order of the navigation: code, name, file."""
    return (
        ("overview", t("Overview"), "index.html"), ("where", t("Where"), "where.html"),
        ("funding", t("Funding"), "funding.html"), ("needs", t("Needs"), "needs.html"),
        ("compare", t("Compare"), "compare.html"), ("region", t("Region"), "region.html"),
        ("briefing", t("Briefing"), "briefing.html"), ("glossary", t("Glossary"), "glossary.html"),
        ("sources", t("Sources"), "sources.html"),
    )  # fmt: skip


def measures_of(page: str, atlas: Atlas) -> tuple[str, ...]:
    """Return the measures that a page of the site shows, its first one first."""
    return atlas.indicators.of_page(page) or ("sectors",)


def _map_page(edition: Edition, page: str, lang: str) -> str:
    atlas, t, measures = edition.atlas, translator(lang), measures_of(page, edition.atlas)
    view = View(plan=atlas.plan.code, lang=lang, measure=measures[0])
    content, drawn = content_of(view, atlas), compose_map(view, atlas)
    panel = [plan_panel(atlas, view.only())] if page == "overview" else content["panel"]["body"]
    body = _body(
        "map", edition, page, t,
        title=drawn.title,
        subtitle=drawn.subtitle,
        filters=Markup(filters_html(atlas, view)),  # noqa: S704 - filled by templates that escape
        groups=groups_above(atlas, view, measures),
        choice=(),
        resting=resting(atlas, view),
        money=groups_of_money(atlas, view) if page in ("funding", "needs") else (),
        panel=_html(panel),
        panel_title=content["panel"]["title"],
        tabs=_tabs(page, t),
        foot=_html(content["foot"]),
        caveats=_html(content["caveats"]),
        picture_words=alt_text(drawn),
        opening=_opening(drawn, atlas),
    )  # fmt: skip
    return _whole(edition, page, lang, f"{MAP_PAGES[page]}.html", drawn.title, alt_text(drawn), body, measures)


def _region_page(edition: Edition, slug: str, lang: str, file: str) -> str:
    atlas, t = edition.atlas, translator(lang)
    view = View(plan=atlas.plan.code, lang=lang, region=slug)
    page, drawn, regions = region_of(view, atlas), compose_map(view.but(region=None), atlas), atlas.regions[view.areas]
    body = _body(
        "map", edition, "region", t,
        title=page["title"],
        subtitle=page["subtitle"],
        filters="",
        region=slug,
        groups=(),
        choice=[(str(s), regions.name(str(s), lang)) for s in regions.frame.index],
        money=(),
        panel=_html(page["panel"]),
        panel_title=page["title"],
        tabs=_tabs("region", t),
        foot=_html(page["foot"]),
        caveats=_html(page["activities"] + page["caveats"]),
        picture_words=alt_text(drawn),
        opening=_opening(drawn, atlas, slug),
    )  # fmt: skip
    told = f"{page['title']}: {page['subtitle']}"
    return _whole(edition, "region", lang, file, page["title"], told, body, ("sectors",), region=slug)


def _compare_page(edition: Edition, lang: str) -> str:
    atlas, t = edition.atlas, translator(lang)
    titles, sectors = atlas.plan.objectives[f"title_{lang}"], atlas.plan.sectors.index
    parts = [
        ("", t("all sectors")),
        *((f"objective={code}", f"{code} · {title}") for code, title in titles.items()),
        *((f"sector={code}", sector_title(atlas, str(code), t)) for code in sectors),
    ]
    pictured = {measures_of(page, atlas)[0]: page for page in MAP_PAGES}
    drawn = {m: compose_map(View(plan=atlas.plan.code, lang=lang, measure=m), atlas) for m in SIDE_BY_SIDE}
    still = [
        (edition.pictures.get((pictured.get(m, ""), lang), ""), alt_text(shown), _opening(shown, atlas))
        for m, shown in drawn.items()
    ]
    body = _body(
        "compare", edition, "compare", t,
        title=t("Two maps side by side"),
        sides=(("left", t("Left map")), ("right", t("Right map"))),
        still=still,
        shown=list(drawn.values()),
        measures_named=[(i.code, i.label(lang)) for i in atlas.indicators],
        parts=parts,
    )  # fmt: skip
    title = t("Two maps side by side")
    return _whole(edition, "compare", lang, "compare.html", title, title, body, SIDE_BY_SIDE)


def _plain_page(edition: Edition, page: str, lang: str, content: str) -> str:
    title = next(name for code, name, _ in names_of_pages(translator(lang)) if code == page)
    return _whole(edition, page, lang, f"{page}.html", title, title, content, ())


def _body(template: str, edition: Edition, page: str, t: Translator, **values: object) -> str:
    """Fill what stands between header and foot of a page."""
    picture = edition.pictures.get((page, t.lang), "")
    return fill(template, page=page, words=_words(t, edition.version), picture=picture, **values)


def _whole(  # noqa: PLR0913, PLR0917 - all that a page's head says
    edition: Edition, page: str, lang: str, file: str, title: str, told: str, body: str, measures: tuple[str, ...],
    region: str = "",
) -> str:  # fmt: skip
    """Set a page's head, header and foot around its body."""
    t, kind = translator(lang), "compare" if page == "compare" else "map" if measures else "plain"
    opening = measures if page == "compare" else measures[:1]
    scripts = [f"../{edition.indexes[lang] if s == 'INDEX' else s}" for s in edition.assets.scripts[kind]]
    picture = edition.pictures.get((page, lang), "")
    return fill(
        "page",
        lang=lang,
        page=page,
        region=region,
        measures=measures,
        policy=POLICY,
        title=title,
        plan_title=edition.atlas.plan.title(lang),
        description=told if len(told) <= _LONGEST else f"{told[:_LONGEST].rsplit(' ', 1)[0]} …",
        base=edition.base or "../",
        picture=picture,
        picture_words=told,
        version=edition.version,
        others=[(code, f"{edition.base or '../'}{code}/{file}") for code in LANGS],
        sheet=f"../{edition.assets.sheet}",
        opening=f"../{edition.assets.opening}",
        scripts=scripts,
        pages=names_of_pages(t),
        langs=[(code, LANG_NAMES[code], f"../{code}/{file}") for code in LANGS],
        live=edition.live,
        words=_words(t, edition.version),
        body=Markup(body),  # noqa: S704 - filled by templates that escape
        first=_plain_json(_styles(edition.atlas, lang, opening)),
    )


def _opening(drawn: ThematicMap, atlas: Atlas, region: str = "") -> Markup:
    """Draw the map that a page opens with, for the moment until its script does."""
    svg = opening_map_svg(plain_style(drawn), atlas, alt_text(drawn), region)
    return Markup(svg)  # noqa: S704 - made of figures and of escaped words


def _styles(atlas: Atlas, lang: str, measures: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the styles of the maps that a page opens with: they are drawn before any other file is read."""
    return [plain_style(compose_map(View(plan=atlas.plan.code, lang=lang, measure=m), atlas)) for m in measures]


def _plain_json(value: list[dict[str, Any]]) -> Markup:
    """Write values so that nothing in them ends the element of a page that they stand in; nothing for no values."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - data, no HTML


def _html(lines: Iterable[str]) -> Markup:
    """Put lines together that templates have filled."""
    return Markup("\n".join(lines))  # noqa: S704 - as said


def _tabs(page: str, t: Translator) -> tuple[tuple[str, str], ...]:
    own: dict[str, tuple[tuple[str, str], ...]] = {
        "overview": (("maps", t("Where each objective intervenes")),),
        "where": (
            ("table", t("Sectors and regions")), ("who", t("Who does what where")), ("activities", t("Activities")),
            ("maps", t("Small maps")),
        ),
        "funding": (
            ("sectors", t("Sectors by objective")), ("flow", t("From the plan to the map")),
            ("years", t("Over the years")),
        ),
        "region": (("activities", t("Activities that may touch the region")),),
    }  # fmt: skip
    figures = () if page == "region" else (("figures", t("Table")),)
    return (*own.get(page, ()), ("caveats", t("Caveats")), *figures)


def _words(t: Translator, version: str) -> dict[str, Any]:
    return {
        "skip": t("To the map"), "pages": t("Pages"), "find": t("Find it"),
        "find_label": t("Find a region, a sector, a partner, an activity or a word"), "found": t("What was found"),
        "view": t("This view"), "filters": t("Filters"), "link": t("Copy link"), "full": t("Full screen"),
        "print": t("Print"), "close": t("Close"), "more": t("More on this page"), "region": t("Region"),
        "region_page": t("The region’s page"), "latest": t("Back to the latest figures"), "on_map": t("On the map"),
        "sectors": t("Sectors"), "moves": t("Moving or zooming one moves the other."),
        "copy_of": copy_words(version, t), "live": t("This view in the live explorer"),
        "keep": t("Keep the whole site for use without internet"),
        "still": t(
            "No script runs here: the map is a picture of what this page opens with, and nothing can be chosen."
        ),
    }  # fmt: skip
