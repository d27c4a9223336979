"""The bars beside the rows of a slide's table: the same figures as the native chart of PowerPoint, as lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.briefing import SlideContent
    from geo.core import Translator

VALUE, REQUIRED, CONFIRMED, SILENT, RANGE = "value", "required", "confirmed", "silent", "range"
"""Kinds of bars, and of the line of a range: what is estimated or counted, asked for, confirmed, asked for by a sector
that does not report."""


class RowBar(NamedTuple):
    """The bars of a row, each with its length, and the ends of its range; all are parts of the longest: 0.5 is half."""

    bars: tuple[tuple[str, float], ...] = ()
    range: tuple[float, float] | None = None


def row_bars(content: SlideContent) -> tuple[RowBar, ...]:
    """Return what is drawn beside each row of a slide; empty where its rows are no amounts to compare.

    A figure below zero has no bar: its row says it.
    """
    if content.bars:
        return _of_money(content)
    if not content.charted or content.drawn is None:
        return ()
    ranked = content.drawn.ranked
    longest = max((x for r in ranked for x in (r.value, r.high) if x is not None), default=0.0)
    if longest <= 0:
        return ()
    return tuple(
        RowBar(((VALUE, _part(r.value, longest)),),
               (_part(r.low, longest), _part(r.high, longest)) if r.ranges else None)
        for r in ranked
    )  # fmt: skip


def _of_money(content: SlideContent) -> tuple[RowBar, ...]:
    longest = max(max(bar.required, bar.confirmed or 0.0) for bar in content.bars)
    if longest <= 0:
        return ()
    made = []
    for bar in content.bars:
        asked = (SILENT if bar.confirmed is None else REQUIRED, _part(bar.required, longest))
        made.append(RowBar((asked, *([(CONFIRMED, _part(bar.confirmed, longest))] if bar.confirmed else []))))
    return tuple(made)


def _part(value: float | None, longest: float) -> float:
    return max(0.0, value or 0.0) / longest


def bar_words(bars: tuple[RowBar, ...], t: Translator) -> tuple[tuple[str, str], ...]:
    """Name what the bars and lines stand for, by kind; a single kind of bar is named by its column."""
    kinds = [kind for row in bars for kind, _ in row.bars]
    words = {
        REQUIRED: t("requirements"), CONFIRMED: t("confirmed"), SILENT: t("not reported"),
        RANGE: t("range over the splits"),
    }  # fmt: skip
    there = {*kinds, *([RANGE] if any(row.range for row in bars) else [])}
    return tuple((kind, name) for kind, name in words.items() if kind in there)
