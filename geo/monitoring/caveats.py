"""Caveats of observed needs: what a figure covers, what it is a projection of, what it may not be divided by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.core import N_, Caveat, translator
from geo.monitoring.figures import COMPLETE, PART, WITHIN
from geo.monitoring.labels import OWN, period_words, span_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.core import Translator
    from geo.monitoring.figures import NeedByRegion
    from geo.places import Regions


def caveats_of_need(need: NeedByRegion, vintages: Mapping[str, Regions]) -> list[Caveat]:
    """Apply every rule to a need as it was read for a vintage."""
    if need.period is None:
        return []
    return [c for rule in (_brought, _coverage, _gaps, _wider, _together, _projection, _own_base, _estimated)
            for c in rule(need, vintages)]  # fmt: skip


def merge_need_caveats(caveats: Sequence[Caveat]) -> list[Caveat]:
    """Say once what several needs say in the same words; it is then about each of them."""
    kept: dict[str, Caveat] = {}
    for caveat in caveats:
        words = caveat.write(translator("en"))
        old = kept.get(words)
        kept[words] = caveat if old is None else replace(old, measures=(*old.measures, *caveat.measures))
    return list(kept.values())


def _caveat(need: NeedByRegion, code: str, severity: str, text: str, **details: object) -> Caveat:
    """Make a caveat; a detail may be a function of the translator."""

    def write(t: Translator) -> str:
        return t(text, **{k: v(t) if callable(v) else v for k, v in details.items()})

    row = "" if need.period is None else need.period.start.isoformat()
    return Caveat(code, severity, write, (f"{need.indicator.table}.csv {row}",), measures=(need.indicator.code,))


def _names(regions: Regions, slugs: object) -> object:
    return lambda t: ", ".join(regions.name(str(r), t.lang) for r in slugs)  # type: ignore[attr-defined]


def _when(need: NeedByRegion) -> object:
    return lambda t: period_words(need.period, t) if need.period else ""


def _name(need: NeedByRegion) -> object:
    def name(t: Translator) -> str:
        text = need.indicator.name(t.lang)
        return text[:1].upper() + text[1:]

    return name


def _brought(need: NeedByRegion, _vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    """Say of figures that a reader brought what they are."""
    if any(source.startswith(OWN) for source in need.sources):
        text = N_("{what}, {when}: brought by the reader ({files}) for this session; nobody has checked them here.")
        files = ", ".join(s.removeprefix(OWN) for s in need.sources if s.startswith(OWN))
        yield _caveat(need, "brought-figures", "warning", text, what=_name(need), when=_when(need), files=files)


def _coverage(need: NeedByRegion, _vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    """Say which part of the national total the regions add up to."""
    total = need.total
    if total is None or not total.published:
        return
    by_region = total.shown + total.divided
    if total.national is None and need.indicator.code.startswith("own_"):  # a reader's own table tells no more
        return
    if total.national is None or total.day is None:
        text = N_("{what}, {when}: no national total was published near this day; {n} are known by region.")
        yield _caveat(need, "need-no-total", "warning", text, what=_name(need), when=_when(need),
                      n=lambda t: t.number(by_region))  # fmt: skip
    elif total.rest is not None and total.rest < 0:
        national, day = total.national, total.day
        text = N_(
            "{what}, {when}: the regions add up to {n}, more than the national total of {day} ({national}). One of the "
            "two is wrong, or they count differently; nothing is scaled to fit."
        )
        yield _caveat(
            need, "need-over-total", "warning", text, what=_name(need), when=_when(need),
            n=lambda t: t.number(by_region), national=lambda t: t.number(national), day=lambda t: t.day(day),
        )  # fmt: skip
    elif total.rest:
        national, rest, day = total.national, total.rest or 0, total.day
        text = N_(
            "{what}, {when}: the regions add up to {n} of {national} ({share}) in the national total of "
            "{day}; {rest} are not broken down. A region without a figure may have some all the same."
        )
        yield _caveat(
            need, "need-part-of-total", "warning", text, what=_name(need), when=_when(need),
            n=lambda t: t.number(by_region),
            national=lambda t: t.number(national), share=lambda t: t.percent(by_region / national),
            day=lambda t: t.day(day), rest=lambda t: t.number(rest),
        )  # fmt: skip


def _gaps(need: NeedByRegion, vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    for region, figure in need.figures.items():
        if figure.state == PART:
            text = N_("{region}: the figure is at least this, there is none for {missing}.")
            yield _caveat(need, "need-incomplete-sum", "warning", text, region=_names(vintages[need.areas], [region]),
                          missing=_names(vintages["2023"], figure.others))  # fmt: skip


def _wider(need: NeedByRegion, vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    within = [r for r, f in need.figures.items() if f.state == WITHIN]
    if within and need.areas != need.published_areas:
        text = N_("Published for the regions of {areas}, which are wider: no figure is split for {regions}.")
        yield _caveat(need, "need-wider-areas", "warning", text, areas=need.published_areas,
                      regions=_names(vintages[need.areas], within))  # fmt: skip


def _together(need: NeedByRegion, vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    for region, figure in need.figures.items():
        if figure.state == COMPLETE and figure.others:
            text = N_("The figure of {region} includes {others}.")
            yield _caveat(need, "need-includes", "note", text, region=_names(vintages[need.areas], [region]),
                          others=_names(vintages["2023"], figure.others))  # fmt: skip


def _projection(need: NeedByRegion, _vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    period = need.period
    if period and period.kind == "projected":
        text = N_("Food insecurity of {when} is a projection made before the period, not a count.")
        yield _caveat(need, "need-projection", "note", text, when=lambda t: span_words(period, t))


def _own_base(need: NeedByRegion, vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    if "own-base" not in need.indicator.caveats:
        return
    base = sum(f.base or 0 for f in need.figures.values())
    census = float(vintages["2023"].frame["population_2022"].sum())
    text = N_(
        "Shares use the population of the Cadre Harmonisé itself ({base}), which differs from the census of 2022 "
        "({census})."
    )
    yield _caveat(need, "need-own-base", "note", text, base=lambda t: t.number(base), census=lambda t: t.number(census))


def _estimated(need: NeedByRegion, vintages: Mapping[str, Regions]) -> Iterator[Caveat]:
    """Say which part of the census is an estimate."""
    frame = vintages["2023"].frame
    if "estimated-population" not in need.indicator.caveats or "population_2022_estimated" not in frame:
        return
    people, total = float(frame["population_2022_estimated"].sum()), float(frame["population_2022"].sum())
    text = N_("{n} of the {total} people of the census ({share}) are an estimate, where enumerators could not go.")
    yield _caveat(need, "need-estimated-population", "note", text, n=lambda t: t.number(people),
                  total=lambda t: t.number(total), share=lambda t: t.percent(people / total))  # fmt: skip
