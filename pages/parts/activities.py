"""The plan's activities as a list that opens sector by sector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, modality_words, names_of_codes, own_places, sector_title
from pages.parts.templates import fill

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import Translator
    from geo.store import Atlas


def activity_list(activities: pd.DataFrame, atlas: Atlas, t: Translator, *, opened: bool) -> str:
    """Write activities (of `geo.analysis.activities_in_region`) as HTML."""
    sectors = [
        (sector_title(atlas, str(sector), t), [_activity(row, atlas, t) for _, row in rows.iterrows()])
        for sector, rows in activities.groupby("sector", sort=False)
    ]
    return fill("activities", sectors=sectors, opened=opened, empty=t("No activity of the plan fits these filters."))


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
