"""A briefing's storyline: which slides in which order, as a small JSON file that travels."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.analysis import read_view
from geo.core import LANGS, N_, UNSHOWN, DataError, Problem, View, ViewError, split_query
from geo.monitoring import read_need

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.store import Atlas

VERSION = 1
SLIDE_KINDS = (
    "opening", "figures", "sectors", "objectives", "objective", "money", "need", "decisions", "caveats", "ask",
    "sources", "view",
)  # fmt: skip
_WRITTEN = {"title": 200, "audience": 200, "notes": 4_000}
"""What a person may write on a slide, each with its most letters."""
MOST_SLIDES, MOST_BYTES = 60, 200_000
MOST_TITLE, MOST_TEXT = _WRITTEN["title"], _WRITTEN["notes"]
FILE = "storyline"


@dataclass(frozen=True)
class Slide:
    """One slide: its kind, its view (without language) and what a person wrote on it, by language."""

    kind: str
    view: str = ""
    title: tuple[tuple[str, str], ...] = field(default=())
    notes: tuple[tuple[str, str], ...] = field(default=())
    audience: tuple[tuple[str, str], ...] = field(default=())

    def text(self, name: str, lang: str) -> str:
        """Return title, notes or audience in a language, else in the other one; empty where there is none."""
        written = dict(getattr(self, name))
        return written.get(lang) or next((w for w in written.values() if w), "")


@dataclass(frozen=True)
class Storyline:
    """The slides of a briefing on one plan."""

    plan: str
    slides: tuple[Slide, ...]


def default_storyline(atlas: Atlas) -> Storyline:
    """Tell a plan's story: opening, figures, sectors, objectives, money, need, decisions, caveats, ask, sources.

    A slide that could show nothing is left out: of a plan that is known by its header alone
    there are no sectors, and where no need is known there is nothing to compare money with.
    """
    plan = atlas.plan
    if plan.header_only:
        needs = [Slide("view", "measure=idps")] if atlas.mapped and known_needs(atlas) else []
        slides = [Slide("opening"), Slide("figures"), *needs, Slide("caveats"), Slide("sources")]
        return Storyline(plan.code, tuple(slides))
    named = bool((plan.places["basis"] == "named").any()) if len(plan.places) else False
    several = atlas.mapped and named and len(plan.objectives) > 1
    objectives = [Slide("objective", f"objective={code}") for code in plan.objectives.index]
    slides = [
        Slide("opening"), Slide("figures"), Slide("sectors"), *([Slide("objectives")] if several else []), *objectives,
        *([Slide("money", "measure=unmet")] if named else []),
        *([Slide("need", "measure=mismatch"), Slide("decisions")] if named and known_needs(atlas) else []),
        Slide("caveats"), Slide("ask"), Slide("sources"),
    ]  # fmt: skip
    return Storyline(plan.code, tuple(slides))


def known_needs(atlas: Atlas) -> bool:
    """Tell whether any region has a figure of displaced persons."""
    return bool(read_need("idps", atlas.observations, atlas.regions, View().areas).values())


def storyline_of_view(view: View, atlas: Atlas) -> Storyline:
    """Tell of one view alone: its map, its caveats, the sources; all of them under its scenario."""
    query, what_if = slide_query(view), slide_query(view.only("scenario"))
    return Storyline(atlas.plan.code, (Slide("view", query), Slide("caveats", query), Slide("sources", what_if)))


def slide_query(view: View) -> str:
    """Write a view as a slide keeps it: the storyline has the plan, the reader the language."""
    return view.but(lang="en", plan=View().plan).query()


def write_storyline(storyline: Storyline) -> str:
    """Write a storyline as JSON, the same text for the same storyline."""
    slides = []
    for slide in storyline.slides:
        written = {name: dict(getattr(slide, name)) for name in _WRITTEN if getattr(slide, name)}
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
    for name, most in _WRITTEN.items():
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
