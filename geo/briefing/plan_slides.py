"""The slides on the plan as a whole: opening, figures, sectors, objectives, what it does not say, the ask, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    all_caveats,
    count_sectors,
    date_words,
    funding_by_objective,
    funding_headline,
    funding_of_view,
    sector_title,
    stated_money,
    unplaced_words,
)
from geo.briefing.finding import share_words
from geo.briefing.findings import leading_finding, list_findings
from geo.briefing.key_figures import header_figures, objective_figures, plan_figures
from geo.briefing.money_findings import (
    ask,
    contrast,
    funded,
    largest_gap,
    money_of_view,
    of_objective,
    pledges,
    silence,
    unlocated,
)
from geo.briefing.region_findings import reach
from geo.briefing.region_profile import profile_dates
from geo.briefing.slide_content import MoneyBar, SlideContent
from geo.charts import funded_share
from geo.core import View
from geo.maps import DISCLAIMER_ON_SLIDES, compose_map, small_maps

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.analysis import FundingHeadline
    from geo.core import Translator
    from geo.store import Atlas

MOST_BULLETS = 6  # more cannot be read from the back of a room
_MOST_ROWS, _MOST_ACTIVITIES, _MOST_FINDINGS = 12, 8, 3


def opening(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the first slide: the plan, its days, for whom, and what the figures say above all."""
    lead = leading_finding(view, atlas)
    others = [f for f in list_findings(view, atlas) if f.tells and f.certain and f != lead][: _MOST_FINDINGS - 1]
    reason = lead.reason(atlas, t)
    bullets = [("lead", lead.title(atlas, t)), *([("plain", reason)] if reason else [])]
    bullets += [("note", f.title(atlas, t)) for f in others]
    dates = date_words(atlas.plan.text_date, atlas.plan.funding_date, t)
    audience = t("For coordinators, donors and partners")
    return SlideContent("opening", atlas.plan.title(view.lang), audience, view, bullets=(*bullets, ("plain", dates)),
                        finding=lead, link=_link("", view))  # fmt: skip


def figures(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the slide of the plan's figures, with its objectives beside what the header asks for beyond them."""
    finding = funded(view, atlas)
    if atlas.plan.header_only:
        return SlideContent("figures", finding.title(atlas, t), atlas.plan.title(view.lang), view, link=_link("", view),
                            facts=header_figures(atlas.plan, t), finding=finding)  # fmt: skip
    whole = funding_headline(funding_of_view(atlas.plan, view))
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
    return SlideContent("figures", finding.title(atlas, t), _under(finding.reason(atlas, t), atlas, view), view,
                        facts=plan_figures(atlas.plan, whole, t, view.date), header=header, rows=tuple(rows),
                        finding=finding, link=_link("", view))  # fmt: skip


def sectors(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the slide of the sectors' money: bars from the largest, and what stands out."""
    found = (f(view, atlas) for f in (contrast, silence, largest_gap))
    finding = next((f for f in found if f is not None), funded(view, atlas))
    money = money_of_view(view, atlas).sort_values("requirements", ascending=False, kind="stable")
    rows = _sector_rows(money, atlas, t)
    header = (t("Sector"), t("Requirements"), t("Confirmed funding"), t("% funded"))
    return SlideContent("sectors", finding.title(atlas, t), _under(finding.reason(atlas, t), atlas, view), view,
                        header=header, rows=rows, bars=_bars(money, atlas, t), finding=finding,
                        link=_link("funding", view))  # fmt: skip


def objectives(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the slide that sets the objectives' regions side by side; without maps, how many each names."""
    maps = small_maps(view.but(objective=(), sector=()), atlas)
    finding = reach(view, atlas)
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = []
    if not maps:
        titles, regions = atlas.plan.objectives[f"title_{view.lang}"], atlas.regions[view.areas]
        header = (t("Objective"), t("Regions named"))
        for code in titles.index:
            asked = view.but(objective=(str(code),), sector=())
            counts = count_sectors(atlas.plan, asked, regions.rollup, list(map(str, regions.frame.index)))
            rows.append((f"{code} · {titles[code]}", t.number(int((counts > 0).sum()))))
    words = tuple(dict.fromkeys(note for _, drawn in maps for note in drawn.notes))
    return SlideContent("objectives", finding.title(atlas, t), atlas.plan.title(view.lang), view, small=maps,
                        header=header, rows=tuple(rows), notes="\n".join(words), finding=finding,
                        link=_link("where", view))  # fmt: skip


def objective(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill an objective's slide: its map, or where that says nothing its activities, and the money of its sectors."""
    code = view.objective[0] if view.objective else str(atlas.plan.objectives.index[0])
    head = funding_by_objective(atlas.plan, funding_of_view(atlas.plan, view))[code]
    drawn = compose_map(view.but(measure="sectors"), atlas)
    finding = of_objective(view, atlas, code)
    title = f"{code} · {atlas.plan.objectives.loc[code, f'title_{view.lang}']}"
    money = money_of_view(view, atlas)
    placed = atlas.mapped and any(r.state == "value" or r.basis in ("named", "zone") for r in drawn.regions)
    activities = () if placed else _activities(view, atlas, t)
    bars = () if placed or activities else _bars(money, atlas, t)
    header = (t("Sector"), t("Requirements"), t("Confirmed funding"), t("% funded"))
    return SlideContent("objective", finding.title(atlas, t), f"{title}. {drawn.title}" if placed else title, view,
                        facts=objective_figures(atlas.plan, code, head, t, view.date),
                        drawn=drawn if placed else None, header=header, rows=_sector_rows(money, atlas, t),
                        activities=activities, bars=bars, notes="\n".join(unplaced_words(view, atlas, t)),
                        finding=finding, link=_link("where", view))  # fmt: skip


def caveats(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the slide of what the plan does not say, its warnings first."""
    whole = view.but(lang="en") == View(plan=view.plan)
    finding = unlocated(view.only("basis"), atlas)
    found = all_caveats(atlas) if whole else compose_map(view, atlas).caveats
    ordered = sorted(found, key=lambda c: (c.severity != "warning", bool(c.measures)))
    texts = list(dict.fromkeys((c.severity, c.write(t)) for c in ordered))
    shown, rest = texts[:MOST_BULLETS], len(texts) - MOST_BULLETS
    if rest > 0:
        shown.append(("plain", t("and {n} more, in the notes", n=rest)))
    return SlideContent("caveats", finding.title(atlas, t), t("What the plan does not say"), view, finding=finding,
                        bullets=tuple(shown), notes="\n".join(text for _, text in texts),
                        link=_link("about", view))  # fmt: skip


def closing(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the ask: what the smallest pledges are that bring each sector to half of its requirements, and to all."""
    finding, made = ask(view, atlas), pledges(view, atlas)
    money = money_of_view(view, atlas)
    rows = []
    for pledge in made:
        line = money.loc[pledge.sector]
        now = t("not reported") if line["state"] == "not_reported" else share_words(float(line["coverage"]), t)
        half = t.money(float(pledge.half)) if pledge.half else "–"
        rows.append((sector_title(atlas, pledge.sector, t), now, half, t.money(float(pledge.whole)),
                     share_words(pledge.share, t)))  # fmt: skip
    header = (t("Sector"), t("% funded"), t("Pledge to reach 50%"), t("Pledge to close the gap"),
              t("Share of all that is missing"))  # fmt: skip
    asked = view.but(scenario=tuple((p.sector, p.half) for p in made if p.half))
    return SlideContent("ask", finding.title(atlas, t), finding.reason(atlas, t), view, finding=finding,
                        header=header if rows else (), rows=_fewer(rows, t), link=_link("funding", asked))  # fmt: skip


def sources(view: View, atlas: Atlas, t: Translator) -> SlideContent:
    """Fill the last slide: the days, the sources and the methods of every figure."""
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
    return SlideContent("sources", t("Every figure has its day, its source and its method"),
                        t("Sources and methods"), view, link=_link("about", view),
                        bullets=tuple(("plain", line) for line in (*lines, t(DISCLAIMER_ON_SLIDES))))  # fmt: skip


def _link(page: str, view: View) -> str:
    """Write the path and query of a view in the explorer."""
    query = view.but(region=None).query()
    return f"/{page}?{query}" if query else f"/{page}"


def _under(reason: str, atlas: Atlas, view: View) -> str:
    """Write what stands below a title: how it was tested, else the plan's name."""
    return reason or atlas.plan.title(view.lang)


def _silent_of(head: FundingHeadline) -> str:
    """Write how many sectors do not report, and of how many."""
    return f"{len(head.unreported)} / {head.sectors}"


def _sector_rows(money: pd.DataFrame, atlas: Atlas, t: Translator) -> tuple[tuple[str, ...], ...]:
    """Write the money of sectors, one row each."""
    rows = []
    for sector, line in money.iterrows():
        known = line["state"] != "not_reported"
        confirmed = t.money(float(line["confirmed"])) if known else t("not reported")
        share = "–" if line.isna()["coverage"] else share_words(float(line["coverage"]), t)
        rows.append((sector_title(atlas, str(sector), t), stated_money(line["requirements"], t), confirmed, share))
    return _fewer(rows, t)


def _fewer(rows: Sequence[tuple[str, ...]], t: Translator) -> tuple[tuple[str, ...], ...]:
    """Cut a table that cannot be read from the back of a room, and say how many rows are left out."""
    if len(rows) <= _MOST_ROWS:
        return tuple(rows)
    rest = t("and {n} more", n=len(rows) - _MOST_ROWS + 1)
    return (*rows[: _MOST_ROWS - 1], (rest, *[""] * (len(rows[0]) - 1)))


def _bars(money: pd.DataFrame, atlas: Atlas, t: Translator) -> tuple[MoneyBar, ...]:
    """Draw what sectors ask for and have, as many as the table shows."""
    made = []
    for sector, line in money.iterrows():
        known = line["state"] != "not_reported"
        confirmed = float(line["confirmed"]) if known else None
        words = t.money_short(float(line["confirmed"])) if known else t("not reported")
        asked = 0.0 if line.isna()["requirements"] else float(line["requirements"])
        made.append(MoneyBar(sector_title(atlas, str(sector), t), asked, confirmed, words))
    return tuple(made if len(made) <= _MOST_ROWS else made[: _MOST_ROWS - 1])


def _activities(view: View, atlas: Atlas, t: Translator) -> tuple[tuple[str, str], ...]:
    """List the activities of a view's sectors, each with its sector if there are several; many are counted."""
    table = atlas.plan.activities
    if table.empty:
        return ()
    chosen = table[table["sector"].isin(money_of_view(view, atlas).index)]
    several = len(set(chosen["sector"])) > 1
    listed = [(str(row[f"title_{t.lang}"]), sector_title(atlas, str(row["sector"]), t) if several else "")
              for _, row in chosen.iterrows()]  # fmt: skip
    if len(listed) <= _MOST_ACTIVITIES:
        return tuple(listed)
    return (*listed[: _MOST_ACTIVITIES - 1], (t("and {n} more", n=len(listed) - _MOST_ACTIVITIES + 1), ""))
