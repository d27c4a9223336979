"""The layers of need against response: two measures on one map, and money per displaced person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import classes_of, compare_need_and_response, estimate_by_region, unmet_per_displaced_person
from geo.core import N_
from geo.maps.class_breaks import class_legend, class_of, equal_breaks, round_two_figures
from geo.maps.layers.funding import method_notes, range_words, write_estimate
from geo.maps.layers.needs import need_days, need_of_view, need_stamp, need_tooltip
from geo.maps.model import NONE_COLOUR, RAMP, BivariateLegend, LegendEntry, MapLayer, RegionValue
from geo.monitoring import NEED_NAMES, caveats_of_need, need_state_words, write_need

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.analysis import Comparison
    from geo.core import Translator, View
    from geo.monitoring import NeedByRegion
    from geo.store import Atlas

COMPARISON_MEASURES = ("mismatch", "unmet_per_idp")
BIVARIATE_COLOURS = (
    ("#ececec", "#b3d4e6", "#5fa5cd"),
    ("#e6bad7", "#aaa5cf", "#4f76b3"),
    ("#c9569f", "#86519f", "#35327d"),
)
"""Fill by class of need (rows, from the least) and of response (from the least): no red beside green."""
_GAPS = (
    (
        N_("Among the lowest needs and the smallest gaps in funding."),
        N_("Among the lowest needs, with a medium gap in funding."),
        N_("Among the lowest needs, yet among the largest gaps in funding: much is asked for, or little received."),
    ),
    (
        N_("Medium need, and among the smallest gaps in funding."),
        N_("Medium need and a medium gap in funding."),
        N_("Medium need, and among the largest gaps in funding."),
    ),
    (
        N_("Among the highest needs, yet among the smallest gaps in funding: does the plan ask for enough here?"),
        N_("Among the highest needs, with a medium gap in funding."),
        N_("Among the highest needs and the largest gaps in funding."),
    ),
)  # fmt: skip
_SECTORS = (
    (
        N_("Among the lowest needs, with the fewest sectors."),
        N_("Among the lowest needs, with a medium number of sectors."),
        N_("Among the lowest needs, with the most sectors."),
    ),
    (
        N_("Medium need, with the fewest sectors."),
        N_("Medium need, with a medium number of sectors."),
        N_("Medium need, with the most sectors."),
    ),
    (
        N_("Among the highest needs, with the fewest sectors: the response is thin here."),
        N_("Among the highest needs, with a medium number of sectors."),
        N_("Among the highest needs, with the most sectors."),
    ),
)
SENTENCES = {"unmet": _GAPS, "sectors": _SECTORS}
TITLES = {
    "unmet": N_("Need against money: where the need is and where funding falls short"),
    "sectors": N_("Need against response: where the need is and how many sectors work there"),
}
RESPONSE_NAMES = {"unmet": N_("unmet requirements"), "sectors": N_("sectors present")}


def compose_comparison(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> MapLayer:
    """Colour regions by need and response at once, or by unmet requirements per displaced person."""
    return _both(view, atlas, t) if view.measure == "mismatch" else _per_idp(view, atlas, t, beside)


def _both(view: View, atlas: Atlas, t: Translator) -> MapLayer:
    compared = compare_need_and_response(view, atlas)
    values = tuple(_region(str(slug), compared, view, atlas, t) for slug in compared.need.figures)
    missing = sum(v.state == "nodata" for v in values)
    money = view.against == "unmet"
    made = estimate_by_region(view, atlas)
    ranks = t("Figures on the map: rank by need, then by {response}.", response=t(RESPONSE_NAMES[view.against]))
    n = len(compared.frame)
    compared_in = t("Compared: the {n} regions with a figure of the need; classes are thirds of them.", n=n)
    return MapLayer(
        title=t(TITLES[view.against]),
        unit=f"{t(NEED_NAMES[view.need])} × {t(RESPONSE_NAMES[view.against])}",
        regions=values,
        legend=(LegendEntry(t("no figure"), None, missing),) if missing else (),
        notes=(
            *((ranks, compared_in) if n else (t("There is no figure up to this day."),)),
            *((*_circular(view, t), *method_notes(view, atlas, made, t)) if money else ()),
        ),
        estimate=money,
        need=need_stamp(compared.need, t),
        square=_square(compared, view, t),
        caveats=tuple(caveats_of_need(compared.need, atlas.regions)),
        times=need_days(view.need, atlas, t),
    )


def _circular(view: View, t: Translator) -> tuple[str, ...]:
    """Warn where the need that money is compared with is also what it was split by."""
    if view.split != view.need:
        return ()
    return (t("Money is split by this very need: that the two go together is partly by construction."),)


def _region(slug: str, compared: Comparison, view: View, atlas: Atlas, t: Translator) -> RegionValue:
    regions, known = atlas.regions[view.areas], slug in compared.frame.index
    row = compared.frame.loc[slug] if known else None
    return RegionValue(
        slug=slug,
        name=regions.name(slug, view.lang),
        pcode=regions.pcode(slug),
        state="nodata" if row is None else "value",
        value=None if row is None else float(row["difference"]),
        label="" if row is None else f"{row['need_rank']:.0f} / {row['response_rank']:.0f}",
        colour=None if row is None else BIVARIATE_COLOURS[int(row["need_class"])][int(row["response_class"])],
        tooltip=_lines(slug, row, compared, atlas, t),
        low=None if row is None else float(row["difference_low"]),
        high=None if row is None else float(row["difference_high"]),
        need=compared.need.figures[slug].value,
        remark=need_state_words(compared.need.figures[slug], atlas.regions, t),
    )


def _lines(
    slug: str, row: pd.Series[float] | None, compared: Comparison, atlas: Atlas, t: Translator
) -> tuple[tuple[str, str], ...]:
    """Write need, response with its range, both ranks and the sentence of the class."""
    lines = list(need_tooltip(slug, compared.need, atlas, t)[:1])
    if row is None:
        return tuple(lines)
    lines.append((t("rank by need"), f"{row['need_rank']:.0f}"))
    lines.append((t(RESPONSE_NAMES[compared.against]), _response(row, compared.against, t)))
    low, high = row["response_rank_low"], row["response_rank_high"]
    rank = f"{row['response_rank']:.0f}" + ("" if low == high else f" ({low:.0f} – {high:.0f})")
    lines.append((t("rank by {response}", response=t(RESPONSE_NAMES[compared.against])), rank))
    classes = {int(c) for c in classes_of(compared.responses.loc[slug], compared.response_breaks)}
    if compared.against == "unmet" and len(classes) > 1:
        lines.append((t("class"), t("depends on the split")))
    lines.append((t("in words"), t(SENTENCES[compared.against][int(row["need_class"])][int(row["response_class"])])))
    return tuple(lines)


def _response(row: pd.Series[float], against: str, t: Translator) -> str:
    if against == "sectors":
        return t.number(row["response"])
    low, high = row["response_low"], row["response_high"]
    value = write_estimate(row["response"], "unmet", t)
    return value if low == high else f"{value} ({range_words(low, high, 'unmet', t)})"


def _square(compared: Comparison, view: View, t: Translator) -> BivariateLegend | None:
    """Write the square legend, the most need in the first row; None where nothing is compared."""
    if not len(compared.frame):
        return None
    counts = compared.frame.groupby(["need_class", "response_class"]).size().to_dict()
    sentences = SENTENCES[view.against]
    cells = tuple(
        tuple((BIVARIATE_COLOURS[n][r], int(counts.get((n, r), 0)), t(sentences[n][r])) for r in range(3))
        for n in (2, 1, 0)
    )
    needs_ = _ends(compared.need_breaks, lambda x: write_need(x, view.need, t))
    responses = _ends(
        compared.response_breaks,
        lambda x: t.number(x) if view.against == "sectors" else write_estimate(x, "unmet", t),
    )
    return BivariateLegend(t(NEED_NAMES[view.need]), t(RESPONSE_NAMES[view.against]), needs_[::-1], responses, cells)


def _ends(breaks: Sequence[float], written: object) -> tuple[str, str, str]:
    low, high = (written(x) for x in breaks)  # type: ignore[operator]
    return f"≤ {low}", f"≤ {high}", f"> {high}"


def _per_idp(view: View, atlas: Atlas, t: Translator, beside: View | None) -> MapLayer:
    frame, made = unmet_per_displaced_person(view, atlas), estimate_by_region(view, atlas)
    need = need_of_view("idps", view, atlas)
    others = [frame["value"], unmet_per_displaced_person(view.but(scenario=()), atlas)["value"]]
    if beside is not None:
        others.append(unmet_per_displaced_person(beside, atlas)["value"])
    breaks = equal_breaks(max((float(s.max()) for s in others if len(s)), default=0))
    desk = _Desk(view, atlas, t, need)
    values = tuple(_each(desk, slug, frame, breaks) for slug in need.figures)
    yardstick = N_("The money is for all that the plan targets: a yardstick between regions, no budget per head.")
    return MapLayer(
        title=t("Unmet requirements per displaced person: estimate per region"),
        unit=t("unmet requirements per displaced person, US dollars, estimate"),
        regions=values,
        legend=_legend(values, breaks, t),
        notes=(t(yardstick), *_circular(view.but(need="idps"), t), *method_notes(view, atlas, made, t)),
        estimate=True,
        need=need_stamp(need, t),
        caveats=tuple(caveats_of_need(need, atlas.regions)),
        times=need_days("idps", atlas, t),
    )


@dataclass(frozen=True)
class _Desk:
    """What every region's figure per displaced person is written from."""

    view: View
    atlas: Atlas
    t: Translator
    need: NeedByRegion


def _each(desk: _Desk, slug: str, frame: pd.DataFrame, breaks: Sequence[float]) -> RegionValue:
    view, atlas, t, need = desk.view, desk.atlas, desk.t, desk.need
    regions = atlas.regions[view.areas]
    located = estimate_by_region(view, atlas).frame.loc[slug, "sectors"]
    state = "nodata" if slug not in frame.index else "value" if located else "none"
    lines: list[tuple[str, str]] = list(need_tooltip(slug, need, atlas, t)[:1])
    value = low = high = None
    if state == "value":
        value, low, high = (float(frame.loc[slug, c]) for c in ("value", "low", "high"))
        lines.insert(0, (t("estimate"), t.money_short(value)))
        lines.insert(1, (t("range over the splits"), range_words(low, high, "unmet", t)))
    elif state == "nodata" and slug in need.values():
        lines.append((t("remark"), t("nobody displaced here: no figure per person")))
    return RegionValue(
        slug=slug,
        name=regions.name(slug, view.lang),
        pcode=regions.pcode(slug),
        state=state,
        value=value,
        label="" if value is None else t.money_short(value),
        colour=NONE_COLOUR
        if state == "none"
        else None
        if value is None
        else RAMP[class_of(round_two_figures(value), breaks)],
        tooltip=tuple(lines),
        low=low,
        high=high,
        need=need.figures[slug].value,
        remark=need_state_words(need.figures[slug], atlas.regions, t),
    )


def _legend(values: Sequence[RegionValue], breaks: Sequence[float], t: Translator) -> tuple[LegendEntry, ...]:
    def label(low: float, high: float) -> str:
        start = t.money_short(low)
        return t("above {low}", low=start) if math.isinf(high) else f"{start} – {t.money_short(high)}"

    entries = [
        LegendEntry(label_of, colour, n)
        for state, label_of, colour in (("none", t("nothing located"), NONE_COLOUR), ("nodata", t("no figure"), None))
        if (n := sum(v.state == state for v in values))
    ]
    return (*entries, *class_legend([round_two_figures(v.value) for v in values if v.value is not None], breaks, label))
