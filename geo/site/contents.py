"""What the site holds of a view: the map's style and the pieces around it, as the app writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.briefing import profile_region
from geo.charts import bivariate_words, region_ranking
from geo.core import View, remember, translator
from geo.maps import compose_map, map_style
from geo.screen import (
    activities_part,
    caveats_html,
    foot_html,
    money_by_place,
    money_by_sector,
    money_over_years,
    plan_panel,
    presence_part,
    ranking_words,
    region_activities,
    region_caveats,
    region_figures,
    region_foot,
    sector_activities,
    small_maps_html,
    who_html,
)
from geo.site.view_set import Batch, selections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.core import Caveat, Translator
    from geo.maps import RegionValue, ThematicMap
    from geo.store import Atlas

    Named = tuple[str, dict[str, Any]]

ALL_CAVEATS = "?tab=caveats"


def key_of(view: View, words: tuple[str, ...]) -> str:
    """Write some words of a view as the site's script does: the name of its content."""
    return View(**{name: getattr(view, name) for name in words}).query()


def content_of(view: View, atlas: Atlas) -> dict[str, Any]:
    """Return what the page of a view shows, in the view's language; HTML as a list of its lines."""
    drawn, t = compose_map(view, atlas), translator(view.lang)
    return {
        "style": plain_style(drawn),
        "subtitle": drawn.subtitle,
        "panel": _panel(drawn, atlas, t),
        "foot": foot_html(atlas, view, None, ALL_CAVEATS).splitlines(),
        "caveats": _caveats(atlas, drawn.caveats, view.lang).splitlines(),
        "unit": drawn.unit,
        "estimate": drawn.estimate,
        "rows": [_row(region) for region in drawn.regions],
    }


def plain_style(drawn: ThematicMap, beside: ThematicMap | None = None, side: str = "") -> dict[str, Any]:
    """Return the map style without what only a server can give: tiles of another host."""
    return map_style(drawn, beside, side) | {"tiles": ""}


@remember(most=64)
def _caveats(_: Atlas, shown: tuple[Caveat, ...], lang: str) -> str:
    """Write caveats; most views have the same ones."""
    return caveats_html(dict.fromkeys(shown), lang)


def _panel(drawn: ThematicMap, atlas: Atlas, t: Translator) -> dict[str, Any]:
    """Write the regions in order; each name leads to its region in the view as it is then."""
    if drawn.bivariate:
        return {"title": t("What the colours say"), "body": bivariate_words(drawn).splitlines()}
    links = {r.slug: f"?region={r.slug}" for r in drawn.regions}
    body = ranking_words(atlas, drawn, t) + region_ranking(drawn, t, links)
    return {"title": t("Regions in order"), "body": body.splitlines()}


def _row(region: RegionValue) -> list[Any]:
    """Return the figures of a region for card and table: slug, state, label, value and both ends of its range."""
    return [region.slug, region.state, region.label, region.value, region.low, region.high]


def around(batch: Batch, atlas: Atlas, lang: str, picture: Callable[[View], str], who: str) -> Iterator[Named]:
    """Give what stands in the tabs of a basis and a vintage, by the selection of sectors; activities by region, too.

    *picture* gives the address of a view's small map, *who* that of the table of who does what where.
    """
    start = View(plan=atlas.plan.code, lang=lang, basis=batch.basis, areas=batch.areas)
    for view in selections(start, atlas):
        chosen = {
            "table": presence_part(atlas, view),
            "who": who_html(atlas, view, who),
            "activities": activities_part(atlas, view),
            "maps": small_maps_html(atlas, view, (), picture) if not view.sector else "",
        }
        yield key_of(view, ("objective", "sector")), {name: text.splitlines() for name, text in chosen.items()}
    regions = [str(slug) for slug in atlas.regions[batch.areas].frame.index]
    for slug in regions:
        yield f"region={slug}", {s: text.splitlines() for s, text in sector_activities(atlas, start, slug).items()}


def money(views: tuple[View, ...], atlas: Atlas) -> Iterator[Named]:
    """Give the charts of money of some views, by all that they depend on, and the plan's own figures."""
    for view in dict.fromkeys(v.only("surplus", "date") for v in views):
        yield f"plan?{key_of(view, ('surplus', 'date'))}", {"panel": plan_panel(atlas, view).splitlines()}
    yield "years", {"years": money_over_years(atlas, views[0].lang).splitlines()}
    words = ("objective", "sector", "basis", "areas", "surplus", "date")
    for view in dict.fromkeys(v.only(*words) for v in views):
        texts = {"sectors": money_by_sector(atlas, view), "flow": money_by_place(atlas, view)}
        yield key_of(view, words), {name: text.splitlines() for name, text in texts.items()}


def region_of(view: View, atlas: Atlas) -> dict[str, Any]:
    """Return what the page of a view's region shows."""
    page = profile_region(view, atlas, str(view.region))
    facts = [f"{name}{translator(view.lang)(': ')}{value}" for name, value in page.facts if value]
    return {
        "title": page.name,
        "subtitle": " · ".join((atlas.plan.title(view.lang), *facts)),
        "panel": region_figures(atlas, view).splitlines(),
        "activities": region_activities(atlas, view).splitlines(),
        "caveats": region_caveats(atlas, view).splitlines(),
        "foot": region_foot(atlas, view).splitlines(),
    }
