"""What the search has found, each with the address that it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.screen.links import address

if TYPE_CHECKING:
    from geo.analysis import Found
    from geo.core import Translator, View
    from geo.store import Atlas


def found_lines(found: Found, view: View, atlas: Atlas, t: Translator) -> list[dict[str, str]]:
    """Write what was found with what it opens; a region opens its page, or who works there."""
    code, name = found.code, found.name
    free = view.but(region=None, sector=(), objective=())
    if found.kind == "region":
        own = free.but(region=code)
        return [
            _line(name, t("region"), f"/region{address(own)}"),
            _line(t("Who does what in {region}", region=name), t("table"), f"/where{address(own, tab='who')}"),
        ]
    if found.kind == "activity":
        sector = str(atlas.plan.activities.loc[code, "sector"])
        go = address(free.but(sector=(sector,)), tab="activities")
        return [_line(name, t("activity"), f"/where{go}")]
    kinds = {
        "sector": (t("sector"), "/where" + address(free.but(sector=(code,)))),
        "objective": (t("objective"), "/where" + address(free.but(objective=(code,)))),
        "partner": (t("partner"), "/where" + address(free, tab="who", who=code)),
        "word": (t("word"), address(view, tab="words")),
    }
    if found.kind in kinds:
        return [_line(name, *kinds[found.kind])]
    return [_line(name, t("map"), f"/{atlas.indicators[code].page}{address(view.but(measure=code))}")]


def _line(name: str, kind: str, go: str) -> dict[str, str]:
    return {"name": name, "kind": kind, "go": go}
