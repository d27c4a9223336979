"""Findings on the money of sectors and objectives: facts of the plan's tables, which no way to split changes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from geo.analysis import (
    funding_headline,
    funding_of_view,
    ledger_lines,
    selected_sectors,
    smallest_pledges,
)
from geo.briefing.finding import Figure, Finding
from geo.core import N_, remember

if TYPE_CHECKING:
    import pandas as pd

    from geo.analysis import FundingHeadline
    from geo.core import View
    from geo.store import Atlas

_HALF = 0.5


def money_of_view(view: View, atlas: Atlas) -> pd.DataFrame:
    """Return the money of a view's own sectors, one row each; see `geo.analysis.funding_by_sector`."""
    return funding_of_view(atlas.plan, view).loc[selected_sectors(atlas.plan, view)]


def funded(view: View, atlas: Atlas) -> Finding:
    """Say how much of the requirements is funded; a share that some sectors do not report to is a floor."""
    money = money_of_view(view, atlas)
    head = funding_headline(money)
    if not head.sectors:
        return _header_only(atlas)
    if money["requirements"].isna().all():
        return Finding("no_amounts", N_("The sectors state no amount: what is asked for is not known"), tells=False)
    if not head.requirements:
        return Finding("nothing_asked", N_("The sectors ask for no money"), tells=False)
    missing = float(money["unmet"].fillna(0).sum())
    if not missing and money["requirements"].notna().all():
        return Finding("all_funded", N_("Every requirement is met: no sector lacks money"), share=1.0)
    return _share_funded(head, missing)


def _share_funded(head: FundingHeadline, missing: float) -> Finding:
    """Say which share of some requirements is funded, where some money is missing."""
    silent, total = len(head.unreported), head.sectors
    asked = Figure("asked", "money", head.requirements)
    if silent == total:
        text = N_("No sector reports funding: how much of {asked} is funded is not known")
        return Finding("all_silent", text, (asked,), share=1.0)
    figures: tuple[Figure, ...] = (
        asked, Figure("confirmed", "money", head.confirmed), Figure("share", "share", head.coverage_low),
        Figure("missing", "money", missing), Figure("silent", "number", silent), Figure("total", "number", total),
    )  # fmt: skip
    beyond, alone = head.uncounted >= 1, bool(silent) and head.coverage_high is not None
    if beyond:  # said, so that the figures divide
        figures = (*figures, Figure("beyond", "money", head.uncounted))
    if silent:
        figures = (*figures, Figure("low", "floor", head.coverage_low))
    if alone:
        figures = (*figures, Figure("high", "share", head.coverage_high))
    evidence = _CONFIRMED[beyond, alone]
    if not head.confirmed:
        text = N_("No money is confirmed: all of {asked} is missing")
        if silent:
            text = N_("No money is confirmed; {silent} of {total} sectors do not report")
        return Finding("none_funded", text, figures, evidence, share=1.0)
    return Finding("funded", _FUNDED[min(silent, 2)], figures, evidence)


_CONFIRMED = {
    (False, False): N_("{confirmed} confirmed of {asked} that the sectors ask for."),
    (False, True): N_(
        "{confirmed} confirmed of {asked} that the sectors ask for; {high} over the sectors that report alone."
    ),
    (True, False): N_(
        "{confirmed} confirmed, {beyond} of it a surplus that fills no other gap, of {asked} that the sectors ask for."
    ),
    (True, True): N_(
        "{confirmed} confirmed, {beyond} of it a surplus that fills no other gap, of {asked} that the sectors ask for; "
        "{high} over the sectors that report alone."
    ),
}
"""Evidence of a share: whether a surplus is left out, whether some sectors do not report."""
_FUNDED = (
    N_("{share} of the requirements is funded: {missing} is missing"),
    N_("At least {low} is funded, and 1 of {total} sectors does not report"),
    N_("At least {low} is funded, and {silent} of {total} sectors do not report"),
)


def _header_only(atlas: Atlas) -> Finding:
    """Say what a plan that is known by its header alone asks for."""
    header = atlas.plan.header
    if header.isna()["requirements_usd"]:
        return Finding("header_only", N_("Of this plan only the header is known, and it states no amount"), tells=False)
    text = N_("Of this plan only the header is known: it asks for {asked}, how much is funded is not known here")
    return Finding(
        "header_only", text, (Figure("asked", "money", float(str(header["requirements_usd"]))),), tells=False
    )


def silence(view: View, atlas: Atlas) -> Finding | None:
    """Say how many sectors report no funding; None where all do."""
    head = funding_headline(money_of_view(view, atlas))
    silent, total = len(head.unreported), head.sectors
    if not silent:
        return None
    figures = (Figure("silent", "number", silent), Figure("total", "number", total),
               Figure("sectors", "sectors", head.unreported))  # fmt: skip
    text = N_("{silent} of {total} sectors report no funding")
    if silent == total:
        text = N_("No sector reports funding")
    elif 2 * silent == total:
        text = N_("Half of the sectors report no funding ({silent} of {total})")
    elif 2 * silent > total:
        text = N_("Most sectors report no funding ({silent} of {total})")
    elif silent == 1:
        text = N_("1 of {total} sectors reports no funding")
    return Finding("silence", text, figures, N_("Not reported: {sectors}."), share=silent / total)


def contrast(view: View, atlas: Atlas) -> Finding | None:
    """Set the best funded sector against one that reports nothing, or that lacks the most; None without a contrast.

    The best funded is an over-funded one with the largest surplus, else the one with the
    highest % funded. Beside it stands the silent sector that asks for the most; where
    every sector reports, the one with the lowest % funded.
    """
    money = money_of_view(view, atlas)
    asked = money[money["requirements"] > 0]
    silent, known = asked[asked["state"] == "not_reported"], asked[asked["state"] != "not_reported"]
    if known.empty:
        return None
    above = (known["confirmed"] - known["requirements"]).clip(lower=0)
    best = str((above if above.max() > 0 else known["coverage"].astype(float)).idxmax())
    share = float(known.loc[best, "coverage"])
    figures: tuple[Figure, ...] = (Figure("best", "sectors", (best,)), Figure("share", "share", share))
    if len(silent) and share > 0:
        worst = str(silent["requirements"].idxmax())
        text = N_("{best} is {share} funded, while {worst} reports no funding")
        figures = (*figures, Figure("worst", "sectors", (worst,)),
                   Figure("asked", "money", float(silent.loc[worst, "requirements"])))  # fmt: skip
        evidence = N_("{worst} asks for {asked}, the most of the sectors that do not report.")
        return Finding("contrast", text, figures, evidence)
    worst = str(known["coverage"].astype(float).idxmin())
    low = float(known.loc[worst, "coverage"])
    if low >= share or known.loc[worst, "unmet"] <= 0:
        return None
    figures = (*figures, Figure("worst", "sectors", (worst,)), Figure("low", "share", low),
               Figure("missing", "money", float(known.loc[worst, "unmet"])))  # fmt: skip
    text = N_("{best} is {share} funded, {worst} only {low}")
    return Finding("contrast", text, figures, N_("{worst} lacks {missing}."))


def largest_gap(view: View, atlas: Atlas) -> Finding | None:
    """Name the sector that lacks the most money of several; None where none lacks any, or two lack as much."""
    money = money_of_view(view, atlas)
    unmet = money["unmet"].astype(float).dropna().sort_values(ascending=False, kind="stable")
    if len(unmet) < 2 or unmet.iloc[0] <= unmet.iloc[1]:  # noqa: PLR2004 - the most is of two at least
        return None
    first, total = str(unmet.index[0]), float(unmet.sum())
    figures = (Figure("sector", "sectors", (first,)), Figure("missing", "money", float(unmet.iloc[0])),
               Figure("share", "share", float(unmet.iloc[0]) / total), Figure("all", "money", total))  # fmt: skip
    text = N_("{sector} lacks the most: {missing}, {share} of the money that is missing")
    evidence = N_("All sectors together lack {all}.")
    if (money["state"] == "not_reported").any():
        text = N_("{sector} lacks the most: up to {missing} of {all}")
        evidence = N_("Sectors that do not report count as having received nothing: the figures are upper ends.")
    return Finding("largest_gap", text, figures, evidence, share=float(unmet.iloc[0]) / total)


def unlocated(view: View, atlas: Atlas) -> Finding:
    """Say what part of the plan's requirements no region of the map can be named for."""
    lines = {line.part: line for line in ledger_lines(atlas.plan, view)}
    if atlas.plan.header_only:
        text = N_("Of this plan only the header is known: no sector and no place")
        return Finding("no_places", text, tells=False)
    if atlas.plan.header.isna()["requirements_usd"]:
        text = N_("What the plan asks for in all is not stated: no part of it can be told")
        return Finding("no_whole", text, tells=False)
    header = float(str(atlas.plan.header["requirements_usd"]))
    located = lines["located"].requirements if "located" in lines else 0.0
    outside = max(0.0, header - located - (lines["filtered"].requirements if "filtered" in lines else 0.0))
    figures = (Figure("header", "money", header), Figure("outside", "money", outside),
               Figure("share", "share", outside / header if header else 0.0),
               Figure("located", "money", located))  # fmt: skip
    evidence = N_("{located} of {header} is for sectors whose text names their regions.")
    if view.basis == "zone":
        evidence = N_("{located} of {header} is for sectors whose text names their regions or a zone.")
    over = lines.get("not_attributed")
    if over is not None and over.requirements < 0:
        more = (*figures, Figure("more", "money", -over.requirements))
        text = N_("The sectors ask for {more} more than the plan’s header")
        return Finding("above_header", text, more, evidence, share=min(1.0, -over.requirements / header))
    if not outside:
        return Finding("all_located", N_("All that the plan asks for can be put on the map"), figures, evidence)
    if "located" not in lines:
        text = N_("Nothing that the plan asks for can be put on the map: no sector names a region")
        return Finding("none_located", text, figures, share=1.0)
    text = N_("{share} of what the plan asks for is on no map: {outside} of {header}")
    return Finding("unlocated", text, figures, evidence, share=outside / header)


def of_objective(view: View, atlas: Atlas, code: str) -> Finding:
    """Say what an objective lacks, and for which sector most of it; *view* is that of its slide."""
    money = money_of_view(view.but(objective=(code,)), atlas)
    head = funding_headline(money)
    objective = Figure("objective", "objectives", (code,))
    if not head.sectors:
        return Finding("objective_empty", N_("Objective {objective} names no sector"), (objective,), tells=False)
    figures = (objective, Figure("asked", "money", head.requirements), Figure("total", "number", head.sectors))
    if money["requirements"].isna().all():
        return Finding("objective_unstated", N_("Objective {objective} states no amount"), figures, tells=False)
    if not head.requirements:
        return Finding("objective_nothing", N_("Objective {objective} asks for no money"), figures, tells=False)
    unmet = money["unmet"].astype(float).dropna()
    if not unmet.sum():
        return Finding("objective_funded", N_("Objective {objective} has all the money that it asks for"), figures)
    if len(head.unreported) == head.sectors:
        text = N_("Objective {objective}: none of its {total} sectors reports funding; they ask for {asked}")
        if head.sectors == 1:
            text = N_("Objective {objective}: its only sector reports no funding; it asks for {asked}")
        return Finding("objective_silent", text, figures, share=1.0)
    return _objective_gap(figures, unmet, head)


def _objective_gap(figures: tuple[Figure, ...], unmet: pd.Series[float], head: FundingHeadline) -> Finding:
    """Say what an objective lacks; the sector that lacks more than half of it is named."""
    missing, most, silent = float(unmet.sum()), str(unmet.idxmax()), len(head.unreported)
    part = float(unmet[most]) / missing
    figures = (*figures, Figure("missing", "money", missing), Figure("sector", "sectors", (most,)),
               Figure("part", "share", part), Figure("silent", "number", silent))  # fmt: skip
    leads = len(unmet) > 1 and part > _HALF
    evidence = N_("Sectors that do not report count as having received nothing: the figures are upper ends.")
    return Finding("objective_gap", _GAPS[bool(silent), leads], figures, evidence if silent else "",
                   share=missing / head.requirements)  # fmt: skip


_GAPS = {
    (False, False): N_("Objective {objective} lacks {missing} of {asked}"),
    (False, True): N_("Objective {objective} lacks {missing} of {asked}, most of it for {sector}"),
    (True, False): N_("Objective {objective} lacks up to {missing} of {asked}"),
    (True, True): N_("Objective {objective} lacks up to {missing} of {asked}, most of it for {sector}"),
}


class Pledge(NamedTuple):
    """A sector's code, US dollars to half of its requirements and to all, and its share of all that is missing."""

    sector: str
    half: Decimal
    whole: Decimal
    share: float


@remember(most=64)
def _pledges(atlas: Atlas, view: View) -> tuple[Pledge, ...]:
    money = money_of_view(view, atlas)
    half, whole = (smallest_pledges(money, Decimal(share)) for share in ("0.5", "1"))
    total = sum(whole.values())
    made = [Pledge(s, half.get(s, Decimal(0)), usd, float(usd / total)) for s, usd in whole.items()]
    return tuple(sorted(made, key=lambda p: -p.whole))


def pledges(view: View, atlas: Atlas) -> tuple[Pledge, ...]:
    """List the smallest pledges that bring each sector to half of its requirements and to all, the largest first."""
    return _pledges(atlas, view.of_figures())


def ask(view: View, atlas: Atlas) -> Finding:
    """Say which sum brings every sector to half of its requirements, and which closes every gap."""
    money, made = money_of_view(view, atlas), pledges(view, atlas)
    if money.empty:
        text = N_("What to ask for is not known: the plan’s sectors are not known here")
        return Finding("ask_unknown", text, tells=False)
    if not made:
        return Finding("ask_nothing", N_("There is nothing to ask for: no sector lacks money"), tells=False)
    half, whole = float(sum(p.half for p in made)), float(sum(p.whole for p in made))
    figures = (Figure("half", "usd", half), Figure("whole", "usd", whole), Figure("n", "number", len(made)),
               Figure("behind", "number", sum(p.half > 0 for p in made)))  # fmt: skip
    silent = (money.loc[[p.sector for p in made], "state"] == "not_reported").any()
    evidence = N_("The smallest pledges, sector by sector: no sector’s money counts for another.")
    if silent:
        evidence = N_(
            "The smallest pledges, sector by sector: no sector’s money counts for another. Sectors that do not report "
            "count as having received nothing: the sums are upper ends."
        )
    if not half:
        text = N_("Up to {whole} closes every gap") if silent else N_("{whole} closes every gap")
        return Finding("ask", text, figures, evidence, share=1.0)
    text = N_("{half} brings every sector to half of its requirements; {whole} closes every gap")
    if silent:
        text = N_("Up to {half} brings every sector to half of its requirements; up to {whole} closes every gap")
    return Finding("ask", text, figures, evidence, share=1.0)
