"""The figures of a map as a table: CSV with its HXL row, and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.analysis import estimate_by_region, iso_day, sectors_present, unmet_per_displaced_person, view_query
from geo.core import N_, translator, write_csv

if TYPE_CHECKING:
    from geo.analysis import LedgerLine
    from geo.core import Translator
    from geo.maps import ThematicMap
    from geo.store import Atlas

HXL_TAGS = {
    "kind": "#meta+kind",
    "region": "#adm1+code+slug",
    "name": "#adm1+name",
    "pcode": "#adm1+code",
    "areas": "#meta+areas",
    "measure": "#indicator+name",
    "value": "#indicator+value+num",
    "low": "#indicator+value+min",
    "high": "#indicator+value+max",
    "unit": "#indicator+unit",
    "sectors": "#sector+code+list",
    "required_usd": "#value+funding+required+usd",
    "confirmed_usd": "#value+funding+total+usd",
    "unmet_usd": "#value+funding+unmet+usd",
    "coverage_pct": "#value+funding+pct",
    "required_per_idp_usd": "#value+funding+required+usd+per_idp",
    "basis": "#meta+basis",
    "split": "#meta+split",
    "surplus": "#meta+surplus",
    "scenario": "#meta+scenario",
    "text_date": "#date+plan",
    "funding_date": "#date+funding",
    "need_measure": "#affected+type",
    "need_value": "#affected+value",
    "need_date": "#date+need+start",
    "need_until": "#date+need+end",
    "need_source": "#meta+source+need",
    "remark": "#meta+remark",
}
_JSON_NAMES = (
    "view", "title", "subtitle", "text_date", "funding_date", "needs", "sources", "disclaimer", "notes", "caveats",
    "estimate", "scenario", "rows", "ledger", "need_ledger",
)  # fmt: skip


def table_rows(drawn: ThematicMap, atlas: Atlas) -> list[dict[str, Any]]:
    """Return one row per region of a map, then one per line of its ledger; keys as in `HXL`.

    Values are those drawn, unrounded. Money per region is the estimate under the view's
    split, US dollars, whatever the measure; ``kind`` tells ``region`` from ``ledger`` (the
    plan's requirement), ``need_ledger`` (the national figure of the need) and the words
    around the map (``title``, ``note``, ``caveat``, ``source``, ``disclaimer``, ``view``).
    Where no sector is located in a region its money is empty, as it is on the map: what
    the plan places nowhere, nationwide or in a zone may still reach it, so it is not 0.
    ``unit`` says how a share or a difference of ranks is written.
    """
    view = drawn.view
    present = sectors_present(atlas.plan, view, atlas.regions[view.areas].rollup)
    here = present.groupby("region")["sector"].agg(list).to_dict()
    order = list(atlas.plan.sectors.index)
    money = None if atlas.plan.header_only else estimate_by_region(view, atlas).frame
    asked = _asked(drawn, atlas)
    common = {
        "areas": view.areas,
        "measure": view.measure,
        "basis": view.basis,
        "split": view.split,
        "surplus": view.surplus,
        "scenario": drawn.scenario,
        "text_date": iso_day(drawn.text_date),
        "funding_date": iso_day(drawn.funding_date),
        **_observed(drawn),
    }
    return [
        common
        | {
            "kind": "region",
            "region": r.slug,
            "name": r.name,
            "pcode": r.pcode,
            "value": _plain(r.value),
            "low": _plain(r.low),
            "high": _plain(r.high),
            "unit": table_unit(drawn, translator(view.lang)),
            "sectors": ";".join(sorted(here.get(r.slug, []), key=order.index)),
            "need_value": _plain(r.need),
            "remark": r.remark,
            **({} if money is None else _money(money.loc[r.slug])),
            **asked.get(r.slug, {}),
        }
        for r in drawn.regions
    ] + [common | row for row in (*_ledger_rows(drawn), *_need_rows(drawn), *_word_rows(drawn))]


def _asked(drawn: ThematicMap, atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Write what is required per displaced person beside what is unmet, by region; the flag is the remark."""
    if drawn.view.measure != "unmet_per_idp":
        return {}
    t, rows = translator(drawn.view.lang), unmet_per_displaced_person(drawn.view, atlas).to_dict("index")
    flag = {"remark": t("many people, little asked")}
    return {
        str(slug): {"required_per_idp_usd": round(row["asked"], 2)} | (flag if row["little_asked"] else {})
        for slug, row in rows.items()
    }


def _word_rows(drawn: ThematicMap) -> list[dict[str, Any]]:
    """Write what stands around a map: title, notes, caveats, sources, disclaimer; the words are the remark."""
    t = translator(drawn.view.lang)
    words = [
        ("title", drawn.title),
        *(("note", n) for n in drawn.notes),
        *(("caveat", c.write(t)) for c in drawn.caveats),
        *(("source", s) for s in drawn.sources),
        ("disclaimer", drawn.disclaimer),
        ("view", view_query(drawn.view)),
    ]
    return [{"kind": kind, "region": "", "name": "", "measure": "", "remark": text} for kind, text in words]


def table_unit(drawn: ThematicMap, t: Translator) -> str:
    """Name the unit of a map's values, low and high ends as a table holds them."""
    if drawn.indicator.is_share:
        return t("{unit} (a share: 0.5 is 50 %)", unit=drawn.unit)
    if drawn.bivariate is not None or drawn.view.measure == "mismatch":
        text = N_("rank by response less rank by need (above 0: need ranks higher), of {unit}")
        return t(text, unit=drawn.unit)
    return drawn.unit


def _observed(drawn: ThematicMap) -> dict[str, Any]:
    """Write which needs the map uses, of when and by whom; empty where it uses none."""
    need = drawn.need
    if need is None:
        return {}
    return {"need_measure": need.measure, "need_date": need.start.isoformat(), "need_until": need.end.isoformat(),
            "need_source": "; ".join(need.sources)}  # fmt: skip


def _need_rows(drawn: ThematicMap) -> list[dict[str, Any]]:
    """Write the parts of the national figure of the need."""
    if drawn.need is None:
        return []
    return [
        {"kind": "need_ledger", "region": "", "name": name, "measure": "need_ledger", "need_value": _plain(people)}
        for _, name, people in drawn.need.parts
    ]


def _money(row: pd.Series[float]) -> dict[str, Any]:
    """Write a region's estimated money; empty, not 0, where no sector is located or none of them reports."""
    coverage = round(float(row["coverage"]) * 100, 2) if row["reported"] and not pd.isna(row["coverage"]) else None
    known = (("required", "sectors"), ("confirmed", "reported"), ("unmet", "sectors"))
    amounts = {f"{amount}_usd": _plain(row[amount]) if row[count] else None for amount, count in known}
    return amounts | {"coverage_pct": coverage}


def _ledger_rows(drawn: ThematicMap) -> list[dict[str, Any]]:
    t = translator(drawn.view.lang)
    return [
        {"kind": "ledger", "region": "", "name": line.name(t), "measure": "ledger", "sectors": ";".join(line.sectors)}
        | {f"{amount}_usd": _plain(usd) for amount, usd in _ledger_amounts(line).items()}
        for line in drawn.ledger
    ]


def _ledger_amounts(line: LedgerLine) -> dict[str, float | None]:
    return {"required": line.requirements, "confirmed": line.confirmed, "unmet": line.unmet}


def _plain(value: float | None) -> int | float | None:
    """Write a figure as a whole number where it is one."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else float(value)


def csv_file(table: list[dict[str, Any]]) -> str:
    """Write rows as CSV with the HXL tags second, and the mark by which Excel knows UTF-8 (else it shows SÃ©gou)."""
    return "\ufeff" + write_csv(list(HXL_TAGS), table, hxl=HXL_TAGS, line_end="\r\n")


def map_words(drawn: ThematicMap) -> dict[str, Any]:
    """Collect what stands around a map, for a file: title, unit, view, dates, notes, sources, caveats."""
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
        "sources": list(drawn.sources),
        "disclaimer": drawn.disclaimer,
        "caveats": [c.write(t) for c in drawn.caveats],
    }


def table_json(drawn: ThematicMap, atlas: Atlas) -> str:
    """Write a map's rows as JSON with its title, dates, sources and caveats."""
    t = translator(drawn.view.lang)
    words = map_words(drawn)
    body = words | {
        "needs": _observed(drawn) | {"words": words["needs"]},
        "caveats": [{"code": c.code, "severity": c.severity, "text": c.write(t)} for c in drawn.caveats],
        "estimate": drawn.estimate,
        "rows": [row for row in table_rows(drawn, atlas) if row["kind"] == "region"],
        "ledger": [
            {"part": line.part, "name": line.name(t)}
            | {f"{amount}_usd": usd for amount, usd in _ledger_amounts(line).items()}
            | {"sectors": line.sectors}
            for line in drawn.ledger
        ],
        "need_ledger": _need_rows(drawn),
    }
    return json.dumps({name: body[name] for name in _JSON_NAMES}, ensure_ascii=False, indent=1)
