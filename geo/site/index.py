"""What the site's scripts know of a plan in a language: its views, its regions, its words, where its data are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.analysis import funding_days
from geo.core import AGAINST, BASES, SPLITS, SURPLUSES, View, translator
from geo.maps import map_bounds
from geo.monitoring import observed_periods
from geo.site.view_set import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.core import Translator
    from geo.store import Atlas

_USUAL = ("measure", "basis", "areas", "split", "surplus", "need", "against", "objective", "sector", "date", "classes")


def index_script(atlas: Atlas, lang: str, files: Mapping[str, str], version: str, live: str) -> bytes:
    """Write ``CRP_SITE.index``: the same text for the same data.

    Parameters
    ----------
    atlas
        The plan and its country.
    lang
        Language of the names and words.
    files
        Where each data file is, from the page of a language.
    version
        A code of the data.
    live
        Address of the live explorer; empty where there is none.
    """
    t, plan = translator(lang), atlas.plan
    usual, sectors = View(), plan.sectors["objective"]
    index: dict[str, Any] = {
        "plan": plan.code,
        "lang": lang,
        "title": plan.title(lang),
        "version": version,
        "live": live.rstrip("/"),
        "usual": {name: str(getattr(usual, name) or "") if getattr(usual, name) else "" for name in _USUAL},
        "known": {
            "basis": BASES, "areas": atlas.vintages, "need": atlas.indicators.needs, "against": AGAINST,
            "split": SPLITS[:-1], "surplus": SURPLUSES,
        },
        "words": {i.code: words_of(i) for i in atlas.indicators},
        "files": dict(sorted(files.items())),  # they come in the order in which processes have ended
        "bounds": map_bounds(atlas),
        "sectors": [{"code": str(code), "objective": str(o)} for code, o in sectors.items()],
        "regions": {vintage: _regions(atlas, vintage, t) for vintage in atlas.vintages},
        "days": {day.isoformat(): t.day(day) for day in _days(atlas)},
        "texts": _texts(t),
    }  # fmt: skip
    return f"CRP_SITE.index={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};".encode()


def _regions(atlas: Atlas, vintage: str, t: Translator) -> list[dict[str, str]]:
    regions = atlas.regions[vintage]
    people = regions.frame["population_2022"]
    return [
        {
            "slug": str(slug),
            "name": regions.name(str(slug), t.lang),
            "pcode": regions.pcode(str(slug)),
            "people": "–" if pd.isna(n) else t.number(float(n)),
        }
        for slug, n in people.items()
    ]


def _days(atlas: Atlas) -> list[Any]:
    """List every day that a view may be of."""
    periods = (observed_periods(m, atlas.observations, atlas.regions) for m in atlas.indicators.observed)
    return sorted({*funding_days(atlas.plan), *(p.start for found in periods for p in found)})


def _texts(t: Translator) -> dict[str, str]:
    return {
        "filters": t("Filters"),
        "beyond": t("This copy does not hold {words}; the nearest view that it holds is shown."),
        "scales": t("two maps of one measure, each with classes of its own"),
        "live": t("This view in the live explorer"),
        "lacking": t("A file of this site is missing or damaged: {file}."),
        "day": t("Figures as they were known on {day}, of needs and of funding."),
        "pcode": t("P-code"), "people": t("Population, census 2022"), "notReported": t("not reported"),
        "noActivity": t("No activity of the plan fits these filters."),
        "region": t("Region"), "low": t("Lowest over the splits"), "high": t("Highest over the splits"),
        "csv": t("This table (CSV)"),
        "copied": t("Link copied: {title}", title="{title}"),
        "nothing": t("Nothing found. Try a region, a sector, a partner or a word."),
        "keeping": t("Kept: {n} of {all} files"), "kept": t("All is kept: it opens without internet."),
        "notKept": t("The browser could not keep it; try again."),
    }  # fmt: skip
