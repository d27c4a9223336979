"""Charts of needs as HTML: national ledger, series over time, ranks side by side, claims and shares.

Every text is escaped here; every figure comes from the floors below. Styles: `geo.charts.STYLE`.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geo import mismatch, needs, shares
from geo.i18n import N_
from geo.layer_mismatch import RESPONSES
from geo.need_words import NAMES, period_words, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.drawn import NeedStamp, ThematicMap
    from geo.i18n import Translator
    from geo.mismatch import Claim
    from geo.shares import Share
    from geo.view import View

SERIES_STYLE = Path(__file__).parent / "assets" / "series.css"
_WIDTH, _HEIGHT = 900, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 200, 26, 28
_GAP = pd.Timedelta(days=60)
_NAMED = 4
_LINE = 15


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


def square_words(drawn: ThematicMap) -> str:
    """Say in a plain sentence what each colour of a map of two measures means, and which regions have it."""
    if drawn.square is None:
        return ""
    rows = ""
    for row in drawn.square.cells:
        for colour, n, sentence in row:
            names = ", ".join(r.name for r in drawn.regions if r.colour == colour)
            if n:
                rows += (
                    f"<tr><td><i class='swatch' style='background:{colour}'></i></td>"
                    f"<td><b>{escape(names)}</b><br>{escape(sentence)}</td></tr>"
                )
    return f"<table class='plain words'>{rows}</table>"


@dataclass(frozen=True)
class _Line:
    """One line of the series chart: a name and its points (day, value, words, projected)."""

    name: str
    kind: str
    points: list[tuple[pd.Timestamp, float, str, bool]]


def series(measure: str, atlas: Atlas, chosen: str | None, t: Translator) -> str:
    """Draw a need over time: the national figures as a line, the regions where they are published.

    Regions stand as published, each vintage for itself. A hollow point is a projection; a
    line is broken where a period is missing. The chosen region stands out.
    """
    lines = [_national_line(measure, atlas, t), *_regional_lines(measure, atlas, chosen, t)]
    lines = [line for line in lines if line.points]
    points = [p for line in lines for p in line.points]
    days = [p[0] for p in points]
    first, last, most = min(days), max(days), max(p[1] for p in points) or 1
    span = max((last - first).days, 1)

    def at(day: pd.Timestamp, value: float) -> tuple[float, float]:
        x = _LEFT + (day - first).days / span * (_WIDTH - _LEFT - _RIGHT)
        return x, _HEIGHT - _BOTTOM - value / most * (_HEIGHT - _TOP - _BOTTOM)

    years = "".join(_year(y, at(pd.Timestamp(y, 1, 1), 0)[0]) for y in range(first.year + 1, last.year + 1))
    drawn = "".join(_drawn(line, at) for line in sorted(lines, key=lambda x: x.kind, reverse=True))
    floor = at(first, 0)[1]
    axis = f"<line class='axis' x1='{_LEFT}' x2='{_WIDTH - _RIGHT}' y1='{floor:.0f}' y2='{floor:.0f}'/>"
    label = escape(t("{need} over time", need=t(NAMES[measure])))
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' width='{_WIDTH}' height='{_HEIGHT}'>"
        f"<style>{SERIES_STYLE.read_text(encoding='utf-8')}</style>{axis}{years}{drawn}{_names(lines, at)}</svg>"
    )
    # As a picture: Streamlit keeps no SVG in HTML, and a picture travels into any file.
    data = base64.b64encode(svg.encode()).decode()
    picture = f"<img class='series' alt='{label}' src='data:image/svg+xml;base64,{data}'>"
    return f"<div class='scroll'>{picture}</div><p class='foot'>{escape(_series_note(measure, t))}</p>"


def _series_note(measure: str, t: Translator) -> str:
    if measure == "idps":
        return t("Regions as published: before 2023 some were wider. A region without a point has no figure.")
    return t("Hollow points are projections; a broken line is a period without an analysis.")


def _national_line(measure: str, atlas: Atlas, t: Translator) -> _Line:
    rows = needs.table(measure, atlas.observations, atlas.regions)
    whole = rows[rows["region"] == ""]
    if whole.empty and measure != "idps":  # unknown regions are not nobody
        whole = rows.groupby(["start", "end", "reference", "kind"], as_index=False)[["value", "base"]].sum()
    return _Line(t.country(atlas.plan.country), "nation", _points(whole, measure, t))


def _regional_lines(measure: str, atlas: Atlas, chosen: str | None, t: Translator) -> list[_Line]:
    rows = needs.table(measure, atlas.observations, atlas.regions)
    lines = []
    for (region, areas), part in rows[rows["region"] != ""].groupby(["region", "areas"], sort=False):
        name = atlas.regions[areas].name(str(region), t.lang)
        shown = name if areas == "2023" else t("{region} of {areas}", region=name, areas=areas)
        lines.append(_Line(shown, "chosen" if region == chosen else "region", _points(part, measure, t)))
    return lines


def _points(rows: pd.DataFrame, measure: str, t: Translator) -> list[tuple[pd.Timestamp, float, str, bool]]:
    made = []
    for row in rows.sort_values("start").itertuples():
        value = float(row.value) / float(row.base) if measure in needs.SHARES else float(row.value)
        period = needs.Period(row.start.date(), row.end.date(), str(row.reference), str(row.kind))
        words = f"{period_words(period, t)}: {write(value, measure, t)}"
        made.append((row.start, value, words, row.kind == "projected"))
    return made


def _drawn(line: _Line, at: object) -> str:
    path, before = "", None
    dots = ""
    for day, value, words, projected in line.points:
        x, y = at(day, value)  # type: ignore[operator]
        broken = before is None or (any(p[3] for p in line.points) and day - before > 3 * _GAP)
        path += f"{'M' if broken else 'L'}{x:.1f} {y:.1f}"
        before = day
        hollow = " class='hollow'" if projected else ""
        title, size = escape(f"{line.name}, {words}"), 4.5 if line.kind == "nation" else 3.5
        dots += f"<circle{hollow} cx='{x:.1f}' cy='{y:.1f}' r='{size}'><title>{title}</title></circle>"
    return f"<g class='{line.kind}'><path d='{path}'/>{dots}</g>"


def _year(year: int, x: float) -> str:
    y = _HEIGHT - _BOTTOM
    line = f"<line class='year' x1='{x:.0f}' x2='{x:.0f}' y1='{_TOP}' y2='{y}'/>"
    return f"{line}<text x='{x:.0f}' y='{y + 18}'>{year}</text>"


def _names(lines: Sequence[_Line], at: object) -> str:
    """Name the country, the chosen region and the highest few at their last points, none over another."""
    ranked = sorted(lines, key=lambda x: (x.kind != "nation", x.kind != "chosen", -x.points[-1][1]))[: _NAMED + 1]
    placed: list[float] = []
    made = ""
    for line in sorted(ranked, key=lambda x: -x.points[-1][1]):
        day, value, words, _ = line.points[-1]
        x, y = at(day, value)  # type: ignore[operator]
        while any(abs(y - other) < _LINE for other in placed):
            y += 1
        placed.append(y)
        figure = escape(f"{line.name} {words.rsplit(' ', 1)[-1]}")
        made += f"<text class='{line.kind} name' x='{x + 9:.0f}' y='{y + 4:.0f}'>{figure}</text>"
    return made


def rank_dots(view: View, atlas: Atlas, t: Translator) -> str:
    """Draw each compared region's rank by need beside its rank by response, with its range over the splits."""
    compared = mismatch.compare(view, atlas)
    frame = compared.frame.sort_values(["need_rank", "response_rank"])
    if frame.empty:
        return f"<p>{escape(t('There is no figure up to this day.'))}</p>"
    last = max(len(frame), 2)
    names = {str(r): atlas.regions[view.areas].name(str(r), t.lang) for r in frame.index}
    rows = "".join(_rank_row(names[str(r)], row, last) for r, row in frame.iterrows())
    marks = "".join(f"<span style='left:{_place(n, last)}'>{n}</span>" for n in range(1, len(frame) + 1))
    kinds = (("need", t(NAMES[view.need])), ("response", t(RESPONSES[view.against])))
    key = "".join(
        f"<span><i class='dot {kind}'></i>{escape(t('rank by {response}', response=name))}</span>"
        for kind, name in kinds
    )
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
        need=t(NAMES[view.need]),
        response=t(RESPONSES[view.against]),
        first=claim.ranks[0],
        second=claim.ranks[1],
    )


def claims(view: View, atlas: Atlas, t: Translator) -> str:
    """List what holds under every split, then what depends on it, with the splits under which it holds."""
    found = mismatch.claims(view, atlas)
    sure = "".join(f"<li>{escape(claim_words(c, view, atlas, t))}</li>" for c in found if not c.fails)
    open_ = "".join(
        f"<li>{escape(claim_words(c, view, atlas, t))} <small>{escape(_holding(c, t))}</small></li>"
        for c in found
        if c.fails
    )
    parts = [(t("Holds under every split"), sure), (t("Depends on the split"), open_)]
    return "".join(
        f"<h4 class='claims'>{escape(title)}</h4><ul class='claims'>{items}</ul>" for title, items in parts if items
    )


def _holding(claim: Claim, t: Translator) -> str:
    holds, fails = (", ".join(t(_METHODS[m]) for m in methods) for methods in (claim.holds, claim.fails))
    return t("Holds when money is split {holds}; not {fails}.", holds=holds, fails=fails)


def share_table(found: Sequence[Share], atlas: Atlas, t: Translator) -> str:
    """Draw the share of some regions on each day and vintage, with the mark of one half."""
    if not found:
        return f"<p>{escape(t('No day has a figure for all these regions.'))}</p>"
    rows = "".join(_share_row(s, atlas, t) for s in found)
    heads = (t("Day"), t("Regions of"), t("People"), t("Share of the national total"), "", t("Over half?"))
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    return f"<div class='scroll'><table class='shares'><tr>{head}</tr>{rows}</table></div>"


def _share_row(share: Share, atlas: Atlas, t: Translator) -> str:
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


def _share_remarks(share: Share, atlas: Atlas, t: Translator) -> list[str]:
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


def shares_of(view: View, atlas: Atlas) -> tuple[Share, ...]:
    """Return the shares over time of the regions that a view's claim is about."""
    chosen = view.share or shares.claimed(atlas.regions["2023"])
    measure = "idps" if view.need in needs.SHARES else view.need
    return shares.over_time(measure, atlas.observations, atlas.regions, chosen)
