"""The layer of need against response: two measures on one map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import compare_need_and_response, estimate_by_region
from geo.core import N_
from geo.maps.layers.bivariate_signs import BIVARIATE_COLOURS, SIGN_WORDS, sign_of
from geo.maps.layers.common import LayerContext, state_legend
from geo.maps.layers.funding import method_notes, range_words, write_estimate
from geo.maps.layers.needs import need_days, need_stamp, need_tooltip
from geo.maps.model import BivariateLegend, MapLayer, RegionValue
from geo.monitoring import caveats_of_need, write_need

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from geo.analysis import Comparison
    from geo.core import Translator, View
    from geo.store import Atlas

    _Row = Mapping[Hashable, float]
    """What a region's row of the comparison says."""

_GAPS = (
    (
        N_("Among the lowest needs and the smallest unmet requirements."),
        N_("Among the lowest needs, with medium unmet requirements."),
        N_("Among the lowest needs, yet among the largest unmet requirements: much is asked for, or little received."),
    ),
    (
        N_("Medium need, and among the smallest unmet requirements."),
        N_("Medium need and medium unmet requirements."),
        N_("Medium need, and among the largest unmet requirements."),
    ),
    (
        N_("Among the highest needs, yet among the smallest unmet requirements: does the plan ask for enough here?"),
        N_("Among the highest needs, with medium unmet requirements."),
        N_("Among the highest needs and the largest unmet requirements."),
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
OF_SECTORS = N_("Need against response: where the need is and how many sectors work there")


def compose_comparison(view: View, atlas: Atlas, t: Translator, _beside: View | None = None) -> MapLayer:
    """Colour regions by need and response at once."""
    compared = compare_need_and_response(view, atlas)
    layer = LayerContext(view, atlas, t)
    rows = compared.frame.to_dict("index")
    values = tuple(_region(layer, compared, str(slug), rows.get(slug)) for slug in compared.need.figures)
    money = view.against == "unmet"
    ranks = t(
        "Figures on the map: rank by need, then by {response}.", response=atlas.indicators[view.against].name(t.lang)
    )
    n = len(compared.frame)
    method = method_notes(view, atlas, estimate_by_region(view, atlas), t) if money else ()
    compared_in = t("Compared: the {n} regions with a figure of the need; classes are thirds of them.", n=n)
    return MapLayer(
        title=atlas.indicators[view.measure].title(t.lang) if money else t(OF_SECTORS),
        unit=f"{atlas.indicators[view.need].name(t.lang)} × {atlas.indicators[view.against].name(t.lang)}",
        regions=values,
        legend=state_legend(values, nodata=t("no figure")),
        notes=(
            *((ranks, t(SIGN_WORDS[view.against]), compared_in) if n else (t("There is no figure up to this day."),)),
            *(circular_note(view, t) if money else ()),
            *method,
        ),
        estimate=money,
        need=need_stamp(compared.need, t),
        bivariate=_bivariate(compared, view, atlas, t),
        caveats=tuple(caveats_of_need(compared.need, atlas.regions)),
        times=need_days(view.need, atlas, t),
    )


def circular_note(view: View, t: Translator) -> tuple[str, ...]:
    """Warn where the need that money is compared with is also what it was split by."""
    if view.split != view.need:
        return ()
    return (t("Money is split by this very need: that the two go together is partly by construction."),)


def _region(layer: LayerContext, compared: Comparison, slug: str, row: _Row | None) -> RegionValue:
    tooltip = _lines(slug, row, compared, layer.atlas, layer.t)
    if row is None:
        return layer.region(slug, compared.need, state="nodata", value=None, label="", colour=None, tooltip=tooltip)
    need, response = int(row["need_class"]), int(row["response_class"])
    label, sign = f"{row['need_rank']:.0f} / {row['response_rank']:.0f}", sign_of(need, response, compared.against)
    return layer.region(
        slug,
        compared.need,
        state="value",
        value=float(row["difference"]),
        label=label,
        short=f"{sign} {label}" if sign else "",
        colour=BIVARIATE_COLOURS[need][response],
        tooltip=tooltip,
        low=float(row["difference_low"]),
        high=float(row["difference_high"]),
    )


def _lines(
    slug: str, row: _Row | None, compared: Comparison, atlas: Atlas, t: Translator
) -> tuple[tuple[str, str], ...]:
    """Write need, response with its range, both ranks and the sentence of the class."""
    lines = list(need_tooltip(slug, compared.need, atlas, t)[:1])
    if row is None:
        return tuple(lines)
    lines.append((t("rank by need"), f"{row['need_rank']:.0f}"))
    lines.append((atlas.indicators[compared.against].name(t.lang), _response(row, compared.against, t)))
    low, high = row["response_rank_low"], row["response_rank_high"]
    rank = f"{row['response_rank']:.0f}" + ("" if low == high else f" ({low:.0f} – {high:.0f})")
    lines.append((t("rank by {response}", response=atlas.indicators[compared.against].name(t.lang)), rank))
    if compared.against == "unmet" and row["class_depends"]:
        lines.append((t("class"), t("depends on the split")))
    lines.append((t("in words"), t(SENTENCES[compared.against][int(row["need_class"])][int(row["response_class"])])))
    return tuple(lines)


def _response(row: _Row, against: str, t: Translator) -> str:
    if against == "sectors":
        return t.number(row["response"])
    low, high = row["response_low"], row["response_high"]
    value = write_estimate(row["response"], "unmet", t)
    return value if low == high else f"{value} ({range_words(low, high, 'unmet', t)})"


def _bivariate(compared: Comparison, view: View, atlas: Atlas, t: Translator) -> BivariateLegend | None:
    """Write the bivariate legend, the most need in the first row; None where nothing is compared."""
    if not len(compared.frame):
        return None
    counts = compared.frame.groupby(["need_class", "response_class"]).size().to_dict()
    sentences = SENTENCES[view.against]
    cells = tuple(
        tuple((BIVARIATE_COLOURS[n][r], int(counts.get((n, r), 0)), t(sentences[n][r])) for r in range(3))
        for n in (2, 1, 0)
    )
    needs_ = _ends(compared.need_breaks, lambda x: write_need(x, compared.need.indicator, t))
    responses = _ends(
        compared.response_breaks,
        lambda x: t.number(x) if view.against == "sectors" else write_estimate(x, "unmet", t),
    )
    return BivariateLegend(
        atlas.indicators[view.need].name(t.lang),
        atlas.indicators[view.against].name(t.lang),
        needs_[::-1],
        responses,
        cells,
        tuple(tuple(sign_of(n, r, view.against) for r in range(3)) for n in (2, 1, 0)),
    )


def _ends(breaks: Sequence[float], written: object) -> tuple[str, str, str]:
    low, high = (written(x) for x in breaks)  # type: ignore[operator]
    return f"≤ {low}", f"≤ {high}", f"> {high}"
