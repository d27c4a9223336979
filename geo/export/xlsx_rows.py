"""The rows of a workbook's sheets: sectors, activities, needs, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.analysis import (
    activities_in_region,
    funding_of_view,
    modality_words,
    names_of_codes,
    sector_title,
    selected_sectors,
)
from geo.monitoring import observation_table, source_words

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas


def sector_rows(drawn: ThematicMap, atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    """Write the sectors' money as the plan reports it, and beside it what a scenario makes of it."""
    chosen = selected_sectors(atlas.plan, drawn.view)
    money = funding_of_view(atlas.plan, drawn.view.but(scenario=())).loc[chosen]
    what_if = funding_of_view(atlas.plan, drawn.view).loc[chosen]
    pledges = {sector: float(amount) for sector, amount in drawn.view.scenario}
    rows = []
    for code, row in money.iterrows():
        pledged = {f"scenario_{k}": v for k, v in _amounts(what_if.loc[code]).items() if k != "requirements_usd"}
        rows.append(
            {
                "sector": code,
                "title": sector_title(atlas, str(code), t),
                "objective": row["objective"],
                **_amounts(row),
                "state": funding_states(t)[row["state"]],
                "as_of": None if pd.isna(row["as_of"]) else row["as_of"].date().isoformat(),
                "scenario": drawn.scenario,
                "scenario_added_usd": pledges.get(str(code), 0.0),
                **pledged,
            }
        )
    return rows


def _amounts(row: pd.Series[Any]) -> dict[str, float | None]:
    known = row["state"] != "not_reported"
    return {
        "requirements_usd": _plain(row["requirements"]),
        "confirmed_usd": float(row["confirmed"]) if known else None,
        "unmet_usd": _plain(row["unmet"]),
        "surplus_usd": _plain(row["surplus"]),
        "coverage_pct": None if pd.isna(row["coverage"]) else round(float(row["coverage"]) * 100, 2),
    }


def _plain(amount: object) -> float | None:
    """Write an amount as a number; one that is not stated is an empty cell."""
    return None if pd.isna(amount) else float(str(amount))


def funding_states(t: Translator) -> dict[str, str]:
    """Say the three states of funding."""
    return {"confirmed": t("confirmed"), "zero": t("reported as zero"), "not_reported": t("not reported")}


def activity_rows(drawn: ThematicMap, atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    """Write the activities that the view shows."""
    view, plan = drawn.view, atlas.plan
    activities = activities_in_region(plan, view, atlas.regions[view.areas].rollup, view.region)
    return [
        {"activity": code, "title": row[f"title_{t.lang}"], "summary": row[f"summary_{t.lang}"]}
        | {"modality": modality_words(str(row["modality"]), t), "sector": sector_title(atlas, str(row["sector"]), t)}
        | {"target_groups": ", ".join(names_of_codes(row["target_groups"], plan.groups, t.lang))}
        | {"partners": ", ".join(names_of_codes(row["partners"], plan.partners, t.lang)), "source": row["source"]}
        for code, row in activities.iterrows()
    ]


def need_rows(atlas: Atlas, t: Translator) -> list[dict[str, Any]]:
    """Write every need figure as published."""
    kinds = {"current": t("observed"), "projected": t("projected"), "census": t("census")}
    counted = [m for m in atlas.indicators.observed if not atlas.indicators[m].is_share]
    return [
        {
            "need": atlas.indicators[measure].label(t.lang), "start": row.start.date().isoformat(),
            "end": row.end.date().isoformat(), "kind": kinds.get(row.kind, t("observed")),
            "region": _named(row.region, row.areas, atlas, t),
            "areas": row.areas, "together": _named(row.together, row.areas, atlas, t), "people": int(row.value),
            "base": None if pd.isna(row.base) else int(row.base), "source": source_words(row.source, t),
        }
        for measure in counted
        for row in observation_table(measure, atlas.observations, atlas.regions).itertuples()
    ]  # fmt: skip


def _named(codes: object, areas: str, atlas: Atlas, t: Translator) -> str:
    """Name the regions of a cell in their own division; a code of no region stays as it is."""
    regions = atlas.regions.get(areas, atlas.regions["2023"])
    known = set(map(str, regions.frame.index))
    found = [c.strip() for c in str(codes or "").split(";") if c.strip() and str(codes) != "nan"]
    return ", ".join(regions.name(c, t.lang) if c in known else c for c in found)
