"""The slides that are a map with its regions in order, and the regions that need a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    BASIS_SYMBOLS,
    compare_need_and_response,
    estimate_by_region,
    unplaced_words,
)
from geo.briefing.map_findings import highest
from geo.briefing.region_findings import concentration, decisions, need_and_money
from geo.briefing.slide_content import SlideContent
from geo.core import N_
from geo.maps import compose_map, range_words, write_estimate

if TYPE_CHECKING:
    from geo.briefing.finding import Finding
    from geo.core import Translator, View
    from geo.maps import ThematicMap
    from geo.store import Atlas

DECISIONS = 3
_REASONS = {
    "top": N_(
        "Among the highest needs and the largest unmet requirements: no. {first} by displaced persons, "
        "no. {second} by unmet requirements."
    ),
    "overlooked": N_(
        "Need ranks above money: no. {first} by displaced persons, only no. {second} by unmet requirements."
    ),
}
_PLACED = ("presence", "money")


def mapped(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill a slide that is a map with its regions in order; where it has none, say why."""
    drawn = compose_map(view, atlas)
    finding = finding_of_map(drawn, atlas)
    header, rows = _ranked(drawn, t)
    bullets = () if rows or atlas.indicators[view.measure].layer not in _PLACED else unplaced_words(view, atlas, t)
    plain = drawn.bivariate is None and not _shows_basis(drawn) and not any(r.beside for r in drawn.regions)
    reason = finding.reason(atlas, t)
    query = view.but(region=None).query()
    shown = drawn if atlas.mapped and (rows or not bullets or drawn.badges) else None
    return SlideContent("view", finding.title(atlas, t), f"{drawn.title}. {reason}".strip(), view, drawn=shown,
                        header=header, rows=rows, bullets=tuple(("note", line) for line in bullets),
                        charted=bool(rows) and plain, finding=finding,
                        link=f"/{drawn.indicator.page}?{query}" if query else f"/{drawn.indicator.page}")  # fmt: skip


def finding_of_map(drawn: ThematicMap, atlas: Atlas) -> Finding:
    """Return what a map says: of missing money where it is, of two measures whether they agree, else the highest."""
    if drawn.view.measure == "unmet":
        return concentration(drawn.view, atlas)
    if drawn.bivariate is not None or drawn.view.measure == "mismatch":
        return need_and_money(drawn.view, atlas)
    return highest(drawn, atlas)


def _shows_basis(drawn: ThematicMap) -> bool:
    """Tell a map that shows the sign of one sector's basis and no amount."""
    labels = {r.label for r in drawn.regions if r.label}
    return bool(labels) and labels <= set(BASIS_SYMBOLS.values())


def _ranked(drawn: ThematicMap, t: Translator) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Write the regions of a map in order; of a map of two measures, the regions and sentence of each class."""
    if drawn.bivariate is not None:
        cells = [(colour, words) for row in drawn.bivariate.cells for colour, n, words in row if n]
        classes = tuple((", ".join(r.name for r in drawn.regions if r.colour == c), words) for c, words in cells)
        return (t("Regions"), t("in words")), classes
    ranked = drawn.ranked
    if _shows_basis(drawn):
        marked = [r for r in drawn.regions if r.label]
        return (t("Region"), t("Basis")), tuple((r.name, f"{r.label} {r.tooltip[0][1]}") for r in marked)
    columns = {t("Region"): [r.name for r in ranked], _capital(drawn.unit): [r.label or "0" for r in ranked]}
    if any(r.ranges for r in ranked):
        columns[t("range over the splits")] = [_range(r.low, r.high, drawn.view.measure, t) for r in ranked]
    if any(r.beside for r in ranked):
        columns[t("requirements per displaced person")] = [r.beside for r in ranked]
    return tuple(columns), tuple(zip(*columns.values(), strict=True))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _range(low: float | None, high: float | None, measure: str, t: Translator) -> str:
    if low is None or high is None:
        return ""
    return range_words(low, high, "coverage" if measure == "coverage" else "unmet", t)


def decision(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the slide of the regions that need a decision, each with its reason."""
    view = view.but(measure="mismatch", need="idps", against="unmet")
    regions, frame = atlas.regions[view.areas], estimate_by_region(view, atlas).frame
    compared = compare_need_and_response(view, atlas).frame
    chosen = decision_rows(view, atlas)
    rows = []
    for region, reason, ranks in chosen:
        money = frame.loc[region]
        ends = range_words(money["unmet_low"], money["unmet_high"], "unmet", t)
        unmet = f"{write_estimate(money['unmet'], 'unmet', t)} ({ends})"
        people = t.number(compared.loc[region, "need"])
        why = t(_REASONS[reason], first=ranks[0], second=ranks[1])
        rows.append((regions.name(region, view.lang), people, unmet, why))
    header = (t("Region"), t("Displaced persons"), t("Unmet requirements, estimate"), t("Why"))
    finding = decisions(view, atlas, chosen)
    rule = t(
        "Chosen by a rule: the highest needs with the largest unmet requirements, then need that ranks above money "
        "under every split. Ranks are among the {n} regions with a figure.", n=len(compared),
    )  # fmt: skip
    drawn = compose_map(view, atlas)
    return SlideContent("decisions", finding.title(atlas, t), rule, drawn.view, finding=finding,
                        drawn=drawn if atlas.mapped and len(compared) else None, header=header if rows else (),
                        rows=tuple(rows), link=f"/needs?{view.but(region=None).query()}")  # fmt: skip


def decision_rows(view: View, atlas: Atlas) -> tuple[tuple[str, str, tuple[int, int]], ...]:
    """Choose three regions that need a decision: region, reason, ranks by need and by unmet requirements.

    First the regions in the highest class of displaced persons and of unmet requirements, by need;
    then those whose need ranks farthest above their money under every way to split. Of
    the first at most two are taken where there is one of the second.
    """
    compared = compare_need_and_response(view.but(need="idps", against="unmet"), atlas)
    frame = compared.frame.sort_values("need_rank")
    top = [str(r) for r in frame.index if frame.at[r, "need_class"] == frame.at[r, "response_class"] == 2]  # noqa: PLR2004
    above = frame[frame["difference_low"] > 0].sort_values(["difference", "need"], ascending=False)
    overlooked = [str(r) for r in above.index if str(r) not in top]
    kept = top[: DECISIONS - 1] if overlooked else top[:DECISIONS]
    chosen = [(r, "top") for r in kept] + [(r, "overlooked") for r in overlooked[: DECISIONS - len(kept)]]
    return tuple((r, why, (int(frame.at[r, "need_rank"]), int(frame.at[r, "response_rank"]))) for r, why in chosen)
