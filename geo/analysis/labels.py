"""Words that maps, tables and pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.sector_presence import sectors_without_region
from geo.core import LANGS, remember, split_list

if TYPE_CHECKING:
    from datetime import date

    from geo.core import Translator, View
    from geo.plans import Plan
    from geo.store import Atlas


def basis_words(basis: str, t: Translator) -> str:
    """Say a basis in words."""
    return {
        "named": t("named"), "zone": t("zone"), "nationwide": t("nationwide"), "not_stated": t("not stated"),
    }[basis]  # fmt: skip


def sector_title(atlas: Atlas, code: str, t: Translator) -> str:
    """Return a sector's title in the language of *t*."""
    return _sector_titles(atlas, t.lang)[code]


@remember(most=len(LANGS))
def _sector_titles(atlas: Atlas, lang: str) -> dict[str, str]:
    return {str(code): str(title) for code, title in atlas.plan.sectors[f"title_{lang}"].items()}


def names_of_codes(cell: object, names: pd.DataFrame, lang: str) -> list[str]:
    """Name the codes of a cell, such as a list of partners, in a language."""
    return [str(names.loc[code, f"name_{lang}"]) for code in split_list(cell)]


def own_places(activity: str, atlas: Atlas, lang: str) -> list[str]:
    """Name the places that the plan gives for one activity alone."""
    rows = atlas.plan.places[atlas.plan.places["activity"] == activity]
    zones = atlas.plan.zones.drop_duplicates("zone").set_index("zone")[f"title_{lang}"]
    return [
        str(zones[row.place]) if row.basis == "zone" else atlas.regions["2023"].name(str(row.place), lang)
        for row in rows.itertuples()
    ]


def unplaced_words(view: View, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    """Name the view's sectors that are on no region of the map, each with the reason."""
    outside = sectors_without_region(atlas.plan, view)
    lines = zip(outside["sector"], outside["basis"], strict=True)
    return tuple(f"{sector_title(atlas, str(s), t)} – {why_not_placed(str(b), t)}" for s, b in lines)


def why_not_placed(basis: str, t: Translator, *, live: bool = False) -> str:
    """Say why a sector is on no region of a map; on a *live* page also what the reader can do about it."""
    return {
        "zone": t("The plan gives a zone, no region; count zones to see it.")
        if live
        else t("The plan gives a zone, no region."),
        "nationwide": t("Nationwide: no region is named for the sector."),
        "not_stated": t("The plan states no place."),
    }[basis]


def date_words(text: date | None, funding: date | None, t: Translator) -> str:
    """Say the days of a plan's text and of its funding; an unknown day is said to be so."""
    if text is not None and funding is not None:
        return t("Plan text as of {text}; funding as of {funding}.", text=t.day(text), funding=t.day(funding))
    sentences = [t("The day of the plan’s text is not known here."), t("The day of its funding is not known here.")]
    if text is not None:
        sentences[0] = t("Plan text as of {text}.", text=t.day(text))
    if funding is not None:
        sentences[1] = t("Funding as of {funding}.", funding=t.day(funding))
    return " ".join(sentences)


def stated_money(amount: object, t: Translator) -> str:
    """Write an amount; one that the plan does not state is said to be so, never 0."""
    return t("not stated") if pd.isna(amount) else t.money(float(str(amount)))


def place_words(plan: Plan, t: Translator) -> str:
    """Name a plan's country, or the countries that are listed for a plan over several."""
    if plan.countries:
        return ", ".join(t.country(code) for code in plan.countries)
    return t("several countries")


def iso_day(day: date | None) -> str:
    """Write a day as 2024-01-13; an unknown one is empty."""
    return "" if day is None else day.isoformat()


def modality_words(code: str, t: Translator) -> str:
    """Say a modality of an activity in words."""
    return {
        "in_kind": t("in kind"), "cash": t("cash"), "mixed": t("in kind or cash"), "service": t("service"),
        "training": t("training"), "coordination": t("coordination"), "data": t("data"),
    }[code]  # fmt: skip


def scenario_words(view: View, atlas: Atlas, t: Translator) -> str:
    """Stamp a what-if: every pledge in words; empty without one."""
    pledges = [(s, amount) for s, amount in view.scenario if amount]
    if not pledges:
        return ""
    parts = [f"{sector_title(atlas, s, t)} {'+' if a > 0 else '−'}{t.money(abs(float(a)))}" for s, a in pledges]
    return t("SCENARIO: {pledges}", pledges=", ".join(parts))


def silent_words(silent: int, sectors: int, t: Translator) -> str:
    """Say how many of some sectors do not report; empty where all do."""
    if not silent:
        return ""
    if silent == sectors:
        return t("no sector reports")
    if silent == 1:
        return t("1 of {total} sectors does not report", total=sectors)
    return t("{n} of {total} sectors do not report", n=silent, total=sectors)


def view_query(view: View) -> str:
    """Write a view as every file carries it: the grammar's codes; the default view by its language, never empty."""
    return view.query() or f"lang={view.lang}"


def view_words(view: View, t: Translator) -> str:
    """Say the view of a figure, so that a reader can open it again."""
    return t("View: {view}", view=view_query(view))
