"""The charts of needs beside the response, each under its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import charts
from geo.charts import (
    claims_list,
    comparison_words,
    rank_dots,
    region_ranking,
    share_table,
    shares_of_view,
)
from geo.core import View, translator
from geo.maps import compose_map
from geo.screen.pieces import part_html, sentence_html
from geo.screen.templates import side_by_side

if TYPE_CHECKING:
    from geo.store import Atlas


def series_note_html(_: Atlas, need: str, lang: str) -> str:
    """Say what the points of the chart are."""
    return charts.series_note(need, translator(lang))  # loads what draws series only when one is shown


def nothing_beside_needs(_: Atlas, lang: str) -> str:
    """Say why a header alone has nothing to set beside needs."""
    t = translator(lang)
    text = t(
        "Only the header of this plan is known: its money and its sectors are in no region, "
        "so that needs cannot be set beside them."
    )
    return part_html(t("Need beside response"), sentence_html(text))


def need_beside_response(atlas: Atlas, view: View) -> str:
    """Write ranks by need and by response, and beside them what can be claimed."""
    t = translator(view.lang)
    return comparison_words(view, atlas, t) + side_by_side(rank_dots(view, atlas, t), claims_list(view, atlas, t))


def gap_per_person(atlas: Atlas, view: View) -> str:
    """Write the regions in order of their unmet requirements per displaced person."""
    t = translator(view.lang)
    return part_html(t("Unmet requirements per displaced person"), region_ranking(compose_map(view, atlas), t))


def shares_of_claim(atlas: Atlas, need: str, claimed: tuple[str, ...], lang: str) -> str:
    """Write the share of some regions in a need on each day; of those of the plan's claim where none are given."""
    found = shares_of_view(View(need=need, share=claimed), atlas)
    return share_table(found, atlas.indicators.counted(need), atlas, translator(lang))
