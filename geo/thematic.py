"""Compose the one map that every renderer draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import checks, coverage, layer_mismatch, layer_money, layer_needs, layer_sectors, need_checks
from geo.drawn import DISCLAIMER, ThematicMap
from geo.i18n import N_, translator
from geo.ledger import ledger
from geo.remember import remember
from geo.view import View
from geo.words import scenario_words, sector_title

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geo.atlas import Atlas
    from geo.drawn import Layer
    from geo.i18n import Translator

_LAYERS: dict[str, Callable[[View, Atlas, Translator, View | None], Layer]] = {
    "sectors": layer_sectors.compose,
    **dict.fromkeys(layer_money.MEASURES, layer_money.compose),
    **dict.fromkeys(layer_needs.MEASURES, layer_needs.compose),
    **dict.fromkeys(layer_mismatch.MEASURES, layer_mismatch.compose),
}
MEASURES = tuple(_LAYERS)


def compose(view: View, atlas: Atlas, beside: View | None = None) -> ThematicMap:
    """Compose the one map that every renderer draws.

    Parameters
    ----------
    view
        What to show; its measure must be one of `MEASURES`.
    atlas
        The loaded plan, regions, observed figures and caveats.
    beside
        The view of a map that stands beside this one; of the same measure, both get the
        same classes.

    Returns
    -------
    ThematicMap
        One `RegionValue` per region of the view's vintage, in the order of the law, with
        title, legend, ledger, dates, sources, caveats and disclaimer in the view's language.
    """
    same = beside if beside is not None and beside.measure == view.measure else None
    # A page and its map's painting ask for the same view at the same moment: the second waits for the first.
    return _compose(atlas, view, same)


@remember(most=256)
def _compose(atlas: Atlas, view: View, beside: View | None) -> ThematicMap:
    t = translator(view.lang)
    layer = _LAYERS[view.measure](view, atlas, t, beside)
    stamp, need_caveats = layer.need, layer.caveats
    if stamp is None and layer.estimate and view.split == "idps":
        weighed = layer_needs.read("idps", view.but(areas="2023"), atlas)
        stamp, need_caveats = layer_needs.stamp(weighed, t), tuple(need_checks.run(weighed, atlas.regions))
    return ThematicMap(
        view=view,
        title=layer.title,
        subtitle=_subtitle(view, atlas, t),
        unit=layer.unit,
        regions=layer.regions,
        legend=layer.legend,
        text_date=atlas.plan.text_date,
        funding_date=_earlier(view.date, atlas.plan.funding_date),
        sources=(*atlas.sources, *(stamp.sources if stamp else ())),
        disclaimer=t(DISCLAIMER),
        ledger=ledger(atlas.plan, view.but(lang="en", region=None, measure="sectors")),
        estimate=layer.estimate,
        scenario=scenario_words(view, atlas, t),
        notes=(*layer.notes, *not_drawn(view, atlas, t)),
        caveats=(
            *need_caveats,
            *checks.touching(atlas.caveats_on(view.date), coverage.selected_sectors(atlas.plan, view)),
        ),
        need=stamp,
        square=layer.square,
        times=layer.times,
        empty=layer.empty or no_sectors(atlas, t),
    )


def _earlier(asked: date | None, of_plan: date | None) -> date | None:
    """Return the day that the funding on a map is of; None where the plan's is not known."""
    return of_plan if asked is None or of_plan is None else min(asked, of_plan)


def no_sectors(atlas: Atlas, t: Translator) -> str:
    """Say that there is no sector in a region, or that the plan's sectors are not known."""
    if atlas.plan.header_only:
        return t("Which sectors work here is not known: only the plan’s header is.")
    return t("The plan names no sector here.")


def _subtitle(view: View, atlas: Atlas, t: Translator) -> str:
    parts = [atlas.plan.title(view.lang)]
    if view.sector:
        parts.append(", ".join(sector_title(atlas, s, t) for s in view.sector))
    if view.objective:
        parts.append(t("objective {codes}", codes=", ".join(view.objective)))
    if view.areas != View().areas:
        parts.append(t("areas of {year}", year=view.areas))
    return " · ".join(parts)


def not_drawn(view: View, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Name the regions of a vintage that have no shape; nothing where all have one, or none has."""
    if not atlas.mapped:
        return ()
    missing = [atlas.regions[view.areas].name(slug, view.lang) for slug in atlas.regions[view.areas].missing]
    text = N_("Not drawn: {regions} (its limits cannot be made from the older cercles).")
    return (t(text, regions=", ".join(missing)),) if missing else ()
