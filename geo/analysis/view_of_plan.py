"""Read a view against the data: the codes that a plan knows, and the scenarios that it allows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from geo.analysis.scenario import scenario_problems
from geo.core import N_, View, ViewError, fit_view, remember, view_from_params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.core import Problem
    from geo.store import Atlas

_NAMES = frozenset(f.name for f in dataclasses.fields(View))
_MOST_TEXT = 2000

NO_MONEY = N_("only the header of this plan is known: no sector and no money, so expected one of {known}")


def read_view(params: Mapping[str, str], atlas: Atlas, *, strict: bool = False) -> View:
    """Read a view of an atlas from names and texts, as in an address; the plan is the atlas' own.

    Raises
    ------
    ViewError
        If *strict*, with every unknown code and every impossible scenario; else the
        default takes their place.
    """
    words = tuple((name, text) for name, text in params.items() if strict or name in _NAMES)
    if sum(len(text) for _, text in words) > _MOST_TEXT:  # no reader's address: not worth keeping
        return _read(atlas, words, strict)
    return _read_once(atlas, words, strict)


@remember(most=1024)
def _read_once(atlas: Atlas, words: tuple[tuple[str, str], ...], strict: bool) -> View:  # noqa: FBT001 - a key
    return _read(atlas, words, strict)


def _read(atlas: Atlas, words: tuple[tuple[str, str], ...], strict: bool) -> View:  # noqa: FBT001 - as above
    params, plan, known = dict(words), atlas.plan, atlas.vocabulary
    try:
        found = view_from_params(params, known, strict=strict)
    except ViewError as error:
        raise ViewError([_explained(p, header_only=plan.header_only) for p in error.problems]) from error
    if "measure" not in params or found.measure not in known.measures:
        found = found.but(measure=known.needs[0] if plan.header_only else View().measure)
    problems = scenario_problems(plan, found)
    if problems and strict:
        raise ViewError(problems)
    return found.but(plan=plan.code, scenario=() if problems else found.scenario)


def _explained(problem: Problem, *, header_only: bool) -> Problem:
    """Say why a view of a header alone can show needs only."""
    if not header_only or problem.column != "measure":
        return problem
    return dataclasses.replace(problem, expected=NO_MONEY)


def unknown_words(params: Mapping[str, str], atlas: Atlas) -> tuple[Problem, ...]:
    """Return what an address asks for that is not known here: `read_view` shows the default in its place."""
    words = tuple(params.items())
    if sum(len(text) for _, text in words) > _MOST_TEXT:
        return _unknown(atlas, words)
    return _unknown_once(atlas, words)


@remember(most=1024)
def _unknown_once(atlas: Atlas, words: tuple[tuple[str, str], ...]) -> tuple[Problem, ...]:
    return _unknown(atlas, words)


def _unknown(atlas: Atlas, words: tuple[tuple[str, str], ...]) -> tuple[Problem, ...]:
    try:
        _read(atlas, words, strict=True)
    except ViewError as error:
        return tuple(error.problems)
    return ()


def fit_to_plan(shown: View, atlas: Atlas) -> View:
    """Return a view of another plan as one of this plan: what is unknown here is let go."""
    return read_view(fit_view(shown, atlas.vocabulary).params() | {"plan": atlas.plan.code}, atlas)
