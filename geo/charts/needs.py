"""Charts of needs as HTML: national ledger, ranks side by side, claims and shares.

Every text is escaped here; every figure comes from the floors below. Styles: `geo.charts.CHART_STYLE`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.analysis import claimed_regions, compare_need_and_response, list_claims, shares_by_day
from geo.core import N_
from geo.maps import need_stamp
from geo.monitoring import period_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.analysis import Claim, NeedShare
    from geo.core import Translator, View
    from geo.maps import NeedStamp, ThematicMap
    from geo.store import Atlas


def need_strip(stamp: NeedStamp, t: Translator) -> str:
    """Draw a national figure as one strip of what the map shows of it; the parts add up to it."""
    whole = sum(max(0.0, people) for _, _, people in stamp.parts) or 1
    strip = "".join(
        f"<i class='need-{part}' style='width:{100 * max(0.0, n) / whole:.2f}%'></i>" for part, _, n in stamp.parts
    )
    words = " ".join(
        f"<span><i class='need-{part}'></i>{escape(name)} <b>{escape(t.number(n))}</b></span>"
        for part, name, n in stamp.parts
    )
    return f"<div class='ledger'><div class='strip'>{strip}</div><p><b>{escape(stamp.total)}</b> = {words}</p></div>"


def bivariate_words(drawn: ThematicMap) -> str:
    """Say in a plain sentence what each colour of a map of two measures means, and which regions have it."""
    if drawn.bivariate is None:
        return ""
    rows = ""
    for row in drawn.bivariate.cells:
        for colour, n, sentence in row:
            names = ", ".join(r.name for r in drawn.regions if r.colour == colour)
            if n:
                rows += (
                    f"<tr><td><i class='swatch' style='background:{colour}'></i></td>"
                    f"<td><b>{escape(names)}</b><br>{escape(sentence)}</td></tr>"
                )
    return f"<table class='plain words'>{rows}</table>"


def comparison_words(view: View, atlas: Atlas, t: Translator) -> str:
    """Say of which need and which day a comparison is."""
    words = need_stamp(compare_need_and_response(view, atlas).need, t)
    said = words.words if words else t("There is no figure up to this day.")
    return f"<p class='sub'>{escape(said)}</p>"


def rank_dots(view: View, atlas: Atlas, t: Translator) -> str:
    """Draw each compared region's rank by need beside its rank by response, with its range over the splits."""
    compared = compare_need_and_response(view, atlas)
    frame = compared.frame.sort_values(["need_rank", "response_rank"])
    if frame.empty:
        return f"<p>{escape(t('There is no figure up to this day.'))}</p>"
    last = max(len(frame), 2)
    names = {str(r): atlas.regions[view.areas].name(str(r), t.lang) for r in frame.index}
    rows = "".join(_rank_row(names[str(r)], row, last) for r, row in frame.iterrows())
    marks = "".join(f"<span style='left:{_place(n, last)}'>{n}</span>" for n in range(1, len(frame) + 1))
    kinds = (
        ("need", atlas.indicators[view.need].name(t.lang)),
        ("response", atlas.indicators[view.against].name(t.lang)),
    )
    key = "".join(
        f"<span><i class='dot {kind}'></i>{escape(t('rank by {response}', response=name))}</span>"
        for kind, name in kinds
    )
    if (frame["response_rank_low"] != frame["response_rank_high"]).any():
        key += f"<span><u class='range'></u>{escape(t('range over the splits'))}</span>"
    scale = f"<tr><td></td><td class='scale'><div>{marks}</div></td><td></td></tr>"
    most = escape(t("1 is the most"))
    return f"<table class='ranks'>{scale}{rows}</table><p class='key'>{key}<span>{most}</span></p>"


def _place(rank: float, last: int) -> str:
    return f"{100 * (rank - 1) / (last - 1):.1f}%"


def _rank_row(name: str, row: pd.Series[float], last: int) -> str:
    need, response = row["need_rank"], row["response_rank"]
    low, high = row["response_rank_low"], row["response_rank_high"]
    left, right = min(need, response), max(need, response)
    bars = (
        f"<u class='between' style='left:{_place(left, last)};width:{100 * (right - left) / (last - 1):.1f}%'></u>"
        f"<u class='range' style='left:{_place(low, last)};width:{100 * (high - low) / (last - 1):.1f}%'></u>"
        f"<i class='response' style='left:{_place(response, last)}'></i>"
        f"<i class='need' style='left:{_place(need, last)}'></i>"
    )
    range_ = "" if low == high else f" ({low:.0f}–{high:.0f})"
    said = f"{need:.0f} / {response:.0f}{range_}"
    return f"<tr><td>{escape(name)}</td><td class='dots'><div>{bars}</div></td><td class='n'>{escape(said)}</td></tr>"


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
    found = list_claims(view, atlas)
    if not found:
        return f"<p>{escape(t('No region has a figure of this need up to this day: nothing can be compared.'))}</p>"
    n = len(compare_need_and_response(view, atlas).frame)
    among = t("Among the {n} regions that have a figure; the others are unknown, not least.", n=n)
    sure = "".join(f"<li>{escape(text)}</li>" for text in _together([c for c in found if not c.fails], view, atlas, t))
    open_ = "".join(
        f"<li>{escape(claim_words(c, view, atlas, t))} <small>{escape(_holding(c, t))}</small></li>"
        for c in found
        if c.fails
    )
    # The number of sectors is not split: there is nothing that a split could change.
    title = t("Holds under every split") if view.against == "unmet" else t("What the ranks say")
    parts = [(title, sure), (t("Depends on the split"), open_)]
    return f"<p class='foot'>{escape(among)}</p>" + "".join(
        f"<h4 class='claims'>{escape(title)}</h4><ul class='claims'>{items}</ul>" for title, items in parts if items
    )


_TOGETHER = {
    "higher": N_("Higher by {need} than by {response} (ranks): {regions}."),
    "lower": N_("Lower by {need} than by {response} (ranks): {regions}."),
    "same": N_("The same by {need} and by {response} (ranks): {regions}."),
}


def _together(found: Sequence[Claim], view: View, atlas: Atlas, t: Translator) -> list[str]:
    """Say claims of one kind in one sentence: nineteen of them are no list to read in a meeting."""
    regions, said = atlas.regions[view.areas], []
    for kind, text in _TOGETHER.items():
        ranks = [f"{regions.name(c.region, t.lang)} ({c.ranks[0]} / {c.ranks[1]})" for c in found if c.kind == kind]
        if ranks:
            need, response = atlas.indicators[view.need].name(t.lang), atlas.indicators[view.against].name(t.lang)
            said.append(t(text, need=need, response=response, regions=", ".join(ranks)))
    return said + [claim_words(c, view, atlas, t) for c in found if c.kind not in _TOGETHER]


def _holding(claim: Claim, t: Translator) -> str:
    holds, fails = (", ".join(t(_METHODS[m]) for m in methods) for methods in (claim.holds, claim.fails))
    return t("Holds when money is split {holds}; not {fails}.", holds=holds, fails=fails)


def share_table(found: Sequence[NeedShare], measure: str, atlas: Atlas, t: Translator) -> str:
    """Draw the share of some regions in a need on each day and vintage, with the mark of one half."""
    if not found:
        return f"<p>{escape(t('No day has a figure for all these regions.'))}</p>"
    rows = "".join(_share_row(s, atlas, t) for s in found)
    need = atlas.indicators[measure].name(t.lang)
    heads = (
        t("Day"),
        t("Regions of"),
        need[:1].upper() + need[1:],
        t("Share of the national total"),
        "",
        t("Over half?"),
    )
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    return f"<div class='scroll tall'><table class='shares'><tr>{head}</tr>{rows}</table></div>"


def _share_row(share: NeedShare, atlas: Atlas, t: Translator) -> str:
    value = share.share
    least = "≥ " if share.missing else ""
    bar = "" if value is None else f"<i style='width:{100 * min(value, 1):.1f}%'></i>"
    verdict = {True: t("yes"), False: t("no"), None: t("cannot be said")}[share.over_half]
    remarks = _share_remarks(share, atlas, t)
    percent = "–" if value is None else f"{least}{t.percent(value)}"
    return (
        f"<tr><td>{escape(period_words(share.period, t))}</td><td>{share.areas}</td>"
        f"<td class='n'>{least}{t.number(share.people)}</td><td class='n'><b>{percent}</b></td>"
        f"<td class='bar half'><div>{bar}</div></td><td>{escape(verdict)}</td></tr>"
        f"<tr class='remark'><td colspan='6'>{escape(' '.join(remarks))}</td></tr>"
    )


def _share_remarks(share: NeedShare, atlas: Atlas, t: Translator) -> list[str]:
    def names(slugs: Sequence[str], areas: str) -> str:
        return ", ".join(atlas.regions[areas].name(r, t.lang) for r in slugs)

    said = [t("Counted: {regions}.", regions=names(share.named, share.areas))]
    if share.national is not None:
        day = share.national_day
        total = t("sum of all regions") if day is None else t.day(day)
        said.append(t("National total {n} ({when}).", n=t.number(share.national), when=total))
    if share.more:
        said.append(t("Of {areas}, so with {regions}.", areas=share.areas, regions=names(share.more, "2023")))
    if share.missing:
        said.append(t("No figure for {regions}: at least.", regions=names(share.missing, "2023")))
    if not share.published:
        said.append(t("Added up from the regions of the day."))
    return said


def shares_of_view(view: View, atlas: Atlas) -> tuple[NeedShare, ...]:
    """Return the shares over time of the regions that a view's claim is about."""
    chosen = view.share or claimed_regions(atlas.regions["2023"])
    return shares_by_day(atlas.indicators.counted(view.need), atlas.observations, atlas.regions, chosen)
