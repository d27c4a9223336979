"""Rules over a plan's tables, each giving its caveats."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.funding import funding_by_objective, funding_by_sector, funding_headline, last_funding_day
from geo.core import N_, Caveat
from geo.monitoring import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geo.core import Translator
    from geo.plans import Plan


_RESIDUES = (" - rename", "lorem ipsum", "tbc", "xxx")


def sum_mismatch(plan: Plan, _as_of: date | None = None) -> Iterator[Caveat]:
    """Compare the header's requirement with its objectives, and each objective with its sectors."""
    asked = plan.objectives["requirements_usd"]
    header, total = plan.header["requirements_usd"], float(asked.sum())
    # What is not stated cannot be compared: an unknown amount is not 0.
    if not pd.isna(header) and asked.notna().all() and float(header) != total:
        text = N_(
            "The plan’s header asks for {header}; its objectives add up to {total}. "
            "The difference of {gap} is not attributed to any objective."
        )
        yield Caveat(
            "sum-mismatch",
            "warning",
            lambda t: t(text, header=t.money(float(header)), total=t.money(total), gap=t.money(float(header) - total)),
            ("plan.csv requirements_usd", "objectives.csv requirements_usd"),
        )
    for code, wanted in asked.dropna().items():
        of_sectors = plan.sectors.loc[plan.sectors["objective"] == code, "requirements_usd"]
        if of_sectors.notna().all() and float(of_sectors.sum()) != float(wanted):
            yield _objective_mismatch(plan, str(code), float(wanted), float(of_sectors.sum()))


def _objective_mismatch(plan: Plan, code: str, wanted: float, found: float) -> Caveat:
    text = N_("Objective {code} asks for {wanted}; its sectors add up to {found}.")
    return Caveat(
        "objective-mismatch",
        "warning",
        lambda t: t(text, code=code, wanted=t.money(wanted), found=t.money(found)),
        (f"objectives.csv {code}",),
        tuple(plan.sectors.index[plan.sectors["objective"] == code]),
    )


def amounts_not_stated(plan: Plan, _as_of: date | None = None) -> Iterator[Caveat]:
    """Name the sectors of which the plan states no requirement."""
    silent = tuple(str(code) for code in plan.sectors.index[plan.sectors["requirements_usd"].isna()])
    if not silent:
        return
    text = N_(
        "The plan states no requirements for {n} of {total} sectors: {sectors}. They are unknown, not zero: "
        "no total and no estimate counts them."
    )
    yield Caveat(
        "requirements-not-stated",
        "warning",
        lambda t: t(
            text,
            n=len(silent),
            total=len(plan.sectors),
            sectors=", ".join(_sector(plan, s, t) for s in silent),
        ),
        tuple(f"sectors.csv {s}" for s in silent),
        silent,
    )


def over_covered(plan: Plan, as_of: date | None = None) -> Iterator[Caveat]:
    """Find sectors with more confirmed funding than requirements."""
    money = funding_by_sector(plan, as_of)
    for code, row in money[money["surplus"] > 0].iterrows():
        yield _over_covered(plan, str(code), float(row["coverage"]), float(row["surplus"]))


def _over_covered(plan: Plan, code: str, coverage: float, surplus: float) -> Caveat:
    text = N_(
        "{sector} is {share} funded: {surplus} above its requirements. "
        "This surplus reduces no other sector’s unmet requirements."
    )
    return Caveat(
        "over-100",
        "warning",
        lambda t: t(text, sector=_sector(plan, code, t), share=t.percent(coverage), surplus=t.money(surplus)),
        (f"funding.csv {code}",),
        (code,),
    )


def not_reported(plan: Plan, as_of: date | None = None) -> Iterator[Caveat]:
    """Name the sectors whose confirmed funding is not reported."""
    head = funding_headline(funding_by_sector(plan, as_of))
    if not head.unreported or head.coverage_low is None or last_funding_day(plan, as_of) is None:
        return
    low, high = head.coverage_low, head.coverage_high
    text = N_("No sector reports its funding. Unknown is not zero.")
    if high is not None:
        text = N_(
            "No funding is reported for {n} of {total} sectors: {sectors}. Unknown is not zero: {low} of the "
            "requirements are funded if they have received nothing, {high} over the sectors that report. "
            "No sector counts for more than its requirements."
        )
    yield Caveat(
        "funding-not-reported",
        "warning",
        lambda t: t(
            text,
            n=len(head.unreported),
            total=len(plan.sectors),
            sectors=", ".join(_sector(plan, s, t) for s in head.unreported),
            low=t.percent(low),
            high="" if high is None else t.percent(high),
        ),
        tuple(f"funding.csv {s}" for s in head.unreported),
        head.unreported,
    )


def stale_funding(plan: Plan, as_of: date | None = None) -> Iterator[Caveat]:
    """Compare the day of the funding with the day of the text; before the first report there is no funding at all."""
    of_text, of_funding = plan.text_date, plan.funding_date
    if of_text is None or of_funding is None:
        return
    known = None if as_of is None else last_funding_day(plan, as_of)
    if as_of is not None and known is None:
        yield _no_funding(as_of)
        return
    day = of_funding if known is None else min(known, of_funding)
    days = (of_text - day).days
    if days <= 0:
        return
    text = N_("Funding is as of {funding}, {days} days older than the plan’s text of {text}.")
    yield Caveat(
        "stale-funding",
        "warning",
        lambda t: t(text, funding=t.day(day), days=days, text=t.day(of_text)),
        ("plan.csv funding_date", "plan.csv text_date"),
    )


def _no_funding(as_of: date) -> Caveat:
    text = N_("No funding had been reported up to {day}: every requirement counts as unmet.")
    return Caveat("funding-none-yet", "warning", lambda t: t(text, day=t.day(as_of)), ("funding.csv as_of",))


def printed_percentages(plan: Plan, as_of: date | None = None) -> Iterator[Caveat]:
    """Compare the printed percentages with the computed ones; truncation agrees."""
    if as_of is not None and plan.funding_date is not None and as_of < plan.funding_date:
        return  # the printed figures are those of the latest day
    money = funding_by_sector(plan)
    objectives = funding_by_objective(plan)
    for code, printed in plan.sectors["printed_funded_pct"].dropna().items():
        share = money.loc[code, "coverage"]
        if not pd.isna(share) and not _agrees(float(share), int(printed)):
            yield _disagreement(f"sectors.csv {code}", int(printed), float(share), (str(code),))
    for code, printed in plan.objectives["printed_funded_pct"].dropna().items():
        head = objectives[str(code)]
        own = plan.sectors.loc[plan.sectors["objective"] == code, "requirements_usd"]
        if head.coverage_high is None or own.isna().any():
            continue  # nothing is reported or stated that the printed figure could be compared with
        share = head.confirmed / head.requirements if head.requirements else None  # as the source divides
        if share is not None and not _agrees(share, int(printed)):
            sectors = tuple(plan.sectors.index[plan.sectors["objective"] == code])
            yield _disagreement(f"objectives.csv {code}", int(printed), share, sectors)


def _agrees(share: float, printed: int) -> bool:
    """Tell whether truncating a share (the source caps it at 100) gives the printed figure."""
    return min(100, math.floor(share * 100 + 1e-9)) == printed


def _disagreement(row: str, printed: int, share: float, sectors: tuple[str, ...]) -> Caveat:
    text = N_("{row}: the source prints {printed} funded; the amounts give {computed}.")
    return Caveat(
        "printed-disagrees",
        "warning",
        lambda t: t(text, row=row, printed=t.percent(printed / 100, 0), computed=t.percent(share)),
        (row,),
        sectors,
    )


def textual_targets(plan: Plan, _as_of: date | None = None) -> Iterator[Caveat]:
    """Find objectives whose target is words and no number."""
    wordy = plan.objectives[plan.objectives["people_targeted_text_en"] != ""]
    for code, row in wordy.iterrows():
        yield _textual_target(plan, str(code), row)


def _textual_target(plan: Plan, code: str, row: pd.Series[str]) -> Caveat:
    text = N_("Objective {code} targets “{target}” and gives no number; totals of people targeted leave it out.")
    return Caveat(
        "non-numeric-target",
        "note",
        lambda t: t(text, code=code, target=row[f"people_targeted_text_{t.lang}"]),
        (f"objectives.csv {code}",),
        tuple(plan.sectors.index[plan.sectors["objective"] == code]),
    )


def residues(plan: Plan, _as_of: date | None = None) -> Iterator[Caveat]:
    """Find traces of editing left in the published headings."""
    for code, heading in plan.sectors["source_title"].items():
        if any(mark in str(heading).lower() for mark in _RESIDUES):
            yield _residue(plan, str(code), str(heading))


def _residue(plan: Plan, code: str, heading: str) -> Caveat:
    text = N_("The source’s heading “{heading}” carries an editing residue; shown here as {sector}.")
    return Caveat(
        "editing-residue",
        "note",
        lambda t: t(text, heading=heading, sector=_sector(plan, code, t)),
        (f"sectors.csv {code}",),
        (code,),
    )


def unplaced(plan: Plan, _as_of: date | None = None) -> Iterator[Caveat]:
    """Name the sectors for which the plan states no place at all."""
    own = plan.places[(plan.places["activity"] == "") & (plan.places["basis"] == "not_stated")]
    sectors = tuple(own["sector"])
    if not sectors:
        return
    text = N_("The plan states no place for {sectors}: these sectors are on no map.")
    yield Caveat(
        "place-not-stated",
        "note",
        lambda t: t(text, sectors=", ".join(_sector(plan, s, t) for s in sectors)),
        tuple(f"places.csv {s}" for s in sectors),
        sectors,
    )


def _sector(plan: Plan, code: str, t: Translator) -> str:
    return str(plan.sectors.loc[code, f"title_{t.lang}"])


def brought_funding(plan: Plan, as_of: date | None = None) -> Iterator[Caveat]:
    """Name the sectors whose confirmed funding a reader brought."""
    latest = plan.latest_funding(as_of)
    sources = latest["source"].fillna("").astype(str) if "source" in latest else pd.Series(dtype=object)
    for source, codes in sources[sources.str.startswith(OWN)].groupby(sources).groups.items():
        own, file = [str(c) for c in codes], str(source).removeprefix(OWN)
        yield _brought_funding(plan, own, file)


def _brought_funding(plan: Plan, codes: list[str], file: str) -> Caveat:
    text = N_("Confirmed funding of {sectors}: brought by the reader ({file}) for this session; nobody has checked it.")
    return Caveat(
        "brought-figures", "warning",
        lambda t: t(text, sectors=", ".join(_sector(plan, c, t) for c in codes), file=file),
        tuple(f"funding.csv {c}" for c in codes), tuple(codes),
    )  # fmt: skip


RULES = (
    brought_funding, sum_mismatch, amounts_not_stated, not_reported, over_covered, stale_funding, printed_percentages,
    textual_targets, residues, unplaced,
)  # fmt: skip
