"""The slides of a briefing, filled from the data: what every renderer draws, screen or file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.analysis import (
    BASIS_SYMBOLS,
    all_caveats,
    compare_need_and_response,
    estimate_by_region,
    funding_by_objective,
    funding_headline,
    funding_of_view,
    read_view,
    sector_title,
    selected_sectors,
    stated_money,
    unplaced_words,
)
from geo.briefing.key_figures import objective_figures, plan_figures
from geo.briefing.region_profile import profile_dates
from geo.charts import funded_share
from geo.core import N_, View, split_query, translator
from geo.maps import DISCLAIMER_ON_SLIDES, compose_map, range_words, small_maps, source_line, write_estimate

if TYPE_CHECKING:
    from geo.analysis import FundingHeadline
    from geo.briefing.key_figures import KeyFigure
    from geo.briefing.storyline import Slide, Storyline
    from geo.core import Translator
    from geo.maps import SmallMap, ThematicMap
    from geo.store import Atlas

_TITLES = {
    "figures": N_("The plan in five figures"),
    "objectives": N_("Where each objective intervenes"),
    "decisions": N_("Three regions that need a decision"),
    "caveats": N_("What the plan does not say"),
    "sources": N_("Sources and methods"),
}
_REASONS = {
    "top": N_(
        "Among the highest needs and the largest unmet requirements: no. {first} by displaced persons, "
        "no. {second} by unmet requirements."
    ),
    "overlooked": N_(
        "Need ranks above money: no. {first} by displaced persons, only no. {second} by unmet requirements."
    ),
}
DECISIONS = 3
_PLACED = ("presence", "money")
_MOST_BULLETS = 6  # more cannot be read from the back of a room


@dataclass(frozen=True)
class SlideContent:
    """One slide, ready to be drawn: every text is in the language of its view.

    ``facts``: value, name, day. ``table``: header and rows. ``bullets``: weight (warning,
    note or plain) and text. ``foot``: dates, sources and disclaimer. ``charted``: whether
    the rows are amounts to be compared by the length of a bar. ``small``: small maps side by side.
    """

    kind: str
    title: str
    subtitle: str
    view: View
    facts: tuple[KeyFigure, ...] = ()
    drawn: ThematicMap | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    bullets: tuple[tuple[str, str], ...] = ()
    notes: str = ""
    foot: tuple[str, ...] = ()
    charted: bool = False
    small: tuple[SmallMap, ...] = ()


def compose_slide(storyline: Storyline, atlas: Atlas, lang: str) -> tuple[SlideContent, ...]:
    """Fill every slide of a storyline in a language, in order."""
    return tuple(fill_slide(slide, atlas, lang) for slide in storyline.slides)


def fill_slide(slide: Slide, atlas: Atlas, lang: str) -> SlideContent:
    """Fill one slide from the data.

    The figures are those of `geo.maps.compose_map`, `geo.analysis.funding` and `geo.analysis.need_vs_response`:
    nothing is computed for a slide alone. A person's own title and notes take the place
    of the ones made here.
    """
    t = translator(lang)
    view = read_view(split_query(slide.view), atlas).but(lang=lang)
    content = _KINDS[slide.kind](view, atlas, t)
    return replace(
        content,
        title=slide.text("title", lang) or content.title,
        notes=slide.text("notes", lang) or _notes(content, t),
        foot=_foot(content, atlas, t),
    )


def _foot(content: SlideContent, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    if content.drawn:
        return source_line(content.drawn, t)
    measure = "idps" if atlas.plan.header_only else "sectors"
    sources = source_line(compose_map(content.view.but(measure=measure), atlas), t)[-2]
    return (*profile_dates(content.view, atlas, t), sources, t(DISCLAIMER_ON_SLIDES))


def _notes(content: SlideContent, t: Translator) -> str:
    """Give the speaker what stands behind a slide: the map's notes and its warnings."""
    if content.notes or content.drawn is None:
        return content.notes or "\n".join(text for _, text in content.bullets)
    warnings = [c.write(t) for c in content.drawn.caveats if c.severity == "warning"]
    return "\n".join((*content.drawn.notes, *warnings))


def _figures(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    whole = funding_headline(funding_of_view(atlas.plan, view))
    drawn = compose_map(view.but(measure="sectors"), atlas)
    heads = funding_by_objective(atlas.plan, funding_of_view(atlas.plan, view))
    header = (t("Objective"), t("Requirements"), t("% funded"), t("Do not report"))
    titles, required = (atlas.plan.objectives[c] for c in (f"title_{view.lang}", "requirements_usd"))
    rows = [
        (f"{o} · {titles[o]}", stated_money(required[o], t), funded_share(head, t), _silent_of(head))
        for o, head in heads.items()
    ]
    header_usd = atlas.plan.header["requirements_usd"]
    stated = not atlas.plan.header.isna()["requirements_usd"] and required.notna().all()
    gap = float(header_usd) - float(required.sum()) if stated else 0.0
    if gap:  # nothing is scaled to fit: what the header asks for beyond its objectives has a row of its own
        rows.append((t("not attributed to any objective"), t.money(gap), "–", "–"))
    figures = plan_figures(atlas.plan, whole, t, view.date)
    return SlideContent("figures", t(_TITLES["figures"]), atlas.plan.title(view.lang), view, facts=figures, drawn=drawn,
                        header=header, rows=tuple(rows))  # fmt: skip


def _objectives(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    maps = small_maps(view.but(objective=(), sector=()), atlas)
    words = tuple(dict.fromkeys(note for _, drawn in maps for note in drawn.notes))
    return SlideContent("objectives", t(_TITLES["objectives"]), atlas.plan.title(view.lang), view, small=maps,
                        notes="\n".join(words))  # fmt: skip


def _silent_of(head: FundingHeadline) -> str:
    """Write how many sectors do not report, and of how many."""
    return f"{len(head.unreported)} / {head.sectors}"


def _objective(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    code = view.objective[0] if view.objective else str(atlas.plan.objectives.index[0])
    money = funding_of_view(atlas.plan, view)
    head = funding_by_objective(atlas.plan, money)[code]
    drawn = compose_map(view.but(measure="sectors"), atlas)
    title = f"{code} · {atlas.plan.objectives.loc[code, f'title_{view.lang}']}"
    rows = []
    for sector in selected_sectors(atlas.plan, view):
        line = money.loc[sector]
        known = line["state"] != "not_reported"
        confirmed = t.money(float(line["confirmed"])) if known else t("not reported")
        rows.append((sector_title(atlas, str(sector), t), stated_money(line["requirements"], t), confirmed,
                     "–" if line.isna()["coverage"] else t.percent(float(line["coverage"]), 0)))  # fmt: skip
    header = (t("Sector"), t("Requirements"), t("Confirmed funding"), t("% funded"))
    figures = objective_figures(atlas.plan, code, head, t, view.date)
    return SlideContent("objective", title, drawn.title, view, facts=figures, drawn=drawn, header=header,
                        rows=tuple(rows), bullets=_unplaced(view, atlas, t))  # fmt: skip


def _unplaced(view: View, atlas: Atlas, t: Translator) -> tuple[tuple[str, str], ...]:
    """Say which sectors are on no region of the map, and why."""
    return tuple(("note", line) for line in unplaced_words(view, atlas, t))


def _mapped(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill a slide that is a map with its regions in order; where it has none, say why."""
    drawn = compose_map(view, atlas)
    header, rows = _ranked(drawn, t)
    bullets = () if rows or atlas.indicators[view.measure].layer not in _PLACED else _unplaced(view, atlas, t)
    plain = drawn.bivariate is None and not _shows_basis(drawn) and not any(r.beside for r in drawn.regions)
    charted = bool(rows) and plain
    return SlideContent("view", drawn.title, drawn.subtitle, view, drawn=drawn, header=header, rows=rows,
                        bullets=bullets, charted=charted)  # fmt: skip


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
    ranked = sorted((r for r in drawn.regions if r.state == "value"), key=lambda r: -(r.value or 0))
    if _shows_basis(drawn):
        marked = [r for r in drawn.regions if r.label]
        return (t("Region"), t("Basis")), tuple((r.name, f"{r.label} {r.tooltip[0][1]}") for r in marked)
    columns = {t("Region"): [r.name for r in ranked], _capital(drawn.unit): [r.label or "0" for r in ranked]}
    if any(r.low is not None and r.low != r.high for r in ranked):
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


def _decisions(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    view = view.but(measure="mismatch", need="idps", against="unmet")
    regions, frame = atlas.regions[view.areas], estimate_by_region(view, atlas).frame
    compared = compare_need_and_response(view, atlas).frame
    rows = []
    for region, reason, ranks in decision_rows(view, atlas):
        money = frame.loc[region]
        ends = range_words(money["unmet_low"], money["unmet_high"], "unmet", t)
        unmet = f"{write_estimate(money['unmet'], 'unmet', t)} ({ends})"
        people = t.number(compared.loc[region, "need"])
        why = t(_REASONS[reason], first=ranks[0], second=ranks[1])
        rows.append((regions.name(region, view.lang), people, unmet, why))
    header = (t("Region"), t("Displaced persons"), t("Unmet requirements, estimate"), t("Why"))
    drawn = compose_map(view, atlas)
    rule = t(
        "Chosen by a rule: the highest needs with the largest unmet requirements, then need that ranks above money "
        "under every split. Ranks are among the {n} regions with a figure.", n=len(compared),
    )  # fmt: skip
    return SlideContent("decisions", t(_TITLES["decisions"]), rule, drawn.view, drawn=drawn, header=header,
                        rows=tuple(rows))  # fmt: skip


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


def _caveats(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    whole = view.but(lang="en") == View(plan=view.plan)
    caveats = all_caveats(atlas) if whole else compose_map(view, atlas).caveats
    ordered = sorted(caveats, key=lambda c: (c.severity != "warning", bool(c.measures)))
    texts = list(dict.fromkeys((c.severity, c.write(t)) for c in ordered))
    shown, rest = texts[:_MOST_BULLETS], len(texts) - _MOST_BULLETS
    if rest > 0:
        shown.append(("plain", t("and {n} more, in the notes", n=rest)))
    return SlideContent("caveats", t(_TITLES["caveats"]), atlas.plan.title(view.lang), view, bullets=tuple(shown),
                        notes="\n".join(text for _, text in texts))  # fmt: skip


def _sources(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    drawn = compose_map(view.but(measure="idps"), atlas)
    hunger = compose_map(view.but(measure="food_insecure"), atlas)
    methods = (
        t("Money per region is an estimate: the plan gives none. Its range is over the ways to split."),
        t("Funding that is not reported is not zero: beside % funded stands how many sectors report."),
        t("Needs stand as published, with their day; no figure is not zero."),
        t("Presence is not coverage of needs, and says nothing of adequacy."),
    )
    named = tuple(dict.fromkeys((*drawn.sources, *hunger.sources)))
    lines = (*profile_dates(view, atlas, t), *((f"{hunger.need.words}.",) if hunger.need else ()), *named, *methods)
    return SlideContent("sources", t(_TITLES["sources"]), atlas.plan.title(view.lang), view,
                        bullets=tuple(("plain", line) for line in (*lines, t(DISCLAIMER_ON_SLIDES))))  # fmt: skip


_KINDS = {
    "figures": _figures,
    "objectives": _objectives,
    "objective": _objective,
    "money": _mapped,
    "need": _mapped,
    "decisions": _decisions,
    "caveats": _caveats,
    "sources": _sources,
    "view": _mapped,
}
