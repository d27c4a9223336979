"""A need over time as a chart: the national figures as a line, the regions where they are published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from geo.analysis import place_words
from geo.charts.fragments import message
from geo.core import round_steps
from geo.monitoring import NeedPeriod, observation_table, period_words, write_need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator
    from geo.monitoring import Indicator
    from geo.store import Atlas

_HEIGHT = 300
_RECENT = pd.Timedelta(days=400)
_GAP = pd.Timedelta(days=180)
_NAMED = 7
_LINE = 16
"""Pixels between the names at the ends of lines."""
_AWAY = 30
"""Pixels from a point to a name that had to give way: a line leads there."""
_BESIDE = f"datum.away ? {_AWAY + 3} : 9"

_COLOURS = {"region": "#9dabb8", "nation": "#0b3a70", "chosen": "#d4581a"}
_TEXT_COLOURS = {"region": "#2c3a46", "nation": "#0b3a70", "chosen": "#a63e0c"}
_LINE_WIDTHS = {"region": 1.2, "nation": 2.6, "chosen": 2.4}
_SUMMED = ["start", "end", "reference", "kind"]


def need_series(measure: str, atlas: Atlas, chosen: str | None, t: Translator) -> alt.LayerChart:
    """Draw a need over time: the national figures as a line, the regions where they are published.

    Regions stand as published, each vintage for itself. A hollow point is a projection; a
    line is broken where a period is missing. The chosen region stands out.
    """
    indicator = atlas.indicators[measure]
    points = _points(measure, atlas, chosen, t)
    least = 0.05 if indicator.is_share else 5  # so that a step is a whole percentage or a person
    levels = round_steps(max(points["value"].max(), least), 5, (1, 2, 5, 10))
    names = _end_names(points, levels[-1])
    day = alt.X("day:T", axis=_year_axis(points["day"]))
    value = alt.Y("value:Q", axis=_level_axis(levels, indicator, t), scale=alt.Scale(domain=[0, levels[-1]]))
    return alt.LayerChart(
        layer=[
            _lines(points, day, value), _dots(points, day, value, indicator, t), _names(names), _nations_period(names),
            _leaders(names),
        ],
        description=t("{need} over time", need=indicator.name(t.lang)),
        height=_HEIGHT,
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),  # the names beside the lines have room
    )  # fmt: skip


def series_note(measure: str, t: Translator) -> str:
    """Say what the points of a need over time are, and what a missing one means."""
    if measure == "idps":
        text = t("Regions as published: before 2023 some were wider. A region without a point has no figure.")
    else:
        text = t("Hollow points are projections; a broken line is a period without an analysis.")
    return message(text, "foot")


def _points(measure: str, atlas: Atlas, chosen: str | None, t: Translator) -> pd.DataFrame:
    """Return a row for each point, with its role, its words and the unbroken part of a line that it is on."""
    rows = observation_table(measure, atlas.observations, atlas.regions)
    if measure != "idps" and not (rows["region"] == "").any():  # of displaced persons, unknown regions are not nobody
        nation = rows.groupby(_SUMMED, as_index=False)[["value", "base"]].sum().assign(region="", areas="")
        rows = pd.concat([nation, rows])
    points = pd.DataFrame([_point(row, atlas, chosen, atlas.indicators[measure], t) for row in rows.itertuples()])
    points = points.sort_values("day", kind="stable").sort_values("role", ascending=False, kind="stable")
    lines = points.groupby(["role", "name"], sort=False)
    broken = lines["projected"].transform("any") & (lines["day"].diff() > _GAP)
    return points.assign(part=broken.groupby([points["role"], points["name"]]).cumsum()).reset_index(drop=True)


def _point(row: Any, atlas: Atlas, chosen: str | None, indicator: Indicator, t: Translator) -> dict[str, object]:  # noqa: ANN401 - a row of a frame
    value = float(row.value) / float(row.base) if indicator.is_share else float(row.value)
    period = NeedPeriod(row.start.date(), row.end.date(), str(row.reference), str(row.kind))
    role = "nation" if not row.region else "chosen" if row.region == chosen else "region"
    name = _line_name(str(row.region), str(row.areas), atlas, t)
    words, figure = period_words(period, t), write_need(value, indicator, t)
    return {"role": role, "name": name, "day": row.start, "value": value, "period": words, "figure": figure,
            "projected": row.kind == "projected", "description": f"{name}, {words}: {figure}"}  # fmt: skip


def _line_name(region: str, areas: str, atlas: Atlas, t: Translator) -> str:
    if not region:
        return place_words(atlas.plan, t)
    name = atlas.regions[areas].name(region, t.lang)
    return name if areas == "2023" else t("{region} of {areas}", region=name, areas=areas)


def _year_axis(days: pd.Series[pd.Timestamp]) -> alt.Axis:
    years = [alt.DateTime(year=y, month=1, date=1) for y in range(days.min().year + 1, days.max().year + 1)]
    return alt.Axis(title=None, values=years, format="%Y", grid=True, aria=False)


def _level_axis(levels: Sequence[float], indicator: Indicator, t: Translator) -> alt.Axis:
    """Write the levels in the reader's language; Vega's own numbers are English."""
    words = [t.percent(level, 0) if indicator.is_share else t.people(level) for level in levels]
    label = f"{json.dumps(words)}[round(datum.value / {levels[1]})]"
    return alt.Axis(title=None, values=list(levels), labelExpr=label, aria=False)


def _by_role(values: dict[str, str] | dict[str, float]) -> str:
    """Write the Vega expression that looks up a datum's role."""
    return f"{json.dumps(values)}[datum.role]"


def _lines(points: pd.DataFrame, day: alt.X, value: alt.Y) -> alt.Chart:
    colour, width = alt.ExprRef(_by_role(_COLOURS)), alt.ExprRef(_by_role(_LINE_WIDTHS))
    lines: alt.Chart = alt.Chart(points).mark_line(stroke=colour, strokeWidth=width, aria=False)
    return lines.encode(day, value, detail=["role:N", "name:N", "part:O"])


def _dots(points: pd.DataFrame, day: alt.X, value: alt.Y, indicator: Indicator, t: Translator) -> alt.Chart:
    need, colour = indicator.name(t.lang), _by_role(_COLOURS)
    fill = alt.ExprRef(f"datum.projected ? '#fff' : {colour}")
    dots: alt.Chart = alt.Chart(points).mark_point(size=40, opacity=1, stroke=alt.ExprRef(colour), fill=fill)
    titles = {"name": t("Region"), "period": t("Day"), "figure": need[:1].upper() + need[1:]}
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    return dots.encode(day, value, description="description:N", tooltip=tooltip)


def _end_names(points: pd.DataFrame, top: float) -> pd.DataFrame:
    """Name the country, the chosen region and the highest few at their last points, none over another.

    A line that ended long before the others is not named: its name would lie on their points. ``value`` is where a name
    stands, ``point`` where its line ends, ``away`` whether that is somewhere else.
    """
    last = points.groupby(["role", "name"], sort=False).tail(1)
    recent = last[(last["day"].max() - last["day"] <= _RECENT) | (last["role"] == "chosen")]
    ranked = recent.sort_values("value", ascending=False).sort_values(
        "role", key=lambda roles: roles.map(["nation", "chosen", "region"].index), kind="stable"
    )
    named = ranked.head(_NAMED).sort_values("value")
    line, places = _LINE * top / _HEIGHT, list[float]()
    highs = [
        line * 2 if role == "nation" else line for role in named["role"]
    ]  # the country's period stands over its name
    for value, below in zip(
        named["value"], [0.0, *highs], strict=False
    ):  # from the floor up, so that none lies below it
        places.append(max(value, places[-1] + below) if places else value)
    for n in range(len(places) - 1, -1, -1):  # and back from the ceiling
        places[n] = min(places[n], places[n + 1] - highs[n] if n + 1 < len(places) else top)
    away = [abs(place - value) > line / 4 for place, value in zip(places, named["value"], strict=True)]
    return named.assign(value=places, point=named["value"], away=away, text=named["name"] + " " + named["figure"])


def _names(names: pd.DataFrame) -> alt.Chart:
    colour, weight = alt.ExprRef(_by_role(_TEXT_COLOURS)), alt.ExprRef("datum.role === 'region' ? 400 : 700")
    texts: alt.Chart = alt.Chart(names).mark_text(
        align="left",
        dx=alt.ExprRef(_BESIDE),
        fontSize=13,
        color=colour,
        fontWeight=weight,
        aria=False,
    )
    return texts.encode(x="day:T", y="value:Q", text="text:N")


def _leaders(names: pd.DataFrame) -> alt.Chart:
    """Lead from the end of a line to its name where that had to give way."""
    leaders = alt.Chart(names[names["away"]])
    rules: alt.Chart = leaders.mark_rule(xOffset=4, x2Offset=_AWAY, stroke="#5d6973", strokeWidth=0.8, aria=False)
    return rules.encode(x="day:T", x2="day:T", y="point:Q", y2="value:Q")


def _nations_period(names: pd.DataFrame) -> alt.Chart:
    nation = alt.Chart(names[names["role"] == "nation"])
    texts: alt.Chart = nation.mark_text(
        align="left", dx=alt.ExprRef(_BESIDE), dy=-_LINE, fontSize=12, color="#2c3a46", aria=False
    )
    return texts.encode(x="day:T", y="value:Q", text="period:N")
