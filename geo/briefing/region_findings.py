"""Findings on regions: each is tested under every way to split the money, and says so where it does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    classes_of,
    compare_need_and_response,
    count_sectors,
    estimate_by_region,
    thirds,
)
from geo.briefing.finding import Figure, Finding
from geo.core import N_

if TYPE_CHECKING:
    import pandas as pd

    from geo.core import View
    from geo.store import Atlas

MOST_LEADERS = 3
_HALF = 0.5
_CENT = 0.005
_HALF_PERCENT = 0.005


def concentration(view: View, atlas: Atlas) -> Finding:
    """Say where most of the missing money is: the fewest regions, of three at most, with half of it under every split.

    A set of regions leads if each has more than every other region; the money is the unmet
    requirements that the view locates.
    """
    estimate = estimate_by_region(view, atlas)
    by_split = {m: frame["unmet"][estimate.frame["sectors"] > 0] for m, frame in estimate.totals.items()}
    first = by_split[view.split]
    areas, methods = view.areas, estimate.methods
    if first.empty:
        text = N_("No sector names a region: where money is missing cannot be shown")
        return Finding("none_located", text, tells=False, areas=areas)
    located = float(first.sum())
    if located < _CENT:
        return Finding("none_missing", N_("No money is missing in the regions that the plan names"), areas=areas)
    total = Figure("located", "money", located)
    silent = _all_silent(view, atlas)
    holders = {m: tuple(str(r) for r in money.index[money > _CENT]) for m, money in by_split.items()}
    if all(len(h) == 1 for h in holders.values()) and len(set(holders.values())) == 1:
        text = N_("All of the money that is missing on the map is for {regions}")
        if silent:
            text = N_("All that is asked for on the map is for {regions}; no sector there reports funding")
        whole = (Figure("regions", "regions", holders[view.split]), total)
        return Finding("one_region", text, whole, holds=methods, share=1.0, areas=areas)
    for size in range(1, MOST_LEADERS + 1):
        leading = {m: _leaders(money, size) for m, money in by_split.items()}
        shares = {m: float(by_split[m][list(r)].sum() / by_split[m].sum()) for m, r in leading.items() if r}
        same = len(shares) == len(by_split) and len(set(map(frozenset, filter(None, leading.values())))) == 1
        if same and min(shares.values()) >= _HALF:
            figures: tuple[Figure, ...] = (
                Figure("regions", "regions", tuple(leading[view.split] or ())),
                Figure("share", "share", shares[view.split]), Figure("low", "share", min(shares.values())),
                Figure("high", "share", max(shares.values())), total,
            )  # fmt: skip
            text = N_("About {share} of the money that is missing on the map is for {regions}")
            if silent:
                text = N_(
                    "About {share} of what is asked for on the map is for {regions}; no sector there reports funding"
                )
            evidence = N_("Estimate; {low} to {high} over the ways to split. Missing on the map: {located}.")
            if max(shares.values()) - min(shares.values()) < _HALF_PERCENT:
                evidence = N_("The same under every way to split. Missing on the map: {located}.")
            return Finding("concentration", text, figures, evidence, methods, share=shares[view.split], areas=areas)
    return _scattered(by_split, view, total)


def _all_silent(view: View, atlas: Atlas) -> bool:
    """Tell whether no sector that the view locates reports funding: then what is missing is all that is asked for."""
    return not estimate_by_region(view, atlas).frame["reported"].any()


def _leaders(money: pd.Series[float], size: int) -> tuple[str, ...] | None:
    """Return the regions that have the most, if the next has less by a cent at least and some region is left."""
    ordered = money.sort_values(ascending=False, kind="stable")
    if size >= len(ordered) or ordered.iloc[size - 1] - ordered.iloc[size] < _CENT:
        return None
    return tuple(str(r) for r in ordered.index[:size])


def _half_of(money: pd.Series[float]) -> frozenset[str] | None:
    """Return the fewest leading regions that hold half of the money; None where three do not."""
    for size in range(1, MOST_LEADERS + 1):
        found = _leaders(money, size)
        if found and money[list(found)].sum() >= money.sum() * _HALF:
            return frozenset(found)
    return None


def _scattered(by_split: dict[str, pd.Series[float]], view: View, total: Figure) -> Finding:
    """Say how the missing money lies where no few regions hold half of it under every split."""
    first = by_split[view.split]
    halves = {m: _half_of(money) for m, money in by_split.items()}
    holds = tuple(m for m in by_split if halves[m] == halves[view.split])
    n, methods = Figure("n", "number", int((first > _CENT).sum())), tuple(by_split)
    if len(holds) < len(by_split):
        text = N_("Where most money is missing depends on how it is split: no region leads under every split")
        if halves[view.split]:
            order = tuple(str(r) for r in first.index if str(r) in (halves[view.split] or ()))
            leaders = Figure("regions", "regions", order)
            text = N_("Where most money is missing depends on how it is split; split as here it is for {regions}")
            return Finding("depends", text, (leaders, n, total), holds=holds, tells=False, areas=view.areas,
                           fails=tuple(m for m in methods if m not in holds))  # fmt: skip
        return Finding("depends", text, (n, total), holds=holds, tells=False, areas=view.areas,
                       fails=tuple(m for m in methods if m not in holds))  # fmt: skip
    if all(money.max() - money.min() <= 2 * _CENT for money in by_split.values()):
        text = N_("The same amount is missing in each of the {n} regions that the plan names")
        return Finding("level", text, (n, total), holds=methods, areas=view.areas)
    top = {m: float(money.nlargest(MOST_LEADERS).sum() / money.sum()) for m, money in by_split.items()}
    if max(top.values()) < _HALF:
        text = N_("The missing money is spread over {n} regions: no three of them hold half of it")
        return Finding("spread", text, (n, total), holds=methods, areas=view.areas)
    return Finding("scattered", N_("Money is missing in {n} regions, and no few of them stand out"), (n, total),
                   holds=methods, tells=False, areas=view.areas)  # fmt: skip


def need_and_money(view: View, atlas: Atlas) -> Finding:
    """Say whether need and money agree: the first in both, else the region whose need ranks farthest above its money.

    Both are tested under every way to split. A region is first if no other with a figure has
    as much. Need and response are those of the view.
    """
    compared = compare_need_and_response(view, atlas)
    frame, areas = compared.frame, view.areas
    names = (Figure("need", "indicator", view.need), Figure("response", "words", _RESPONSES[view.against]))
    if frame.empty:
        text = N_("Need and money cannot be compared: no region has a figure ({need})")
        return Finding("no_need", text, names, tells=False, areas=areas)
    if len(frame) == 1:
        text = N_("Need and money cannot be compared: only {region} has a figure ({need})")
        region = Figure("region", "regions", (str(frame.index[0]),))
        return Finding("one_need", text, (*names, region), tells=False, areas=areas)
    responses, methods = compared.responses, tuple(compared.responses.columns)
    if not (responses > _CENT).any(axis=None):
        text = N_("Need and money cannot be compared: nothing is located by region ({response})")
        return Finding("no_response", text, names, tells=False, areas=areas)
    count = Figure("n", "number", len(frame))
    evidence = N_("Of {n} regions with a figure ({need}); the same under every way to split the money.")
    most = only_largest(frame["need"])
    if most and all(only_largest(money) == most for money in _everywhere(view, atlas).values()):
        text = N_("{region} comes first by need ({need}) and by {response}, under every split")
        region = Figure("region", "regions", (most,))
        return Finding("first_in_both", text, (*names, region, count), evidence, methods, share=1.0, areas=areas)
    found = overlooked(view, atlas)
    if found:
        return found
    text = N_("No region ranks higher by need ({need}) than by {response} under every split")
    return Finding("no_mismatch", text, (*names, count), holds=methods, tells=False, areas=areas)


def _everywhere(view: View, atlas: Atlas) -> dict[str, pd.Series[float]]:
    """Return the response of every region, by way to split: also of those without a figure of the need."""
    estimate = estimate_by_region(view, atlas)
    if view.against == "unmet":
        return {m: frame["unmet"] for m, frame in estimate.totals.items()}
    regions = atlas.regions[view.areas]
    counts = count_sectors(atlas.plan, view, regions.rollup, list(map(str, regions.frame.index))).astype(float)
    return dict.fromkeys(estimate.methods, counts)


_RESPONSES = {"unmet": N_("money that is missing"), "sectors": N_("number of sectors")}


def overlooked(view: View, atlas: Atlas) -> Finding | None:
    """Name the region whose rank by need is farthest above its best rank by response; None where none is."""
    compared = compare_need_and_response(view, atlas)
    above = compared.frame[compared.frame["difference_low"] > 0]
    if above.empty:
        return None
    row = above.sort_values(["difference_low", "need"], ascending=False).iloc[0]
    figures = (
        Figure("need", "indicator", view.need), Figure("response", "words", _RESPONSES[view.against]),
        Figure("region", "regions", (str(row.name),)), Figure("first", "number", int(row["need_rank"])),
        Figure("second", "number", int(row["response_rank_low"])), Figure("n", "number", len(compared.frame)),
    )  # fmt: skip
    text = N_("{region} is no. {first} of {n} by need ({need}), but at best no. {second} of them by {response}")
    evidence = N_("Of {n} regions with a figure ({need}); its best rank over every way to split the money.")
    return Finding("overlooked", text, figures, evidence, tuple(compared.responses.columns), areas=view.areas,
                   share=float(row["difference_low"]) / len(compared.frame))  # fmt: skip


def only_largest(values: pd.Series[float], least: float = _CENT) -> str | None:
    """Return the region that has more than every other one, by a cent at least; None on a tie."""
    ordered = values.dropna().sort_values(ascending=False)
    alone = len(ordered) == 1 or (len(ordered) > 1 and ordered.iloc[0] - ordered.iloc[1] >= least)
    return str(ordered.index[0]) if alone else None


def decisions(view: View, atlas: Atlas, chosen: tuple[tuple[str, str, tuple[int, int]], ...]) -> Finding:
    """Say what is certain of the regions that were *chosen* for a decision (`geo.briefing.slides.decision_rows`)."""
    view = view.but(need="idps", against="unmet")
    compared = compare_need_and_response(view, atlas)
    responses, methods = compared.responses, tuple(compared.responses.columns)
    if compared.frame.empty:
        return Finding("no_need", N_("No region can be put first: no figure of displaced persons"), tells=False)
    classes = {m: classes_of(responses[m], thirds(responses[m])) for m in methods}
    top = [r for r, why, _ in chosen if why == "top"]
    above = [r for r, why, _ in chosen if why != "top"]
    holds = tuple(m for m in methods if all(classes[m][r] == classes[m].max() and classes[m][r] > 0 for r in top))
    fails = tuple(m for m in methods if m not in holds)
    figures = (Figure("regions", "regions", tuple(top)), Figure("above", "regions", tuple(above)),
               Figure("n", "number", len(compared.frame)))  # fmt: skip
    if top and not fails:
        text = N_("Most need and most money missing, under every split: {regions}")
        if above:
            text = N_("Most need and most money missing: {regions}; need ahead of money: {above}")
        return Finding("decisions", text, figures, holds=holds, areas=view.areas)
    if top:
        text = N_("Which regions come first depends on how the money is split; split as here: {regions}")
        return Finding("depends", text, figures, holds=holds, fails=fails, tells=False, areas=view.areas)
    if above:
        text = N_("Need ranks ahead of the money that is missing, under every split: {above}")
        return Finding("decisions", text, figures, holds=methods, areas=view.areas)
    text = N_("No region stands out by need and missing money together")
    return Finding("none_stands_out", text, tells=False, areas=view.areas)


def reach(view: View, atlas: Atlas) -> Finding:
    """Say which objective names the most regions, and which name none."""
    regions = atlas.regions[view.areas]
    index = [str(r) for r in regions.frame.index]
    plain = view.but(objective=(), sector=())
    counts = {
        str(o): int((count_sectors(atlas.plan, plain.but(objective=(str(o),)), regions.rollup, index) > 0).sum())
        for o in atlas.plan.objectives.index
    }
    most = max(counts.values(), default=0)
    if not most:
        return Finding("no_reach", N_("No objective names a region"), tells=False, areas=view.areas)
    first, none = (tuple(o for o, n in counts.items() if n == wanted) for wanted in (most, 0))
    figures = (Figure("first", "objectives", first), Figure("n", "number", most), Figure("none", "objectives", none))
    return Finding("reach", _REACH[len(first) > 1, min(len(none), 2)], figures, areas=view.areas,
                   share=most / max(1, len(index)))  # fmt: skip


_REACH = {
    (False, 0): N_("Objective {first} names the most regions: {n}"),
    (False, 1): N_("Objective {first} names the most regions, {n}; objective {none} names none"),
    (False, 2): N_("Objective {first} names the most regions, {n}; objectives {none} name none"),
    (True, 0): N_("Objectives {first} name the most regions, {n} each"),
    (True, 1): N_("Objectives {first} name the most regions, {n} each; objective {none} names none"),
    (True, 2): N_("Objectives {first} name the most regions, {n} each; objectives {none} name none"),
}
