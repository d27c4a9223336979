"""A briefing's storyline: which slides in which order, as a small JSON file that travels."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo import view as views
from geo.characters import UNSHOWN
from geo.errors import DataError, Problem, ViewError
from geo.i18n import N_
from geo.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas

VERSION = 1
KINDS = ("figures", "objective", "money", "need", "decisions", "caveats", "sources", "view")
MOST_SLIDES, MOST_BYTES, MOST_TEXT = 60, 200_000, 4_000
MOST_TITLE = 200
FILE = "storyline"


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, its view (without language) and what a person wrote on it, by language."""

    kind: str
    view: str = ""
    title: tuple[tuple[str, str], ...] = field(default=())
    notes: tuple[tuple[str, str], ...] = field(default=())

    def text(self, name: str, lang: str) -> str:
        """Return the title or the notes in a language, else in the other one; empty where nobody wrote any."""
        written = dict(getattr(self, name))
        return written.get(lang) or next((w for w in written.values() if w), "")


@dataclass(frozen=True)
class Storyline:
    """The slides of a briefing on one plan."""

    plan: str
    slides: tuple[Slide, ...]


def default(atlas: Atlas) -> Storyline:
    """Tell a plan's story in about ten slides: figures, objectives, money, need, decisions, caveats, sources."""
    objectives = [Slide("objective", f"objective={code}") for code in atlas.plan.objectives.index]
    slides = (
        Slide("figures"),
        *objectives,
        Slide("money", "measure=unmet"),
        Slide("need", "measure=mismatch"),
        Slide("decisions"),
        Slide("caveats"),
        Slide("sources"),
    )
    return Storyline(atlas.plan.code, slides)


def of_view(view: View, atlas: Atlas) -> Storyline:
    """Tell of one view alone: its map, its caveats, the sources."""
    query = slide_query(view)
    return Storyline(atlas.plan.code, (Slide("view", query), Slide("caveats", query), Slide("sources")))


def slide_query(view: View) -> str:
    """Write a view as a slide keeps it: the storyline has the plan, the reader the language."""
    return view.but(lang="en", plan=View().plan).query()


def write(storyline: Storyline) -> str:
    """Write a storyline as JSON, the same text for the same storyline."""
    slides = []
    for slide in storyline.slides:
        made: dict[str, Any] = {"kind": slide.kind, "view": slide.view}
        made |= {name: dict(getattr(slide, name)) for name in ("title", "notes") if getattr(slide, name)}
        slides.append(made)
    return json.dumps({"storyline": VERSION, "plan": storyline.plan, "slides": slides}, ensure_ascii=False, indent=1)


def read(text: str | bytes, atlas: Atlas, measures: tuple[str, ...]) -> Storyline:
    """Read a storyline that was written before.

    Parameters
    ----------
    text
        JSON as of `write`.
    atlas
        The plan that it must be about; its views must be possible there.
    measures
        The measures that a view may name.

    Raises
    ------
    DataError
        If it is too large, no storyline, of another plan, or a slide cannot be shown; with
        every problem of every slide.
    """
    body = _parsed(text)
    if (
        type(body.get("storyline")) is not int
        or body["storyline"] != VERSION
        or not isinstance(body.get("slides"), list)
    ):
        raise DataError([Problem(FILE, N_("this JSON is no storyline of a briefing"))])
    if body.get("plan") != atlas.plan.code:
        expected = N_("this storyline is of another plan; expected {plan}")
        raise DataError([Problem(FILE, expected, value=str(body.get("plan")), details={"plan": atlas.plan.code})])
    if len(body["slides"]) > MOST_SLIDES:
        expected = N_("a briefing has at most {most} slides; this one has {n}")
        raise DataError([Problem(FILE, expected, details={"most": str(MOST_SLIDES), "n": str(len(body["slides"]))})])
    slides, problems = [], []
    for n, raw in enumerate(body["slides"], start=1):
        slide, found = _slide(n, raw, atlas, measures)
        problems += found
        slides.append(slide)
    if not slides:
        problems.append(Problem(FILE, N_("the storyline has no slides")))
    if problems:
        raise DataError(problems)
    return Storyline(atlas.plan.code, tuple(slides))


def _parsed(text: str | bytes) -> dict[str, Any]:
    size = len(text.encode("utf-8", "replace")) if isinstance(text, str) else len(text)
    if size > MOST_BYTES:
        raise DataError([Problem(FILE, N_("the file is too large for a storyline (at most 200 kB)"))])
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        expected = N_("the file is no readable JSON ({reason})")
        raise DataError([Problem(FILE, expected, details={"reason": str(error)[:120]})]) from error
    if any(UNSHOWN.search(found) for found in _texts(body)):
        raise DataError([Problem(FILE, N_("a text has a control character that cannot be shown; delete it"))])
    return body if isinstance(body, dict) else {}


def _texts(body: object) -> Iterator[str]:
    """List every text of a JSON value, names included."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for name, value in body.items():
            yield name
            yield from _texts(value)
    elif isinstance(body, list):
        for value in body:
            yield from _texts(value)


def _slide(n: int, raw: object, atlas: Atlas, measures: tuple[str, ...]) -> tuple[Slide, list[Problem]]:
    if not isinstance(raw, dict) or raw.get("kind") not in KINDS:
        kind = str(raw.get("kind")) if isinstance(raw, dict) else str(raw)[:40]
        expected = N_("expected one of {known}")
        return Slide("figures"), [Problem(FILE, expected, n, "kind", kind, {"known": ", ".join(KINDS)})]
    query = raw.get("view", "")
    problems = [_wrong(n, "view")] if not isinstance(query, str) else []
    if not problems:
        params = {k: v for k, v in views.split_query(query).items() if k not in ("lang", "plan", "right")}
        try:
            query = slide_query(atlas.read_view(params, measures, strict=True))
        except ViewError as error:
            problems += [Problem(FILE, p.expected, n, f"view {p.column}", p.value, p.details) for p in error.problems]
    if (
        raw["kind"] == "objective"
        and not problems
        and not atlas.read_view(views.split_query(query), measures).objective
    ):
        problems.append(Problem(FILE, N_("a slide on an objective needs one in its view"), n, "view", query))
    words = {}
    for name, most in (("title", MOST_TITLE), ("notes", MOST_TEXT)):
        words[name] = raw.get(name, {})
        if not _is_text(words[name], most):
            problems.append(_wrong(n, name, most))
            words[name] = {}
    pairs = {name: tuple((k, v) for k, v in w.items() if v) for name, w in words.items()}
    return Slide(raw["kind"], query, **pairs), problems


def _is_text(words: object, most: int) -> bool:
    return isinstance(words, dict) and all(
        k in views.LANGS and isinstance(v, str) and len(v) <= most for k, v in words.items()
    )


def _wrong(n: int, column: str, most: int = MOST_TEXT) -> Problem:
    expected = N_("expected a text of at most {most} letters, by language")
    return Problem(FILE, expected, n, column, details={"most": f"{most}"})
