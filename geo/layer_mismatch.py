"""The layers of need against response: two measures on one map, and money per displaced person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import layer_money, layer_needs, mismatch, need_checks, regional
from geo.classes import class_of, legend, steps, two_figures
from geo.drawn import NONE_COLOUR, RAMP, Layer, LegendEntry, RegionValue, Square
from geo.i18n import N_
from geo.need_words import NAMES, state_words, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.atlas import Atlas
    from geo.i18n import Translator
    from geo.mismatch import Comparison
    from geo.needs import Need
    from geo.view import View

MEASURES = ("mismatch", "unmet_per_idp")
COLOURS = (
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
RESPONSES = {"unmet": N_("unmet requirements"), "sectors": N_("sectors present")}


def compose(view: View, atlas: Atlas, t: Translator, beside: View | None = None) -> Layer:
    """Colour regions by need and response at once, or by unmet requirements per displaced person."""
    return _both(view, atlas, t) if view.measure == "mismatch" else _per_idp(view, atlas, t, beside)


def _both(view: View, atlas: Atlas, t: Translator) -> Layer:
    compared = mismatch.compare(view, atlas)
    values = tuple(_region(str(slug), compared, view, atlas, t) for slug in compared.need.figures)
    missing = sum(v.state == "nodata" for v in values)
    money = view.against == "unmet"
    made = regional.estimate(view, atlas)
    ranks = t("Figures on the map: rank by need, then by {response}.", response=t(RESPONSES[view.against]))
    n = len(compared.frame)
    compared_in = t("Compared: the {n} regions with a figure of the need; classes are thirds of them.", n=n)
    return Layer(
        title=t(TITLES[view.against]),
        unit=f"{t(NAMES[view.need])} × {t(RESPONSES[view.against])}",
        regions=values,
        legend=(LegendEntry(t("no figure"), None, missing),) if missing else (),
        notes=(
            *((ranks, compared_in) if n else (t("There is no figure up to this day."),)),
            *((*_circular(view, t), *layer_money.method_notes(view, atlas, made, t)) if money else ()),
        ),
        estimate=money,
        need=layer_needs.stamp(compared.need, t),
        square=_square(compared, view, t),
        caveats=tuple(need_checks.run(compared.need, atlas.regions)),
        times=layer_needs.times(view.need, atlas, t),
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
        colour=None if row is None else COLOURS[int(row["need_class"])][int(row["response_class"])],
        tooltip=_lines(slug, row, compared, atlas, t),
        low=None if row is None else float(row["difference_low"]),
        high=None if row is None else float(row["difference_high"]),
        need=compared.need.figures[slug].value,
        remark=state_words(compared.need.figures[slug], atlas.regions, t),
    )


def _lines(
    slug: str, row: pd.Series[float] | None, compared: Comparison, atlas: Atlas, t: Translator
) -> tuple[tuple[str, str], ...]:
    """Write need, response with its range, both ranks and the sentence of the class."""
    lines = list(layer_needs.tooltip(slug, compared.need, atlas, t)[:1])
    if row is None:
        return tuple(lines)
    lines.append((t("rank by need"), f"{row['need_rank']:.0f}"))
    lines.append((t(RESPONSES[compared.against]), _response(row, compared.against, t)))
    low, high = row["response_rank_low"], row["response_rank_high"]
    rank = f"{row['response_rank']:.0f}" + ("" if low == high else f" ({low:.0f} – {high:.0f})")
    lines.append((t("rank by {response}", response=t(RESPONSES[compared.against])), rank))
    classes = {int(c) for c in mismatch.class_in(compared.responses.loc[slug], compared.response_breaks)}
    if compared.against == "unmet" and len(classes) > 1:
        lines.append((t("class"), t("depends on the split")))
    lines.append((t("in words"), t(SENTENCES[compared.against][int(row["need_class"])][int(row["response_class"])])))
    return tuple(lines)


def _response(row: pd.Series[float], against: str, t: Translator) -> str:
    if against == "sectors":
        return t.number(row["response"])
    low, high = row["response_low"], row["response_high"]
    value = layer_money.write(row["response"], "unmet", t)
    return value if low == high else f"{value} ({layer_money.between(low, high, 'unmet', t)})"


def _square(compared: Comparison, view: View, t: Translator) -> Square | None:
    """Write the square legend, the most need in the first row; None where nothing is compared."""
    if not len(compared.frame):
        return None
    counts = compared.frame.groupby(["need_class", "response_class"]).size().to_dict()
    sentences = SENTENCES[view.against]
    cells = tuple(
        tuple((COLOURS[n][r], int(counts.get((n, r), 0)), t(sentences[n][r])) for r in range(3)) for n in (2, 1, 0)
    )
    needs_ = _ends(compared.need_breaks, lambda x: write(x, view.need, t))
    responses = _ends(
        compared.response_breaks,
        lambda x: t.number(x) if view.against == "sectors" else layer_money.write(x, "unmet", t),
    )
    return Square(t(NAMES[view.need]), t(RESPONSES[view.against]), needs_[::-1], responses, cells)


def _ends(breaks: Sequence[float], written: object) -> tuple[str, str, str]:
    low, high = (written(x) for x in breaks)  # type: ignore[operator]
    return f"≤ {low}", f"≤ {high}", f"> {high}"


def _per_idp(view: View, atlas: Atlas, t: Translator, beside: View | None) -> Layer:
    frame, made = mismatch.per_idp(view, atlas), regional.estimate(view, atlas)
    need = layer_needs.read("idps", view, atlas)
    others = [frame["value"], mismatch.per_idp(view.but(scenario=()), atlas)["value"]]
    if beside is not None:
        others.append(mismatch.per_idp(beside, atlas)["value"])
    breaks = steps(max((float(s.max()) for s in others if len(s)), default=0))
    desk = _Desk(view, atlas, t, need)
    values = tuple(_each(desk, slug, frame, breaks) for slug in need.figures)
    yardstick = N_("The money is for all that the plan targets: a yardstick between regions, no budget per head.")
    return Layer(
        title=t("Unmet requirements per displaced person: estimate per region"),
        unit=t("unmet requirements per displaced person, US dollars, estimate"),
        regions=values,
        legend=_legend(values, breaks, t),
        notes=(t(yardstick), *_circular(view.but(need="idps"), t), *layer_money.method_notes(view, atlas, made, t)),
        estimate=True,
        need=layer_needs.stamp(need, t),
        caveats=tuple(need_checks.run(need, atlas.regions)),
        times=layer_needs.times("idps", atlas, t),
    )


@dataclass(frozen=True)
class _Desk:
    """What every region's figure per displaced person is written from."""

    view: View
    atlas: Atlas
    t: Translator
    need: Need


def _each(desk: _Desk, slug: str, frame: pd.DataFrame, breaks: Sequence[float]) -> RegionValue:
    view, atlas, t, need = desk.view, desk.atlas, desk.t, desk.need
    regions = atlas.regions[view.areas]
    located = regional.estimate(view, atlas).frame.loc[slug, "sectors"]
    state = "nodata" if slug not in frame.index else "value" if located else "none"
    lines: list[tuple[str, str]] = list(layer_needs.tooltip(slug, need, atlas, t)[:1])
    value = low = high = None
    if state == "value":
        value, low, high = (float(frame.loc[slug, c]) for c in ("value", "low", "high"))
        lines.insert(0, (t("estimate"), t.money_short(value)))
        lines.insert(1, (t("range over the splits"), layer_money.between(low, high, "unmet", t)))
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
        else RAMP[class_of(two_figures(value), breaks)],
        tooltip=tuple(lines),
        low=low,
        high=high,
        need=need.figures[slug].value,
        remark=state_words(need.figures[slug], atlas.regions, t),
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
    return (*entries, *legend([two_figures(v.value) for v in values if v.value is not None], breaks, label))
