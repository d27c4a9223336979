"""The figures of a map as tables: one row per region, and beside it the ledger, the caveats and the notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.analysis import (
    date_words,
    estimate_by_region,
    iso_day,
    ledger_lines,
    sectors_present,
    unmet_per_displaced_person,
    view_query,
)
from geo.core import N_, translator
from geo.export.columns import MONEY_LAYERS, ledger_columns, region_columns
from geo.export.csv_text import DIGITS, FINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.core import Translator
    from geo.maps import RegionValue, ThematicMap
    from geo.store import Atlas

    Row = dict[str, Any]
    """Cells by the name of their column."""

_JSON_NAMES = (
    "view", "title", "subtitle", "text_date", "funding_date", "needs", "sources", "disclaimer", "notes", "caveats",
    "estimate", "scenario", "rows", "ledger", "need_ledger",
)  # fmt: skip
_BETWEEN = "|"
"""Between the texts of a list in one cell: no code and no name has it."""
_AT_LEAST = "≥"


def table_rows(drawn: ThematicMap, atlas: Atlas) -> list[Row]:
    """Return one row per region of a map, and nothing else; keys as in `REGION_COLUMNS`.

    ``value``, ``low`` and ``high`` are those drawn: money to the cent, shares and rates to eight decimals.
    Where the map shows money, ``est_…`` columns have the estimate under the view's split
    without any pledge, and ``scenario_…`` columns what the view's pledges make of it. Where
    no sector is located in a region its money is empty, as it is on the map: what
    the plan places nowhere, nationwide or in a zone may still reach it, so it is not 0.
    ``unit`` says how a share or a difference of ranks is written.
    """
    view = drawn.view
    present = sectors_present(atlas.plan, view, atlas.regions[view.areas].rollup)
    here = present.groupby("region")["sector"].agg(list).to_dict()
    order = list(atlas.plan.sectors.index)
    common = view_columns(drawn) | {
        "measure": view.measure, "unit": table_unit(drawn, translator(view.lang)), "value_is": _kind_of_value(drawn),
    }  # fmt: skip
    money, asked = _money(drawn, atlas), _asked(drawn, atlas)
    columns = [c.name for c in region_columns(drawn)]
    rows = [
        common
        | _place(r, atlas, view.areas)
        | _drawn(r, drawn)
        | {"sectors": joined(sorted(here.get(r.slug, []), key=order.index)), "remark": r.remark}
        | money.get(r.slug, {})
        | asked.get(r.slug, {})
        for r in drawn.regions
    ]
    return [{name: row.get(name) for name in columns} for row in rows]


def view_columns(drawn: ThematicMap) -> Row:
    """Write what every row and every feature of a map says of its view: areas, basis, split, scenario and days."""
    view = drawn.view
    return {
        "areas": view.areas, "basis": view.basis, "split": view.split, "surplus": view.surplus,
        "scenario": drawn.scenario, "text_date": iso_day(drawn.text_date),
        "funding_date": iso_day(drawn.funding_date), **_observed(drawn),
    }  # fmt: skip


def joined(texts: Iterable[str]) -> str:
    """Write several texts into one cell."""
    return _BETWEEN.join(texts)


def _place(region: RegionValue, atlas: Atlas, areas: str) -> Row:
    """Write which region a row is of, its P-code, and which list in which version that code is from."""
    version = atlas.regions[areas].pcode_version
    listed = ("", "") if not region.pcode else (f"OCHA COD-AB {atlas.plan.country}", version)
    return {"region": region.slug, "name": region.name, "pcode": region.pcode,
            "pcode_list": listed[0], "pcode_version": listed[1]}  # fmt: skip


def _drawn(region: RegionValue, drawn: ThematicMap) -> Row:
    """Write the figure of a region as it is drawn, its range and its bound."""
    digits = FINE if drawn.indicator.kind in {"share", "rate"} else DIGITS
    figures = {end: _plain(getattr(region, end), digits) for end in ("value", "low", "high")}
    least = _AT_LEAST if region.label.startswith(_AT_LEAST) else ""
    return figures | {"bound": least, "state": region.state, "need_value": _plain(region.need)}


def _kind_of_value(drawn: ThematicMap) -> str:
    """Say what the values of a map are: estimates, hypothetical ones, published figures, or counted from the plan."""
    if drawn.indicator.is_observed:
        return "published"
    if not drawn.estimate:
        return "counted"
    return "scenario" if drawn.view.scenario else "estimate"


def _asked(drawn: ThematicMap, atlas: Atlas) -> dict[str, Row]:
    """Write what is required per displaced person beside what is unmet, by region; the flag is the remark."""
    if drawn.view.measure != "unmet_per_idp":
        return {}
    t, rows = translator(drawn.view.lang), unmet_per_displaced_person(drawn.view, atlas).to_dict("index")
    flag = {"remark": t("many people, little asked")}
    return {
        str(slug): {"est_required_per_idp_usd": round(row["asked"], 2)} | (flag if row["little_asked"] else {})
        for slug, row in rows.items()
    }


def table_unit(drawn: ThematicMap, t: Translator) -> str:
    """Name the unit of a map's values, low and high ends as a table holds them."""
    if drawn.indicator.is_share:
        return t("{unit} (a share: 0.5 is 50 %)", unit=drawn.unit)
    if drawn.bivariate is not None or drawn.view.measure == "mismatch":
        text = N_("rank by response less rank by need (above 0: need ranks higher), of {unit}")
        return t(text, unit=drawn.unit)
    return drawn.unit


def _observed(drawn: ThematicMap) -> Row:
    """Write which needs the map uses, of when and by whom; empty where it uses none."""
    need = drawn.need
    if need is None:
        return {}
    return {"need_measure": need.measure, "need_date": need.start.isoformat(), "need_until": need.end.isoformat(),
            "need_source": joined(need.sources)}  # fmt: skip


def _need_parts(drawn: ThematicMap) -> list[Row]:
    """Write the parts of the national figure of the need."""
    parts = drawn.need.parts if drawn.need else ()
    return [{"ledger": "need", "part": part, "name": name, "people": _plain(people)} for part, name, people in parts]


def _money(drawn: ThematicMap, atlas: Atlas) -> dict[str, Row]:
    """Write each region's estimated money: as the plan has it, and under the view's pledges beside it."""
    if atlas.plan.header_only or drawn.indicator.layer not in MONEY_LAYERS:
        return {}
    plain = estimate_by_region(drawn.view.but(scenario=()), atlas).frame.to_dict("index")
    pledged = estimate_by_region(drawn.view, atlas).frame.to_dict("index")
    return {str(slug): _estimates(row) | _pledged(pledged[slug]) for slug, row in plain.items()}


def _estimates(row: dict[Any, float]) -> Row:
    """Write a region's estimates with their ranges; empty, not 0, where no sector is located or none reports."""
    known = {"required": "sectors", "confirmed": "reported", "unmet": "sectors", "coverage": "reported"}
    cells: Row = {}
    for amount, count in known.items():
        unit, factor = ("pct", 100) if amount == "coverage" else ("usd", 1)
        for end in ("", "_low", "_high"):
            figure = row[f"{amount}{end}"]
            shown = row[count] and not pd.isna(figure)
            cells[f"est_{amount}{end}_{unit}"] = _plain(figure * factor, DIGITS) if shown else None
    least = _AT_LEAST if 0 < row["reported"] < row["sectors"] else ""
    return cells | {"est_confirmed_bound": least, "est_coverage_bound": least}


def _pledged(row: dict[Any, float]) -> Row:
    """Write what a scenario makes of a region's money."""
    cells = _estimates(row)
    return {f"scenario_{name}": cells[f"est_{name}"] for name in ("confirmed_usd", "unmet_usd", "coverage_pct")}


def ledger_rows(drawn: ThematicMap, atlas: Atlas) -> list[Row]:
    """Write the parts of the plan's requirement, as the plan has them and under pledges; then those of the need."""
    t = translator(drawn.view.lang)
    plain = ledger_lines(atlas.plan, drawn.view.of_figures().but(scenario=()))
    return [
        {
            "ledger": "requirements", "part": line.part, "name": line.name(t),
            "required_usd": _plain(line.requirements),
            "confirmed_usd": _plain(line.confirmed), "unmet_usd": _plain(line.unmet),
            "surplus_usd": _plain(line.surplus), "scenario_confirmed_usd": _plain(pledged.confirmed),
            "scenario_unmet_usd": _plain(pledged.unmet), "scenario": drawn.scenario, "sectors": joined(line.sectors),
        }
        for line, pledged in zip(plain, drawn.ledger, strict=True)
    ] + _need_parts(drawn)  # fmt: skip


def caveat_rows(drawn: ThematicMap) -> list[Row]:
    """Write what must be known before a figure is trusted, a row each."""
    t = translator(drawn.view.lang)
    return [
        {"caveat": c.code, "severity": c.severity, "text": c.write(t), "rows": joined(c.rows),
         "measures": joined(c.measures)}
        for c in drawn.caveats
    ]  # fmt: skip


def file_sources(drawn: ThematicMap, atlas: Atlas, *, shapes: bool = False, ground: bool = False) -> tuple[str, ...]:
    """Name the sources of what is in a file: those of its figures, and of shapes and ground where it has them."""
    used = {"Natural Earth": ground, atlas.regions["2023"].credit: shapes}
    return tuple(s for s in drawn.sources if used.get(s, True))


def note_rows(drawn: ThematicMap, atlas: Atlas) -> list[Row]:
    """Write what stands around a map: title, dates, notes, sources, disclaimer and view, a row each."""
    t = translator(drawn.view.lang)
    words = [
        ("title", drawn.title),
        ("subtitle", drawn.subtitle),
        *(("scenario", s) for s in (drawn.scenario,) if s),
        ("dates", date_words(drawn.text_date, drawn.funding_date, t)),
        *(("dates", drawn.need.words) for _ in (1,) if drawn.need),
        *(("note", n) for n in drawn.notes),
        *(("source", s) for s in file_sources(drawn, atlas)),
        ("disclaimer", drawn.disclaimer),
        ("view", view_query(drawn.view)),
    ]
    return [{"kind": kind, "text": text} for kind, text in words]


def _plain(value: float | None, digits: int = DIGITS) -> int | float | None:
    """Write a figure at a column's precision, as a whole number where it is one."""
    if value is None:
        return None
    rounded = round(float(value), digits)
    return int(rounded) if rounded.is_integer() else rounded


def map_words(drawn: ThematicMap, sources: Sequence[str]) -> dict[str, Any]:
    """Collect what stands around a map, for a file: title, unit, view, dates, notes, *sources*, caveats."""
    t = translator(drawn.view.lang)
    return {
        "title": drawn.title,
        "subtitle": drawn.subtitle,
        "unit": table_unit(drawn, t),
        "view": view_query(drawn.view),
        "scenario": drawn.scenario,
        "text_date": iso_day(drawn.text_date),
        "funding_date": iso_day(drawn.funding_date),
        "needs": drawn.need.words if drawn.need else "",
        "notes": list(drawn.notes),
        "sources": list(sources),
        "disclaimer": drawn.disclaimer,
        "caveats": [c.write(t) for c in drawn.caveats],
    }


def table_json(drawn: ThematicMap, atlas: Atlas) -> str:
    """Write a map's rows as JSON with its title, dates, sources and caveats."""
    t = translator(drawn.view.lang)
    words = map_words(drawn, file_sources(drawn, atlas))
    ledger = [c.name for c in ledger_columns(drawn)]
    parts = [{name: row.get(name) for name in ledger} for row in ledger_rows(drawn, atlas)]
    body = words | {
        "needs": _observed(drawn) | {"words": words["needs"]},
        "caveats": [{"code": c.code, "severity": c.severity, "text": c.write(t)} for c in drawn.caveats],
        "estimate": drawn.estimate,
        "rows": table_rows(drawn, atlas),
        "ledger": [row for row in parts if row["ledger"] == "requirements"],
        "need_ledger": [row for row in parts if row["ledger"] == "need"],
    }
    return json.dumps({name: body[name] for name in _JSON_NAMES}, ensure_ascii=False, indent=1)
