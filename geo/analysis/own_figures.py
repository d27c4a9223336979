"""The atlas of a session with the figures that its reader brought: they join the plan's, marked as the reader's."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.operational_presence import count_organisations
from geo.core import N_, VINTAGES, translator
from geo.intake import DISPLACEMENT, FOOD, PRESENCE, funding_rows
from geo.monitoring import Indicator, Indicators, Observations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.intake import OwnLayer, ReportedPresence
    from geo.plans import Plan
    from geo.store import Atlas

ORGANISATIONS = "own_organisations"
_ORGANISATIONS_OF = N_("Organisations (yours)")
_LABEL = N_("{title} (yours)")
_TITLE = N_("Your figures: {title}, per region")
_TITLE_ORGANISATIONS = N_("Your figures: organisations reported per region")
_NAME_ORGANISATIONS = N_("organisations reported")


def with_own_figures(atlas: Atlas, layers: Sequence[OwnLayer]) -> Atlas:
    """Return an atlas with a reader's figures; the one it is made of stays as it is.

    Displaced persons and food insecurity join the needs, of the day and region they replace what was there;
    any other figure is a need of its own; the last presence counts organisations per region; funding
    is appended to the plan's table, only for sectors and days that it does not have.
    """
    if not layers:
        return atlas
    tables = dict(atlas.observations.tables)
    indicators = dict(atlas.indicators.rows)
    for layer in layers:
        if layer.kind == DISPLACEMENT:
            tables["idps"] = _joined(tables["idps"], _idps(layer), ["date", "region", "areas"])
        elif layer.kind == FOOD and layer.food is not None:
            tables["food"] = _joined(tables["food"], _food(layer), ["start", "region", "areas"])
        elif len(layer.by_region):
            tables[layer.code] = _figure(layer)
            indicators[layer.code] = _indicator(layer)
    presence = last_presence(layers)
    if presence is not None:
        tables[ORGANISATIONS] = _organisations(presence, atlas)
        indicators[ORGANISATIONS] = _of_organisations()
    return dataclasses.replace(
        atlas, plan=_funded(atlas.plan, layers), own=tuple(layers),
        observations=Observations(Indicators(indicators), tables),
    )  # fmt: skip


def last_presence(layers: Iterable[OwnLayer]) -> ReportedPresence | None:
    """Return the presence that was brought last; None where none was."""
    return next((la.presence for la in reversed(list(layers)) if la.kind == PRESENCE), None)


def _joined(old: pd.DataFrame, new: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Add rows; of a key that both have, the new one stands."""
    added = new.reindex(columns=old.columns).astype(old.dtypes.to_dict())
    both = pd.concat([old, added], ignore_index=True)
    return both[~both.duplicated(key, keep="last")].reset_index(drop=True)


def _idps(layer: OwnLayer) -> pd.DataFrame:
    rows = layer.by_region.rename(columns={"value": "idps"})
    return rows.assign(idps=rows["idps"].round().astype("Int64"), source=layer.source)


def _food(layer: OwnLayer) -> pd.DataFrame:
    rows = layer.food if layer.food is not None else pd.DataFrame()
    keys = ["start", "end", "reference", "kind", "region", "areas"]
    summed = rows.groupby(keys, sort=True).agg(
        population=("population", "sum"), phase3plus=("phase3plus", "sum"), cercles=("cercle", "nunique")
    )
    whole = summed.round().astype("Int64").reset_index()
    return whole.assign(together="", source=layer.source)


def _figure(layer: OwnLayer) -> pd.DataFrame:
    rows = layer.by_region
    return pd.DataFrame(
        {"date": rows["date"].astype("datetime64[s]"), "region": rows["region"].astype(object),
         "areas": rows["areas"].astype(object), "value": rows["value"].astype("Float64"), "source": layer.source}
    )  # fmt: skip


def _organisations(presence: ReportedPresence, atlas: Atlas) -> pd.DataFrame:
    """Count organisations per region in each vintage that the table tells; where nobody reports there are 0."""
    parts = []
    for areas in VINTAGES:
        known = presence.frame[f"region_{areas}"] != ""
        if not known.all():
            continue
        counted = count_organisations(presence, f"region_{areas}")
        regions = [str(r) for r in atlas.regions[areas].frame.index]
        values = counted.reindex(regions, fill_value=0)
        parts.append(pd.DataFrame({"region": regions, "areas": areas, "value": values.to_numpy()}))
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["region", "areas", "value"])
    day = pd.Timestamp(presence.day)
    return rows.assign(
        date=pd.Series(day, index=rows.index, dtype="datetime64[s]"), value=rows["value"].astype("Float64"),
        source=presence.source, region=rows["region"].astype(object), areas=rows["areas"].astype(object),
    )  # fmt: skip


def _indicator(layer: OwnLayer) -> Indicator:
    title = layer.title
    names: dict[str, str] = {}
    for lang in ("en", "fr"):
        t = translator(lang)
        names |= {
            f"label_{lang}": t(_LABEL, title=title), f"name_{lang}": title, f"title_{lang}": t(_TITLE, title=title),
            f"unit_{lang}": title,
        }  # fmt: skip
    return _row(layer.code, "needs", names, () if layer.how in ("sum", "rows") else ("no-sum",))


def _of_organisations() -> Indicator:
    names: dict[str, str] = {}
    for lang in ("en", "fr"):
        t = translator(lang)
        names |= {
            f"label_{lang}": t(_ORGANISATIONS_OF), f"name_{lang}": t(_NAME_ORGANISATIONS),
            f"title_{lang}": t(_TITLE_ORGANISATIONS), f"unit_{lang}": t(_NAME_ORGANISATIONS),
        }  # fmt: skip
    return _row(ORGANISATIONS, "where", names, ("no-sum",))


def _row(code: str, page: str, names: dict[str, str], rules: tuple[str, ...]) -> Indicator:
    return Indicator(
        code=code, page=page, layer="need", kind="count", symbol="circle", classes="jenks", table=code, value="value",
        base="", caveats=rules, hxl="#indicator+num", names=names,
    )  # fmt: skip


def _funded(plan: Plan, layers: Sequence[OwnLayer]) -> Plan:
    """Append a reader's confirmed amounts; one of a sector and day that the plan has stays out."""
    known = set(zip(plan.funding["sector"], plan.funding["as_of"], strict=True))
    rows = [
        row
        for layer in layers
        if layer.funding is not None
        for row in funding_rows(layer.funding, map(str, plan.sectors.index), layer.source)
        if (row["sector"], pd.Timestamp(str(row["as_of"]))) not in known
    ]
    if not rows:
        return plan
    added = pd.DataFrame(rows).assign(as_of=lambda f: pd.to_datetime(f["as_of"]))
    added = added.reindex(columns=plan.funding.columns).astype(plan.funding.dtypes.to_dict())
    return dataclasses.replace(plan, funding=pd.concat([plan.funding, added], ignore_index=True))
