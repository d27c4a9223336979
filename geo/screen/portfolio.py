"""The pieces of the page of all plans: heading, map of the world, the countries or one of them, the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis import (
    area_words,
    choose_plans,
    confirmed_words,
    countries_of,
    overlap_words,
    people_words,
    plan_on_map,
    plans_of_country,
    regional_plans_of,
    share_words,
    silence_words,
    stated_money,
    years_of,
)
from geo.charts import plans_over_time
from geo.core import View, translator
from geo.maps import DISCLAIMER, picture_address, press_areas, world_map_svg, world_shape
from geo.screen.links import Group, Option, address
from geo.screen.pieces import panel_html, part_html, sentence_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.analysis import PlanChoice, PlanLine
    from geo.core import Translator
    from geo.maps import WorldMap
    from geo.screen.links import Words

PLAN_WORDS = ("countries", "year")
"""Words of the address that choose plans."""
_MOST_SOURCES = 6


@dataclass(frozen=True)
class PlansShown:
    """What the page shows and where it stands: all plans, which of them are chosen, its view and words beside it."""

    lines: tuple[PlanLine, ...]
    choice: PlanChoice
    view: View
    beside: Words

    @property
    def t(self) -> Translator:
        """The translator of the view's language."""
        return translator(self.view.lang)

    def go(self, **words: str) -> str:
        """Write the address of this page with other words."""
        return address(self.view, self.beside, **words)

    def country(self, code: str) -> str:
        """Write where a press on a country leads: to its plans, or back to all where it is open."""
        return self.go(countries="" if self.choice.countries == (code,) else code)

    def plan(self, code: str) -> str:
        """Write the address that opens a plan in the explorer."""
        return f"/{address(View(plan=code, lang=self.view.lang))}"

    @property
    def chosen(self) -> tuple[PlanLine, ...]:
        """The plans of the choice."""
        return choose_plans(self.lines, self.choice)

    @property
    def titles(self) -> dict[str, str]:
        """Titles of all plans by code."""
        return {line.code: line.title for line in self.lines}


def plans_head(shown: PlansShown, file: str) -> str:
    """Write the heading with what can be done, and the choice of a year; *file* is the address of the table's CSV."""
    t, lines = shown.t, shown.chosen
    span = years_of(lines)
    years = "–".join(dict.fromkeys(str(year) for year in (*span[:1], *span[-1:]))) or "–"
    tools = {
        "name": t("This view"), "filters": "", "link": t("Copy link"), "full": t("Full screen"), "print": t("Print"),
        "files": [("plans", t("Table"), file, t("These plans as a table (CSV with HXL tags)"))],
    }  # fmt: skip
    said = t("Plans: {n}; countries: {countries}; years: {years}", n=len(lines),
             countries=len(countries_of(lines)), years=years)  # fmt: skip
    groups = [_years(shown, years_of(shown.lines))]
    return fill("head", title=t("Portfolio"), subtitle=said, scenario="", tools=tools, groups=groups, choice=None)


def _years(shown: PlansShown, years: Sequence[int]) -> Group:
    t, now = shown.t, shown.choice.year
    options = [Option(t("all"), shown.go(year=""), now is None, t("Of each country the plan that begins last."))]
    options += [Option(str(y), shown.go(year=str(y)), y == now) for y in years]
    return Group("year", t("Year"), options)


def plans_unknown(shown: PlansShown, asked: dict[str, str]) -> str:
    """Write which countries or year the address asks for in vain, and what is shown instead."""
    t, found = shown.t, shown.choice.params()
    lines = [
        t("{name} “{value}”: shown instead is {shown}.", name=name, value=text[:60], shown=t("all plans"))
        for name, text in asked.items()
        if text and name not in found
    ]
    head = t("The address asks for what is not known here:")
    return fill("unknown", head=head, lines=lines) if lines else ""


def plans_map(shown: PlansShown, drawn: WorldMap, ground: str) -> str:
    """Write the map of the world with its key; in its place what makes one, where there are no outlines."""
    t = shown.t
    if not drawn.world.countries:
        body = sentence_html(t("There is no map of the world here: python -m geo regions world FILE makes it."))
        return f"<div class='world-map'>{body}</div>"
    key = [
        ("ring", t("ring: requirements (US dollars)")),
        ("filled", t("filled: confirmed funding")),
        ("unknown-funding", t("hatched: funding not known")),
        ("own", t("has a plan of its own")),
        ("lines", t("lines: in a plan over several countries, whose amounts are on none")),
    ]
    several = t("Of several plans of a country the map shows the one that begins last, for its whole period.")
    notes = [t("Countries with a circle: {n}.", n=sum(1 for mark in drawn.marks if mark.reach)), several]
    notes += [t("Not on the map: {countries}.", countries=", ".join(drawn.missing))] if drawn.missing else []
    return fill(
        "world",
        title=drawn.title,
        shape=world_shape(drawn.world),
        ground=ground,
        picture=picture_address(world_map_svg(drawn)),
        areas=[(area, shown.country(area.country)) for area in press_areas(drawn)],
        key=key,
        notes=notes,
    )


def plans_panel(shown: PlansShown) -> str:
    """Write what stands beside the map: the plans of the one chosen country, else the countries."""
    if len(shown.choice.countries) == 1:
        return _country_panel(shown, shown.choice.countries[0])
    return _countries_panel(shown)


def _country_panel(shown: PlansShown, country: str) -> str:
    """Write the plans of a country over time, of whatever year, and those over several countries that list it."""
    t, own = shown.t, plans_of_country(shown.lines, country)
    regional = regional_plans_of(shown.lines, country)
    body = ""
    if len(own) > 1:
        body += sentence_html(t("Plans of the country, each for its whole period; they are not added up."), "sub")
    body += plans_over_time(own, shown.titles, shown.plan, t)
    if not own:
        body += sentence_html(t("No plan of this country alone is at hand."))
    if regional:
        note = t("Their amounts are for all their countries: which part is meant for this one is not known.")
        plans = plans_over_time(regional, shown.titles, shown.plan, t)
        body += part_html(t("Plans over several countries"), sentence_html(note, "sub") + plans)
    return panel_html(t.country(country), body, country, (shown.go(countries=""), t("All countries")))


def _countries_panel(shown: PlansShown) -> str:
    t, lines = shown.t, shown.chosen
    wanted = shown.choice.countries or countries_of(lines)
    rows = [_country_row(shown, lines, code) for code in sorted(wanted, key=lambda c: _asked_first(lines, c, t))]
    regional = [x for x in lines if x.regional]
    chips = _countries(shown)
    body = fill(
        "countries",
        heads=(t("Country and plan"), t("Requirements"), t("Confirmed funding"), t("% funded")),
        rows=rows,
        regional_title=t("Plans over several countries") if regional else "",
        regional=[(shown.plan(x.code), f"{x.years} · {x.title}", area_words(x, t)) for x in regional],
        several=t("Choose several countries"),
        opened=len(shown.choice.countries) > 1,
        chips=chips if len(chips.options) > 1 else None,
    )
    close = (shown.go(countries=""), t("All countries")) if shown.choice.countries else ("", "")
    return panel_html(t("Countries"), body, close=close)


def _countries(shown: PlansShown) -> Group:
    """Make the options of which several may be chosen: every country of a plan, by name."""
    t, now = shown.t, set(shown.choice.countries)
    options = [
        Option(t.country(c), shown.go(countries=",".join(sorted(now ^ {c}))), c in now)
        for c in sorted(countries_of(shown.lines), key=t.country)
    ]
    return Group("countries", "", options, many=True)


def _asked_first(lines: Sequence[PlanLine], country: str, t: Translator) -> tuple[float, str]:
    """Return the place of a country in their list: who asks for most is first, who has no plan of its own last."""
    plan = plan_on_map(lines, country)
    return (1.0 if plan is None else -(plan.requirements or 0.0)), t.country(country)


def _country_row(shown: PlansShown, lines: Sequence[PlanLine], code: str) -> dict[str, object]:
    """Write a country with the plan whose amounts the map shows; words where it is in a plan over several alone."""
    t, plan = shown.t, plan_on_map(lines, code)
    cells = () if plan is None else (
        stated_money(plan.requirements, t), confirmed_words(plan, t), share_words(plan, t)
    )  # fmt: skip
    return {
        "code": code, "name": t.country(code), "years": plan.years if plan else "", "go": shown.country(code),
        "cells": cells,
        "instead": "" if plan else t("only in a plan over several countries"),
    }  # fmt: skip


def plans_table(shown: PlansShown) -> str:
    """Write the table of the chosen plans, then sources and disclaimer."""
    t, lines = shown.t, shown.chosen
    sources = list(dict.fromkeys(line.source for line in lines))
    more = len(sources) - _MOST_SOURCES
    named = [*sources[:_MOST_SOURCES], *([t("{n} more", n=more)] if more > 0 else []), "Natural Earth"]
    body = fill(
        "all_plans",
        heads=(t("Plan"), t("Country"), t("Years"), t("Requirements"), t("Confirmed funding"), t("% funded"),
               t("People in need"), t("People targeted"), t("Plan text of"), t("Funding as of"), t("Remark")),
        rows=[_row(shown, line) for line in lines],
        nothing=t("No plan at hand is of these countries and of this year."),
        foot=(t("Nothing is added up: plans overlap in years, countries and people. A dash is not known, not zero."),
              t("Sources: {sources}.", sources=t.listed(named)), t(DISCLAIMER)),
    )  # fmt: skip
    return part_html(t("All plans"), body)


def _row(shown: PlansShown, line: PlanLine) -> dict[str, object]:
    t = shown.t
    days = [t.day(day) if day else "–" for day in (line.text_date, line.funding_date)]
    remarks = [silence_words(line, t) if line.confirmed is not None else "", overlap_words(line, shown.titles, t)]
    return {
        "code": line.code, "go": shown.plan(line.code), "title": line.title, "area": area_words(line, t),
        "regional": t("over several countries") if line.regional and line.countries else "", "years": line.years,
        "numbers": (stated_money(line.requirements, t), confirmed_words(line, t), share_words(line, t),
                    people_words(line.in_need, t), people_words(line.targeted, t)),
        "days": days, "remarks": [text for text in remarks if text],
    }  # fmt: skip
