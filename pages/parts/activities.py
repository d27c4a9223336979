"""The plan's activities as a list that opens sector by sector."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, modality_words, sector_title
from geo.core import split_list

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import Translator
    from geo.store import Atlas


def activity_list(activities: pd.DataFrame, atlas: Atlas, t: Translator, *, opened: bool) -> str:
    """Write activities (of `coverage.activities_in`) as HTML, every text escaped."""
    blocks = []
    for sector, rows in activities.groupby("sector", sort=False):
        title = sector_title(atlas, str(sector), t)
        items = "".join(_item(row, atlas, t) for _, row in rows.iterrows())
        blocks.append(
            f"<details class='sector'{' open' if opened else ''}><summary>{escape(title)} ({len(rows)})</summary>"
            f"<ul>{items}</ul></details>"
        )
    return "".join(blocks) or f"<p>{escape(t('No activity of the plan fits these filters.'))}</p>"


def _item(row: pd.Series[object], atlas: Atlas, t: Translator) -> str:
    lang, plan = t.lang, atlas.plan
    basis = str(row["basis"])
    tags = [f"{BASIS_SYMBOLS[basis]} {basis_words(basis, t)}", modality_words(str(row["modality"]), t)]
    groups = [str(plan.groups.loc[g, f"name_{lang}"]) for g in split_list(row["target_groups"])]
    partners = [str(plan.partners.loc[p, f"name_{lang}"]) for p in split_list(row["partners"])]
    extra = ""
    if row["own_place"]:
        tags.append(own_places(str(row.name), atlas, t))
    if groups:
        extra += f"<br><small>{escape(t('For: {groups}', groups=', '.join(groups)))}</small>"
    if partners:
        extra += f"<br><small>{escape(t('With: {partners}', partners=', '.join(partners)))}</small>"
    marks = "".join(f"<span class='tag'>{escape(tag)}</span>" for tag in tags)
    source = f"<br><small>{escape(str(row['source']))}</small>"
    title, summary = escape(str(row[f"title_{lang}"])), escape(str(row[f"summary_{lang}"]))
    return f"<li><b>{title}</b>{marks}<br>{summary}{extra}{source}</li>"


def own_places(activity: str, atlas: Atlas, t: Translator) -> str:
    """Name the places that the plan gives for one activity alone."""
    rows = atlas.plan.places[atlas.plan.places["activity"] == activity]
    zones = atlas.plan.zones.drop_duplicates("zone").set_index("zone")[f"title_{t.lang}"]
    names = [
        str(zones[row.place]) if row.basis == "zone" else atlas.regions["2023"].name(str(row.place), t.lang)
        for row in rows.itertuples()
    ]
    return ", ".join(names)
