"""Who reports to work where, as a reader brought it: the matrix, gaps, duplications, and the cercles of a region."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from geo.analysis import (
    INTENDED_ONLY,
    ORGANISATIONS,
    REPORTED_ONLY,
    duplications,
    figures_by_cercle,
    last_presence,
    organisations_by_place,
    plan_against_presence,
)
from geo.core import N_, translator
from geo.maps import cercle_map_svg
from geo.monitoring import source_words
from geo.screen import fill, part_html, sentence_html
from pages.parts import content, session

if TYPE_CHECKING:
    from geo.analysis import CercleFigures
    from geo.core import Translator, View
    from geo.intake import ReportedPresence
    from geo.store import Atlas
    from pages.parts.tabs import Tabs

_MOST = 60
_STATE_WORDS = {
    "both": N_("the plan places it here, and {n} organisations report it"),
    INTENDED_ONLY: N_("gap: the plan places it here, and nobody reports it"),
    REPORTED_ONLY: N_("the plan does not place it here, and {n} organisations report it"),
    "other": N_("{n} organisations report it"),
    "nobody": N_("nobody reports it"),
}


def tabs_of(view: View) -> Tabs:
    """Make the tabs of what was brought of presence: the report, and the cercles of the chosen region."""
    t, atlas = session.words(), session.atlas()
    found = cercle_tab(view)
    if last_presence(atlas.own) is not None and not atlas.plan.header_only:
        found["reported"] = (t("Who reports to work where"), lambda: content.show(_report, view.areas, view.lang))
    return found


def cercle_tab(view: View) -> Tabs:
    """Make the tab of the view's region by cercle, where the measure has figures at that level."""
    t, region = session.words(), view.region or ""
    if not region or figures_by_cercle(session.atlas(), view.measure, region, view.areas) is None:
        return {}
    return {"cercles": (t("By cercle"), lambda: content.show(cercles, region, view.areas, view.measure, view.lang))}


def region_tab(view: View) -> Tabs:
    """Make the tab of a region by cercle, with each layer that was brought with figures at that level."""
    t, region = session.words(), str(view.region)
    if not _all_of_region(session.atlas(), region, view.areas, view.lang):
        return {}
    return {"cercles": (t("By cercle"), lambda: content.show(_all_of_region, region, view.areas, view.lang))}


def _all_of_region(atlas: Atlas, region: str, areas: str, lang: str) -> str:
    measures = [m for m in (ORGANISATIONS, *atlas.indicators.needs) if m in atlas.indicators.codes] if atlas.own else []
    return "".join(cercles(atlas, region, areas, m, lang) for m in measures)


def _report(atlas: Atlas, areas: str, lang: str) -> str:
    presence, t = last_presence(atlas.own), translator(lang)
    if presence is None or atlas.plan.header_only:
        return ""
    said = t("{source}, as of {day}.", source=source_words(presence.source, t), day=t.day(presence.day))
    matrix = part_html(t("The plan beside who reports to work where"), sentence_html(said, "sub"))
    return matrix + _matrix(atlas, presence, areas, t) + _gaps(atlas, presence, areas, t) + _doubles(atlas, presence, t)


def _matrix(atlas: Atlas, presence: ReportedPresence, areas: str, t: Translator) -> str:
    """Write organisations by sector and region; the plan's sectors first, with its gaps, then the other clusters."""
    regions = [str(r) for r in atlas.regions[areas].frame.index]
    beside = plan_against_presence(atlas.plan, presence, areas, atlas.regions[areas].rollup, regions)
    states = {(r.sector, r.region): r.state for r in beside.itertuples()}
    counted = organisations_by_place(presence, f"region_{areas}").to_dict("index")
    own = [str(s) for s in atlas.plan.sectors.index]
    others = [s for s in counted if s not in own]

    def row(sector: str, name: str) -> tuple[str, list[tuple[str, int, str]]]:
        cells = []
        for region in regions:
            n = int(counted.get(sector, {}).get(region, 0))
            state = states.get((sector, region), "other" if n else "nobody")
            cells.append((state, n, t(_STATE_WORDS[state], n=n)))
        return name, cells

    titles = atlas.plan.sectors[f"title_{t.lang}"]
    groups = [
        (t("Sectors of the plan"), [row(s, str(titles[s])) for s in own]),
        (t("Other clusters in the table"), [row(s, _title(presence, s, t)) for s in others]),
    ]
    key = t("A number is how many organisations report the sector. ! is a gap: the plan places the sector there (its "
            "text names the region or its zone), and nobody reports it. Framed: reported where the plan does not "
            "place it.")  # fmt: skip
    names = [atlas.regions[areas].name(r, t.lang) for r in regions]
    return fill("reported_matrix", regions=names, groups=groups, key=key)


def _title(presence: ReportedPresence, sector: str, t: Translator) -> str:
    known = presence.sectors.get(sector)
    return known.title(t.lang) if known else sector


def _gaps(atlas: Atlas, presence: ReportedPresence, areas: str, t: Translator) -> str:
    """List the gaps of each sector of the plan in a line."""
    regions = [str(r) for r in atlas.regions[areas].frame.index]
    beside = plan_against_presence(atlas.plan, presence, areas, atlas.regions[areas].rollup, regions)
    titles, names = atlas.plan.sectors[f"title_{t.lang}"], atlas.regions[areas]
    lines = []
    for state, text in (
        (INTENDED_ONLY, N_("{sector}: the plan intends, nobody reports in {regions}")),
        (REPORTED_ONLY, N_("{sector}: reported in {regions}, where the plan does not place it")),
    ):
        for sector, rows in beside[beside["state"] == state].groupby("sector", sort=False):
            where = ", ".join(names.name(str(r), t.lang) for r in rows["region"])
            lines.append(t(text, sector=str(titles[sector]), regions=where))
    none = t("No gap: everything that the plan places is reported.")
    return part_html(t("Gaps, and what the plan does not place"), fill("list", lines=lines or [none], kind=""))


def _doubles(atlas: Atlas, presence: ReportedPresence, t: Translator) -> str:
    """List the sectors with several organisations in one cercle."""
    found = duplications(presence)
    title = t("Several organisations in one sector and cercle")
    if found.empty:
        return part_html(title, sentence_html(t("None.")))
    rows = [
        (_title(presence, r.sector, t), atlas.cercles.name(r.cercle), r.n, ", ".join(r.organisations))
        for r in found.head(_MOST).itertuples()
    ]
    head = (t("Sector"), t("Cercle"), t("Organisations"), t("Which"))
    hint = t("They may well complete each other: a place to ask, no proof of double work.")
    more = t("And {n} more.", n=len(found) - _MOST) if len(found) > _MOST else ""
    table = fill("wide_table", head=head, rows=rows)
    return part_html(title, sentence_html(hint, "sub") + table + sentence_html(more))


def cercles(atlas: Atlas, region: str, areas: str, measure: str, lang: str) -> str:
    """Write a region opened into its cercles; nothing where the layer has no figure at that level."""
    found = figures_by_cercle(atlas, measure, region, areas) if region else None
    if found is None:
        return ""
    t, indicator = translator(lang), atlas.indicators[found.measure]
    labels = {c: "" if v is None else t.number(v) for c, v in found.values.items()}
    title = t("{region} by cercle: {what}", region=atlas.regions[areas].name(region, lang), what=indicator.name(lang))
    svg = cercle_map_svg(atlas.cercles, found.values, labels, title)
    rows = [(atlas.cercles.name(c), labels[c] or t("no figure"), _missing(atlas, found, c, t)) for c in found.values]
    head = (t("Cercle"), _capital(indicator.name(lang)), t("Clusters that nobody reports"))
    foot = [t("Cercles of the division before 2023."),
            t("{source}, as of {day}.", source=source_words(found.source, t), day=t.day(found.day))]  # fmt: skip
    if found.unplaced:
        foot.insert(1, t("Without a cercle: {n}.", n=t.number(found.unplaced)))
    picture = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"  # Streamlit lets no drawing into a page
    panel = fill("cercles", picture=picture, title=title, head=head, rows=rows, gaps=bool(found.gaps),
                 foot=" ".join(foot))  # fmt: skip
    return part_html(title, panel)


def _missing(atlas: Atlas, found: CercleFigures, cercle: str, t: Translator) -> str:
    presence = last_presence(atlas.own)
    if presence is None or found.measure != ORGANISATIONS:
        return ""
    return ", ".join(_title(presence, s, t) for s in found.gaps.get(cercle, ()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
