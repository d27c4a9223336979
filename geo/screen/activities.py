"""The plan's activities as a list that opens sector by sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    BASIS_SYMBOLS,
    activities_in_region,
    basis_words,
    modality_words,
    names_of_codes,
    own_places,
    sector_title,
    selected_sectors,
)
from geo.core import View, remember, translator
from geo.screen.pieces import part_html, sentence_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import Translator
    from geo.store import Atlas


def activities_part(atlas: Atlas, view: View) -> str:
    """Write the activities of a view's sectors, of its region alone where it has one, under their heading."""
    return part_html(translator(view.lang)("Activities"), activity_list(atlas, view))


def activity_list(atlas: Atlas, view: View) -> str:
    """Write the activities of a view's sectors and region, to be opened sector by sector."""
    found = "".join(sector_activities(atlas, view, view.region).values())
    t = translator(view.lang)
    return found or sentence_html(t("No activity of the plan fits these filters."))


def sector_activities(atlas: Atlas, view: View, region: str | None) -> dict[str, str]:
    """Write the activities of each of a view's sectors that may touch a region, by sector; none has nothing."""
    return {s: _of_sector(atlas, s, view.areas, region, view.lang) for s in selected_sectors(atlas.plan, view)}


@remember(most=512)
def _of_sector(atlas: Atlas, sector: str, areas: str, region: str | None, lang: str) -> str:
    """Write the activities of one sector; nothing where it has none there."""
    t, rollup = translator(lang), atlas.regions[areas].rollup
    found = activities_in_region(atlas.plan, View(sector=(sector,)), rollup, region)
    activities = [_activity(row, atlas, t) for _, row in found.iterrows()]
    return fill("activities", sector=sector_title(atlas, sector, t), activities=activities) if activities else ""


def _activity(row: pd.Series[object], atlas: Atlas, t: Translator) -> dict[str, object]:
    """Collect what is written of an activity: title, summary, tags, and the lines below."""
    basis, plan = str(row["basis"]), atlas.plan
    tags = [f"{BASIS_SYMBOLS[basis]} {basis_words(basis, t)}", modality_words(str(row["modality"]), t)]
    if row["own_place"]:
        tags.append(", ".join(own_places(str(row.name), atlas, t.lang)))
    lines = []
    if groups := names_of_codes(row["target_groups"], plan.groups, t.lang):
        lines.append(t("For: {groups}", groups=", ".join(groups)))
    if partners := names_of_codes(row["partners"], plan.partners, t.lang):
        lines.append(t("With: {partners}", partners=", ".join(partners)))
    lines.append(str(row["source"]))
    return {"title": row[f"title_{t.lang}"], "summary": row[f"summary_{t.lang}"], "tags": tags, "lines": lines}
