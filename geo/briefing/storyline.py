"""A briefing's storyline: which slides in which order, as a small JSON file that travels."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.analysis import read_view
from geo.core import LANGS, N_, UNSHOWN, DataError, Problem, View, ViewError, split_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.store import Atlas

VERSION = 1
SLIDE_KINDS = ("figures", "objectives", "objective", "money", "need", "decisions", "caveats", "sources", "view")
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


def default_storyline(atlas: Atlas) -> Storyline:
    """Tell a plan's story in about ten slides: figures, objectives, money, need, decisions, caveats, sources."""
    objectives = [Slide("objective", f"objective={code}") for code in atlas.plan.objectives.index]
    slides = (
        Slide("figures"),
        *([Slide("objectives")] if atlas.mapped and len(objectives) > 1 else []),
        *objectives,
        *([Slide("money", "measure=unmet")] if atlas.mapped or atlas.plan.place_codes else []),
        *([Slide("need", "measure=mismatch")] if atlas.mapped or atlas.has_needs else []),
        *([Slide("decisions")] if atlas.mapped or atlas.plan.place_codes else []),
        Slide("caveats"),
        Slide("sources"),
    )
    return Storyline(atlas.plan.code, slides)


def storyline_of_view(view: View, atlas: Atlas) -> Storyline:
    """Tell of one view alone: its map, its caveats, the sources."""
    query = slide_query(view)
    return Storyline(atlas.plan.code, (Slide("view", query), Slide("caveats", query), Slide("sources")))


def slide_query(view: View) -> str:
    """Write a view as a slide keeps it: the storyline has the plan, the reader the language."""
    return view.but(lang="en", plan=View().plan).query()


def write_storyline(storyline: Storyline) -> str:
    """Write a storyline as JSON, the same text for the same storyline."""
    slides = []
    for slide in storyline.slides:
        written = {name: dict(getattr(slide, name)) for name in ("title", "notes") if getattr(slide, name)}
        slides.append({"kind": slide.kind, "view": slide.view} | written)
    return json.dumps({"storyline": VERSION, "plan": storyline.plan, "slides": slides}, ensure_ascii=False, indent=1)


def read_storyline(text: str | bytes, atlas: Atlas) -> Storyline:
    """Read a storyline that was written before.

    Parameters
    ----------
    text
        JSON as of `write`.
    atlas
        The plan that it must be about; its views must be possible there.

    Raises
    ------
    DataError
        If it is too large, no storyline, of another plan, or a slide cannot be shown; with
        every problem of every slide.
    """
    body = _parsed(text)
    refused = _refused(body, atlas.plan.code)
    if refused is not None:
        raise DataError([refused])
    slides, problems = [], []
    for n, raw in enumerate(body["slides"], start=1):
        slide, found = _slide(n, raw, atlas)
        problems += found
        slides.append(slide)
    if not slides:
        problems.append(Problem(FILE, N_("the storyline has no slides")))
    if problems:
        raise DataError(problems)
    return Storyline(atlas.plan.code, tuple(slides))


def _refused(body: dict[str, Any], plan: str) -> Problem | None:
    """Say why a JSON cannot be a storyline of a plan; None where it can."""
    version, slides = body.get("storyline"), body.get("slides")
    if type(version) is not int or version != VERSION or not isinstance(slides, list):
        return Problem(FILE, N_("this JSON is no storyline of a briefing"))
    if body.get("plan") != plan:
        expected = N_("this storyline is of another plan; expected {plan}")
        return Problem(FILE, expected, value=str(body.get("plan")), details={"plan": plan})
    if len(slides) > MOST_SLIDES:
        expected = N_("a briefing has at most {most} slides; this one has {n}")
        return Problem(FILE, expected, details={"most": str(MOST_SLIDES), "n": str(len(slides))})
    return None


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


def _slide(n: int, raw: object, atlas: Atlas) -> tuple[Slide, list[Problem]]:
    if not isinstance(raw, dict) or raw.get("kind") not in SLIDE_KINDS:
        kind = str(raw.get("kind")) if isinstance(raw, dict) else str(raw)[:40]
        expected = N_("expected one of {known}")
        return Slide("figures"), [Problem(FILE, expected, n, "kind", kind, {"known": ", ".join(SLIDE_KINDS)})]
    query = raw.get("view", "")
    problems = [_wrong(n, "view")] if not isinstance(query, str) else []
    if not problems:
        params = {k: v for k, v in split_query(query).items() if k not in ("lang", "plan", "right")}
        try:
            query = slide_query(read_view(params, atlas, strict=True))
        except ViewError as error:
            problems += [Problem(FILE, p.expected, n, f"view {p.column}", p.value, p.details) for p in error.problems]
    if raw["kind"] == "objective" and not problems and not read_view(split_query(query), atlas).objective:
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
        k in LANGS and isinstance(v, str) and len(v) <= most for k, v in words.items()
    )


def _wrong(n: int, column: str, most: int = MOST_TEXT) -> Problem:
    expected = N_("expected a text of at most {most} letters, by language")
    return Problem(FILE, expected, n, column, details={"most": f"{most}"})
