"""All plans at hand, side by side: what each asks for, what is confirmed, whom it targets, what it overlaps with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.funding import FundingHeadline, funding_by_sector, funding_headline
from geo.core import N_, Problem, ViewError, remember

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from geo.plans import Plan
    from geo.store import Library


@dataclass(frozen=True)
class PlanChoice:
    """Which plans are looked at: those of some countries, those that cover a year; all of them by default."""

    countries: tuple[str, ...] = ()
    year: int | None = None

    def params(self) -> dict[str, str]:
        """Write what differs from the default, as an address does."""
        words = {"countries": ",".join(self.countries), "year": "" if self.year is None else str(self.year)}
        return {name: text for name, text in words.items() if text}


@dataclass(frozen=True)
class PlanLine:
    """One plan among others; US dollars and people, None where the plan does not state a figure.

    ``countries`` are ISO 3166-1 alpha-3; of a plan over several those that are listed for it,
    which need not be all. ``funding`` is the headline of all its sectors. ``overlaps`` are
    the codes of the plans that share a country and a year with it: they may count the same
    money and people, so that nothing is ever added up over them.
    """

    code: str
    title: str
    countries: tuple[str, ...]
    regional: bool
    first: int
    last: int
    text_date: date | None
    funding_date: date | None
    requirements: float | None
    funding: FundingHeadline
    in_need: int | None
    targeted: int | None
    source: str
    overlaps: tuple[str, ...] = ()

    @property
    def years(self) -> str:
        """The plan's years: ``2022`` or ``2023-2024``."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def confirmed(self) -> float | None:
        """What is confirmed over the sectors that report; None where none does: unknown, not 0."""
        return self.funding.confirmed if len(self.funding.unreported) < self.funding.sectors else None

    @property
    def order(self) -> tuple[int, int, str]:
        """The key of a plan's place in time: its first year, its last, its code."""
        return self.first, self.last, self.code

    def covers(self, year: int) -> bool:
        """Tell whether a year is one of the plan's."""
        return self.first <= year <= self.last


@remember(most=2)
def plan_lines(library: Library, lang: str) -> tuple[PlanLine, ...]:
    """Return every plan that can be used, by country and first year, those over several countries first."""
    plans = list(library.plans.values())
    return tuple(_line(plan, lang, _overlapping(plan, plans)) for plan in plans)


def _line(plan: Plan, lang: str, overlaps: tuple[str, ...]) -> PlanLine:
    header = plan.header
    first, last = _span(plan)
    return PlanLine(
        code=plan.code, title=plan.title(lang), countries=plan.countries, regional=plan.regional,
        first=first, last=last, text_date=plan.text_date, funding_date=plan.funding_date,
        requirements=_figure(header["requirements_usd"]), funding=funding_headline(funding_by_sector(plan)),
        in_need=_people(header["people_in_need"]), targeted=_people(header["people_targeted"]),
        source=str(header["source"]), overlaps=overlaps,
    )  # fmt: skip


def _span(plan: Plan) -> tuple[int, int]:
    return int(str(plan.header["start_year"])), int(str(plan.header["end_year"]))


def _overlapping(plan: Plan, plans: Iterable[Plan]) -> tuple[str, ...]:
    """Name the other plans that share a country and a year with a plan."""
    first, last = _span(plan)
    return tuple(
        other.code
        for other in plans
        if other.code != plan.code
        and set(other.countries) & set(plan.countries)
        and _span(other)[0] <= last
        and first <= _span(other)[1]
    )


def _figure(cell: object) -> float | None:
    return None if pd.isna(cell) else float(str(cell))


def _people(cell: object) -> int | None:
    return None if pd.isna(cell) else int(str(cell))


def choose_plans(lines: Iterable[PlanLine], choice: PlanChoice) -> tuple[PlanLine, ...]:
    """Return the plans of the chosen countries that cover the chosen year."""
    return tuple(
        line
        for line in lines
        if (not choice.countries or set(choice.countries) & set(line.countries))
        and (choice.year is None or line.covers(choice.year))
    )


def countries_of(lines: Iterable[PlanLine]) -> tuple[str, ...]:
    """Return the countries of some plans in the order of their codes, those of plans over several too."""
    return tuple(sorted({code for line in lines for code in line.countries}))


def years_of(lines: Iterable[PlanLine]) -> tuple[int, ...]:
    """Return the years that some plans cover, in order."""
    return tuple(sorted({year for line in lines for year in range(line.first, line.last + 1)}))


def plans_of_country(lines: Iterable[PlanLine], country: str) -> tuple[PlanLine, ...]:
    """Return the plans of one country alone, the first one first."""
    return tuple(sorted((x for x in lines if x.countries == (country,) and not x.regional), key=lambda x: x.order))


def regional_plans_of(lines: Iterable[PlanLine], country: str) -> tuple[PlanLine, ...]:
    """Return the plans over several countries that list a country, the first one first."""
    return tuple(sorted((x for x in lines if x.regional and country in x.countries), key=lambda x: x.order))


def plan_on_map(lines: Sequence[PlanLine], country: str) -> PlanLine | None:
    """Return the one plan whose amounts stand for a country: the one that begins last; None where it has none.

    Amounts of several plans are not added up, nor is a part of a plan over several
    countries given to one of them.
    """
    return next(reversed(plans_of_country(lines, country)), None)


def read_plan_choice(params: Mapping[str, str], lines: Sequence[PlanLine], *, strict: bool = False) -> PlanChoice:
    """Read which plans are asked for: ``countries=MLI,NER`` and ``year=2023``.

    Parameters
    ----------
    params
        Names and texts as in an address; all others are left alone.
    lines
        The plans that there are.
    strict
        Whether an unknown value raises; else it falls back to the default.

    Raises
    ------
    ViewError
        If *strict*, with every problem.
    """
    asked = {name: params.get(name, "").strip() for name in ("countries", "year")}
    countries = tuple(dict.fromkeys(c for c in re.split(r"[,;\s]+", asked["countries"].upper()) if c))
    known, years = countries_of(lines), [str(year) for year in years_of(lines)]
    problems = []
    if not set(countries) <= set(known):
        expected = N_("expected some of {known}, with commas between")
        problems.append(_problem("countries", asked["countries"], expected, known))
    if asked["year"] and asked["year"] not in years:
        problems.append(_problem("year", asked["year"], N_("expected one of {known}"), years))
    if problems and strict:
        raise ViewError(problems)
    wrong = {p.column for p in problems}
    return PlanChoice(
        tuple(c for c in known if c in countries) if "countries" not in wrong else (),
        int(asked["year"]) if asked["year"] and "year" not in wrong else None,
    )


def _problem(name: str, text: str, expected: str, known: Iterable[str]) -> Problem:
    return Problem(N_("view"), expected, None, name, text, {"known": ", ".join(known)})
