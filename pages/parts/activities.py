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
)
from geo.core import translator
from pages.parts import page_frame
from pages.parts.templates import fill

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import Translator, View
    from geo.store import Atlas


def activities_part(atlas: Atlas, view: View) -> str:
    """Write the activities of a view's sectors, of its region alone where it has one, under their heading."""
    return page_frame.part_html(translator(view.lang)("Activities"), activity_list(atlas, view))


def activity_list(atlas: Atlas, view: View) -> str:
    """Write the activities of a view's sectors and region, to be opened sector by sector."""
    t = translator(view.lang)
    activities = activities_in_region(atlas.plan, view, atlas.regions[view.areas].rollup, view.region)
    sectors = [
        (sector_title(atlas, str(sector), t), [_activity(row, atlas, t) for _, row in rows.iterrows()])
        for sector, rows in activities.groupby("sector", sort=False)
    ]
    return fill("activities", sectors=sectors, empty=t("No activity of the plan fits these filters."))


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
