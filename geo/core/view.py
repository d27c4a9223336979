"""One grammar for a view: the page address, the routes, the command line and every footer."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from geo.core.errors import Problem, ViewError
from geo.core.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LANGS = ("en", "fr")
SPLITS = ("even", "idps", "population", "custom")
BASES = ("named", "zone")
SURPLUSES = ("ringfenced", "pooled")
AGAINST = ("unmet", "sectors")
VINTAGES = ("2023", "2016", "2012")
SHOWS = ("circles", "fills")
CLASSES = ("", "jenks", "equal", "quantile", "days")
"""Ways to put values into classes: the indicator's own, three by name, and natural breaks over all days."""
MOST_AMOUNT = Decimal("1e12")
_AMOUNT = re.compile(r"[+-]?\d{1,13}(\.\d{1,6})?", re.ASCII)
_YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Vocabulary:
    """The codes that a view may use: they come from the data, not from the grammar."""

    plans: tuple[str, ...]
    objectives: tuple[str, ...]
    sectors: tuple[str, ...]
    regions: tuple[str, ...]
    measures: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """What a reader looks at, as codes; two equal views show the same figures."""

    plan: str = "mli-2023-2024"
    lang: str = "en"
    objective: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    measure: str = "sectors"
    split: str = "even"
    basis: str = "named"
    surplus: str = "ringfenced"
    areas: str = "2023"
    region: str | None = None
    scenario: tuple[tuple[str, Decimal], ...] = field(default=())
    weights: tuple[tuple[str, Decimal], ...] = field(default=())
    date: date | None = None
    need: str = "idps"
    against: str = "unmet"
    share: tuple[str, ...] = ()
    show: str = "circles"
    classes: str = ""

    def but(self, **changes: Any) -> View:  # noqa: ANN401 - any field, as dataclasses.replace
        """Return this view with some fields changed."""
        return dataclasses.replace(self, **changes)

    def measured_by(self, measures: tuple[str, ...]) -> View:
        """Return this view with one of some measures: its own if it is among them, else the first."""
        return self if self.measure in measures else self.but(measure=measures[0])

    def of_figures(self) -> View:
        """Return this view as its figures depend on it: without language, region, measure and looks of a map."""
        default = {name: getattr(_DEFAULT, name) for name in ("lang", "region", "measure", "share", "show", "classes")}
        return self.but(**default)

    def only(self, *names: str) -> View:
        """Return this view with the default in all fields but its plan, its language and some others."""
        return View(**{name: getattr(self, name) for name in ("plan", "lang", *names)})

    def params(self) -> dict[str, str]:
        """Write the fields that differ from the default, in the grammar's order."""
        own, default = vars(self), vars(_DEFAULT)
        return {name: _text(value) for name, value in own.items() if value != default[name]}

    def query(self) -> str:
        """Write the view as ``measure=unmet&split=idps``; the default view is empty."""
        return urlencode(self.params(), safe=",:-")


_DEFAULT = View()


def fit_view(view: View, known: Vocabulary) -> View:
    """Return a view without the codes that are not *known*; the plan stays as it is."""
    return view.but(
        objective=tuple(o for o in view.objective if o in known.objectives),
        sector=tuple(s for s in view.sector if s in known.sectors),
        measure=view.measure if view.measure in known.measures else View().measure,
        region=view.region if view.region in known.regions else None,
        scenario=tuple((s, amount) for s, amount in view.scenario if s in known.sectors),
        weights=tuple((r, weight) for r, weight in view.weights if r in known.regions),
        share=tuple(r for r in view.share if r in known.regions),
    )


def view_from_query(query: str, known: Vocabulary, *, strict: bool = False) -> View:
    """Read a view from ``name=value&...``; see `from_params`."""
    return view_from_params(split_query(query), known, strict=strict)


def split_query(query: str) -> dict[str, str]:
    """Split ``name=value&...`` into names and texts; see `joined`."""
    return join_repeated(parse_qsl(query.removeprefix("?"), keep_blank_values=True))


def join_repeated(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Join the values of a name that is said more than once with commas, so that none of them is lost."""
    found: dict[str, str] = {}
    for name, text in pairs:
        found[name] = f"{found[name]},{text}" if found.get(name) else text
    return found


def view_from_params(
    params: Mapping[str, str], known: Vocabulary, *, strict: bool = False, ignore: tuple[str, ...] = ()
) -> View:
    """Read a view from names and texts.

    Parameters
    ----------
    params
        Names and texts as in an address.
    known
        The codes that exist in the data.
    strict
        Whether an unknown name or value raises; else it falls back to the default.
    ignore
        Names that belong to something else (``slide``) and are no error.

    Raises
    ------
    ViewError
        If *strict*, with every problem and not only the first.
    """
    readers = _readers(known)
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in params.items():
        if name in ignore:
            continue
        reader = readers.get(name)
        if reader is None:
            problems.append(_problem(name, text, N_("this is no part of a view; known are {known}"), readers))
            continue
        value = reader(text.strip())
        if isinstance(value, Problem):
            problems.append(dataclasses.replace(value, column=name, value=text))
        else:
            found[name] = value
    if strict and problems:
        raise ViewError(problems)
    return View(**found)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(f"{v[0]}:{v[1].normalize():f}" if isinstance(v, tuple) else str(v) for v in value)
    return str(value)


def _problem(name: str | None, text: str | None, expected: str, known: Iterable[str]) -> Problem:
    words = known if isinstance(known, str) else ", ".join(str(k) for k in known)
    return Problem(N_("view"), expected, column=name, value=text, details={"known": words})


def _readers(known: Vocabulary) -> dict[str, Callable[[str], Any]]:
    return {
        "plan": lambda s: _one(s, known.plans),
        "lang": lambda s: _one(s, LANGS),
        "objective": lambda s: _some(s, known.objectives),
        "sector": lambda s: _some(s, known.sectors),
        "measure": lambda s: _one(s, known.measures),
        "split": lambda s: _one(s, SPLITS),
        "basis": lambda s: _one(s, BASES),
        "surplus": lambda s: _one(s, SURPLUSES),
        "areas": lambda s: _one(s, VINTAGES),
        "region": lambda s: _one(s, known.regions),
        "scenario": lambda s: _amounts(s, known.sectors, signed=True),
        "weights": lambda s: _amounts(s, known.regions, signed=False),
        "date": _date,
        "need": lambda s: _one(s, known.needs),
        "against": lambda s: _one(s, AGAINST),
        "share": lambda s: _some(s, known.regions),
        "show": lambda s: _one(s, SHOWS),
        "classes": lambda s: _one(s, CLASSES),
    }


def _one(text: str, known: tuple[str, ...]) -> str | Problem:
    if text in known:
        return text
    return _problem(None, None, N_("expected one of {known}"), known)


def _some(text: str, known: tuple[str, ...]) -> tuple[str, ...] | Problem:
    wanted = [w.strip() for w in text.split(",") if w.strip()]
    if all(w in known for w in wanted):
        return tuple(k for k in known if k in wanted)
    return _problem(None, None, N_("expected some of {known}, with commas between"), known)


def _amounts(text: str, known: tuple[str, ...], *, signed: bool) -> tuple[tuple[str, Decimal], ...] | Problem:
    expected = N_("expected code:amount pairs with commas between, codes of {known}, amounts below 10^12")
    found: dict[str, Decimal] = {}
    for pair in filter(None, text.split(",")):
        code, _, number = pair.partition(":")
        # No exponents: 1e-30000000 is a few letters and a number of thirty million digits.
        amount = Decimal(number) if _AMOUNT.fullmatch(number.strip()) else None
        out_of_bounds = amount is None or abs(amount) > MOST_AMOUNT or (amount < 0 and not signed)
        if code not in known or code in found or out_of_bounds or amount is None:
            return _problem(None, None, expected, known)
        found[code] = amount
    return tuple((k, found[k]) for k in known if k in found)


def _date(text: str) -> date | Problem:
    expected = N_("expected a date as {known}")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        with contextlib.suppress(ValueError):
            found = date.fromisoformat(text)
            if found.year in _YEARS:
                return found
    return _problem(None, None, expected, "2023-09-30")
