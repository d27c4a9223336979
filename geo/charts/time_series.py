"""A need over time as a chart: the national figures as a line, the regions where they are published."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geo.monitoring import Indicator, NeedPeriod, observation_table, period_words, write_need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator
    from geo.store import Atlas

SERIES_STYLE = Path(__file__).parent / "static" / "series.css"
_WIDTH, _HEIGHT = 900, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 250, 26, 28
_LEVELS = 4
_RECENT = pd.Timedelta(days=400)
_GAP = pd.Timedelta(days=60)
_NAMED = 4
_LINE = 15


@dataclass(frozen=True)
class _Line:
    """One line of the series chart: a name and its points (day, value, words, projected)."""

    name: str
    kind: str
    points: list[tuple[pd.Timestamp, float, str, bool]]


def need_series(measure: str, atlas: Atlas, chosen: str | None, t: Translator) -> str:
    """Draw a need over time: the national figures as a line, the regions where they are published.

    Regions stand as published, each vintage for itself. A hollow point is a projection; a
    line is broken where a period is missing. The chosen region stands out.
    """
    indicator = atlas.indicators[measure]
    lines = [_national_line(measure, atlas, t), *_regional_lines(measure, atlas, chosen, t)]
    lines = [line for line in lines if line.points]
    points = [p for line in lines for p in line.points]
    days = [p[0] for p in points]
    first, last = min(days), max(days)
    most = _round_up(max(p[1] for p in points) or 1)
    span = max((last - first).days, 1)

    def at(day: pd.Timestamp, value: float) -> tuple[float, float]:
        x = _LEFT + (day - first).days / span * (_WIDTH - _LEFT - _RIGHT)
        return x, _HEIGHT - _BOTTOM - value / most * (_HEIGHT - _TOP - _BOTTOM)

    grid = "".join(
        _level(n * most / _LEVELS, at(first, n * most / _LEVELS)[1], indicator, t) for n in range(_LEVELS + 1)
    )
    years = "".join(_year(y, at(pd.Timestamp(y, 1, 1), 0)[0]) for y in range(first.year + 1, last.year + 1))
    drawn = "".join(_drawn(line, at) for line in sorted(lines, key=lambda x: x.kind, reverse=True))
    floor = at(first, 0)[1]
    axis = f"<line class='axis' x1='{_LEFT}' x2='{_WIDTH - _RIGHT}' y1='{floor:.0f}' y2='{floor:.0f}'/>"
    label = escape(t("{need} over time", need=indicator.name(t.lang)))
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' width='{_WIDTH}' height='{_HEIGHT}'>"
        f"<style>{SERIES_STYLE.read_text(encoding='utf-8')}</style>{axis}{grid}{years}{drawn}{_names(lines, at)}</svg>"
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
    rows = observation_table(measure, atlas.observations, atlas.regions)
    whole = rows[rows["region"] == ""]
    if whole.empty and measure != "idps":  # unknown regions are not nobody
        whole = rows.groupby(["start", "end", "reference", "kind"], as_index=False)[["value", "base"]].sum()
    return _Line(t.country(atlas.plan.country), "nation", _points(whole, atlas.indicators[measure], t))


def _regional_lines(measure: str, atlas: Atlas, chosen: str | None, t: Translator) -> list[_Line]:
    rows = observation_table(measure, atlas.observations, atlas.regions)
    lines = []
    for (region, areas), part in rows[rows["region"] != ""].groupby(["region", "areas"], sort=False):
        name = atlas.regions[areas].name(str(region), t.lang)
        shown = name if areas == "2023" else t("{region} of {areas}", region=name, areas=areas)
        lines.append(
            _Line(shown, "chosen" if region == chosen else "region", _points(part, atlas.indicators[measure], t))
        )
    return lines


def _points(rows: pd.DataFrame, indicator: Indicator, t: Translator) -> list[tuple[pd.Timestamp, float, str, bool]]:
    made = []
    for row in rows.sort_values("start").itertuples():
        value = float(row.value) / float(row.base) if indicator.is_share else float(row.value)
        period = NeedPeriod(row.start.date(), row.end.date(), str(row.reference), str(row.kind))
        words = f"{period_words(period, t)}: {write_need(value, indicator, t)}"
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


def _round_up(value: float) -> float:
    """Return the next round figure, so that the levels of the axis are round."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(f * power for f in (1, 2, 4, 6, 8, 10) if value <= f * power)


def _level(value: float, y: float, indicator: Indicator, t: Translator) -> str:
    said = t.percent(value, 0) if indicator.is_share else t.people(value)
    line = f"<line class='year' x1='{_LEFT}' x2='{_WIDTH - _RIGHT}' y1='{y:.0f}' y2='{y:.0f}'/>"
    return f"{line}<text class='level' x='{_LEFT - 6}' y='{y + 4:.0f}'>{escape(said)}</text>"


def _names(lines: Sequence[_Line], at: object) -> str:
    """Name the country, the chosen region and the highest few at their last points, none over another.

    A line that ended long before the others is not named: its name would lie on their points.
    """
    newest = max(line.points[-1][0] for line in lines)
    recent = [x for x in lines if newest - x.points[-1][0] <= _RECENT or x.kind == "chosen"]
    ranked = sorted(recent, key=lambda x: (x.kind != "nation", x.kind != "chosen", -x.points[-1][1]))[: _NAMED + 1]
    placed: list[float] = []
    made = ""
    for line in sorted(ranked, key=lambda x: x.points[-1][1]):  # from the floor up, so that none lies below it
        day, value, words, _ = line.points[-1]
        x, y = at(day, value)  # type: ignore[operator]
        while any(abs(y - other) < _LINE for other in placed):
            y -= 1
        placed.append(y)
        figure = escape(f"{line.name} {words.rsplit(' ', 1)[-1]}")
        if line.kind == "nation":
            when = escape(words.rsplit(": ", 1)[0])
            made += f"<text class='name when' x='{x + 9:.0f}' y='{y - 12:.0f}'>{when}</text>"
        made += f"<text class='{line.kind} name' x='{x + 9:.0f}' y='{y + 4:.0f}'>{figure}</text>"
    return made
