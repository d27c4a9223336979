"""Needs beside response: ranks side by side, claims, shares of the nation, a map of two measures in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import claimed_regions, compare_need_and_response, list_claims, shares_by_day
from geo.charts.fragments import fill, message
from geo.core import N_, at_least
from geo.maps import need_stamp
from geo.monitoring import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.analysis import Claim, NeedShare
    from geo.core import Translator, View
    from geo.maps import ThematicMap
    from geo.store import Atlas


def bivariate_words(thematic: ThematicMap) -> str:
    """Say in a plain sentence what each colour of a map of two measures means, and which regions have it."""
    if thematic.bivariate is None:
        return ""
    classes = [
        (colour, ", ".join(r.name for r in thematic.regions if r.colour == colour), sentence)
        for row in thematic.bivariate.cells
        for colour, n, sentence in row
        if n
    ]
    return fill("bivariate", classes=classes)


def comparison_words(view: View, atlas: Atlas, t: Translator) -> str:
    """Say of which need and which day a comparison is."""
    stamp = need_stamp(compare_need_and_response(view, atlas).need, t)
    return message(stamp.words if stamp else t("There is no figure up to this day."), "sub")


_RANKS = ["need_rank", "response_rank", "response_rank_low", "response_rank_high"]


def rank_dots(view: View, atlas: Atlas, t: Translator) -> str:
    """Draw each compared region's rank by need beside its rank by response, with its range over the splits."""
    ranks = compare_need_and_response(view, atlas).frame.sort_values(_RANKS[:2])[_RANKS].astype(int)
    if ranks.empty:
        return message(t("There is no figure up to this day."))
    regions = atlas.regions[view.areas]
    ranged = (ranks["response_rank_low"] != ranks["response_rank_high"]).any()
    names = {"need": atlas.indicators[view.need].name(t.lang), "response": atlas.indicators[view.against].name(t.lang)}
    return fill(
        "ranks",
        rows=[(regions.name(str(row[0]), t.lang), *row[1:]) for row in ranks.itertuples()],
        steps=max(len(ranks) - 1, 1),
        kinds=[(kind, t("rank by {response}", response=name)) for kind, name in names.items()],
        range_key=t("range over the splits") if ranged else "",
        scale_key=t("1 is the most"),
    )


_CLAIMS = {
    "higher": N_("{region} ranks higher by {need} (no. {first}) than by {response} (no. {second})."),
    "lower": N_("{region} ranks lower by {need} (no. {first}) than by {response} (no. {second})."),
    "same": N_("{region} ranks the same by {need} and by {response} (no. {first})."),
    "most": N_("{region} has the most unmet requirements per displaced person."),
    "least": N_("{region} has the least unmet requirements per displaced person."),
}
_METHODS = {
    "even": N_("evenly"), "idps": N_("by displaced persons"), "population": N_("by population"),
    "custom": N_("by your weights"),
}  # fmt: skip


def claim_words(claim: Claim, view: View, atlas: Atlas, t: Translator) -> str:
    """Say a claim in one sentence."""
    return t(
        _CLAIMS[claim.kind],
        region=atlas.regions[view.areas].name(claim.region, t.lang),
        need=atlas.indicators[view.need].name(t.lang),
        response=atlas.indicators[view.against].name(t.lang),
        first=claim.ranks[0],
        second=claim.ranks[1],
    )


def claims_list(view: View, atlas: Atlas, t: Translator) -> str:
    """List what holds under every split, then what depends on it, with the splits under which it holds."""
    claims = list_claims(view, atlas)
    if not claims:
        return message(t("No region has a figure of this need up to this day: nothing can be compared."))
    n = len(compare_need_and_response(view, atlas).frame)
    among = t("Among the {n} regions that have a figure; the others are unknown, not least.", n=n)
    sure = [(text, "") for text in _together([c for c in claims if not c.fails], view, atlas, t)]
    depending = [(claim_words(c, view, atlas, t), _holding(c, t)) for c in claims if c.fails]
    # The number of sectors is not split: there is nothing that a split could change.
    title = t("Holds under every split") if view.against == "unmet" else t("What the ranks say")
    return fill("claims", among=among, parts=((title, sure), (t("Depends on the split"), depending)))


_TOGETHER = {
    "higher": N_("Higher by {need} than by {response} (ranks): {regions}."),
    "lower": N_("Lower by {need} than by {response} (ranks): {regions}."),
    "same": N_("The same by {need} and by {response} (ranks): {regions}."),
}


def _together(claims: Sequence[Claim], view: View, atlas: Atlas, t: Translator) -> list[str]:
    """Say claims of one kind in one sentence: nineteen of them are no list to read in a meeting."""
    regions, sentences = atlas.regions[view.areas], []
    for kind, text in _TOGETHER.items():
        ranks = [f"{regions.name(c.region, t.lang)} ({c.ranks[0]} / {c.ranks[1]})" for c in claims if c.kind == kind]
        if ranks:
            need, response = atlas.indicators[view.need].name(t.lang), atlas.indicators[view.against].name(t.lang)
            sentences.append(t(text, need=need, response=response, regions=", ".join(ranks)))
    return sentences + [claim_words(c, view, atlas, t) for c in claims if c.kind not in _TOGETHER]


def _holding(claim: Claim, t: Translator) -> str:
    holds, fails = (", ".join(t(_METHODS[m]) for m in methods) for methods in (claim.holds, claim.fails))
    return t("Holds when money is split {holds}; not {fails}.", holds=holds, fails=fails)


def share_table(shares: Sequence[NeedShare], measure: str, atlas: Atlas, t: Translator) -> str:
    """Draw the share of some regions in a need on each day and vintage, with the mark of one half."""
    if not shares:
        return message(t("No day has a figure for all these regions."))
    need = atlas.indicators[measure].name(t.lang)
    header = (
        t("Day"), t("Regions of"), need[:1].upper() + need[1:], t("Share of the national total"), "", t("Over half?"),
    )  # fmt: skip
    return fill("shares", header=header, rows=[(share, _share_words(share, atlas, t)) for share in shares])


def _share_words(share: NeedShare, atlas: Atlas, t: Translator) -> dict[str, str]:
    least, part = "≥ " if share.missing else "", share.share
    if part is not None and share.missing:
        part = at_least(part, 3)  # the tenth of a percent that is written
    return {
        "period": period_words(share.period, t),
        "people": f"{least}{t.number(share.people)}",
        "percent": "–" if part is None else f"{least}{t.percent(part)}",
        "verdict": {True: t("yes"), False: t("no"), None: t("cannot be said")}[share.over_half],
        "remarks": " ".join(_share_remarks(share, atlas, t)),
    }


def _share_remarks(share: NeedShare, atlas: Atlas, t: Translator) -> list[str]:
    def names(slugs: Sequence[str], areas: str) -> str:
        return ", ".join(atlas.regions[areas].name(r, t.lang) for r in slugs)

    remarks = [t("Counted: {regions}.", regions=names(share.named, share.areas))]
    if share.national is not None:
        day = share.national_day
        total = t("sum of all regions") if day is None else t.day(day)
        remarks.append(t("National total {n} ({when}).", n=t.number(share.national), when=total))
    if share.more:
        remarks.append(t("Of {areas}, so with {regions}.", areas=share.areas, regions=names(share.more, "2023")))
    if share.missing:
        remarks.append(t("No figure for {regions}: at least.", regions=names(share.missing, "2023")))
    if not share.published:
        remarks.append(t("Added up from the regions of the day."))
    return remarks


def shares_of_view(view: View, atlas: Atlas) -> tuple[NeedShare, ...]:
    """Return the shares over time of the regions that a view's claim is about."""
    chosen = view.share or claimed_regions(atlas.regions["2023"])
    return shares_by_day(atlas.indicators.counted(view.need), atlas.observations, atlas.regions, chosen)
