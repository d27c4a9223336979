"""Words for observed needs: their names, their periods, and what a region without a figure is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.monitoring.figures import PART, UNKNOWN, WITHIN
from geo.monitoring.observations import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.core import Translator
    from geo.monitoring.figures import NeedFigure, NeedPeriod
    from geo.monitoring.indicators import Indicator
    from geo.places import Regions

_THOUSANDS, _MILLION = 1000, 1_000_000
OWN = "own:"
"""Begins the source of a figure that a reader brought."""


_CUT = re.compile(r"([\w.-]+\.\w+)/[^\s;)]*\.\.\.")


def source_words(source: str, t: Translator) -> str:
    """Name a source; an address that came cut is given by its host, and IOM has its French name in French."""
    if source.startswith(OWN):
        return t("{file}, brought by the reader, not checked", file=source.removeprefix(OWN))
    named = _CUT.sub(r"\1", source)
    return named.replace("IOM DTM", t("IOM DTM"))


def names_of_sources(sources: Iterable[str], t: Translator) -> tuple[str, ...]:
    """Name sources, each once: a host alone is left out where an address on it is named as well."""
    named = dict.fromkeys(source_words(s, t) for s in sources)
    hosts = tuple(name.removesuffix(")") for name in named)
    return tuple(
        name
        for name, host in zip(named, hosts, strict=True)
        if not any(other.startswith((f"{host}/", f"{host},")) for other in hosts)
    )


def period_words(period: NeedPeriod, t: Translator) -> str:
    """Write a day, or a period by the source's months: June to August 2023 (projection)."""
    words = span_words(period, t)
    return t("{period} (projection)", period=words) if period.kind == "projected" else words


def span_words(period: NeedPeriod, t: Translator) -> str:
    """Write a day, or a period by the source's months, and not whether it was projected."""
    if period.kind == "census":
        return t("census of {year}", year=period.start.year)
    if not period.reference:
        return t.day(period.start)
    first, last = (t.month(MONTHS.index(m) + 1) for m in period.reference.split("-"))
    return f"{first}–{last} {period.start.year}"


def write_need(value: float, indicator: Indicator, t: Translator) -> str:
    """Write an observed figure: people, or a share in percent with one decimal."""
    return t.percent(value) if indicator.is_share else t.people(value, exact=not float(value).is_integer())


def printed_need(value: float, indicator: Indicator) -> float:
    """Return the figure that a label gives, so that its class never contradicts it; see `write`."""
    if indicator.is_share:
        return round(value, 3)
    return round(value, -4) if value >= _MILLION else value


def drawn_need(figure: NeedFigure, indicator: Indicator) -> float:
    """Return the figure that a map prints: in thousands where its label is short, else as `printed_need` has it."""
    value = figure.value or 0.0
    short = _is_short(figure, indicator) and value < _MILLION
    return float(round(value / _THOUSANDS) * _THOUSANDS) if short else printed_need(value, indicator)


def _is_short(figure: NeedFigure, indicator: Indicator) -> bool:
    return figure.value is not None and bool(indicator.base) and figure.value >= _THOUSANDS


def short_need_label(figure: NeedFigure, indicator: Indicator, t: Translator) -> str:
    """Write a figure in thousands where a map is full of them (a part of all people); empty where the label will do."""
    if figure.value is None or not _is_short(figure, indicator):
        return ""
    text = t.thousands(figure.value)
    return f"≥ {text}" if figure.state == PART else text


def need_label(figure: NeedFigure, indicator: Indicator, t: Translator) -> str:
    """Write a figure for the map; a sum that lacks regions is at least that much."""
    if figure.value is None:
        return ""
    text = write_need(figure.value, indicator, t)
    return f"≥ {text}" if figure.state == PART else text


def need_state_words(figure: NeedFigure, vintages: Mapping[str, Regions], t: Translator) -> str:
    """Say why a region has no figure, or what its figure lacks or includes; empty where there is nothing to say."""
    names = ", ".join(vintages["2023"].name(r, t.lang) for r in figure.others)
    if figure.state == WITHIN:
        return t("published only with {regions}", regions=names)
    if figure.state == UNKNOWN:
        return t("no figure")
    if figure.state == PART:
        return t("at least; no figure for {regions}", regions=names)
    return t("includes {regions}", regions=names) if names else ""
