"""The names of files: what differs from the plan's default view stands in them, so that no file passes for another."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from geo.core import View

if TYPE_CHECKING:
    from decimal import Decimal

    from geo.briefing import Storyline

SCENARIO = "SCENARIO"
"""Stands in capitals in the name of every file that a pledge is counted in."""
_LONGEST = 120
_KILO, _MEGA = 1_000, 1_000_000
_WORDS = (
    "scenario", "objective", "by", "weights", "zone", "pooled", "2016", "2012", "2023", "region", "need", "against",
    "share", "fills", "circles", "classes", "story", "ledger", "caveats", "notes", "excel", "datapackage", "briefing",
    "measure", "kit", "slide", "shapes",
)  # fmt: skip
"""Words of a name that mean something: a code with one of them could be read as what it is not."""
_SAID = ("plan", "lang", "measure")
"""Fields of a view that every name has."""
_CODE = re.compile(r"[a-z][a-z0-9_]*(-[a-z_][a-z0-9_]*)*", re.ASCII)
_PLAN = re.compile(r"[a-z]+|[a-z]{3}-\d{4}(-\d{4})?", re.ASCII)


def file_stem(view: View, about: str, part: str = "", story: str = "") -> str:
    """Name a file by everything that its view has beyond the default: ``mli-2023-2024-unmet-zone-2016-fr``.

    Parameters
    ----------
    view
        The view.
    about
        ``map``, ``briefing`` or ``region``.
    part
        A table beside the map's own: ``ledger``.
    story
        The words of a storyline of the reader's own; see `story_words`.

    Returns
    -------
    str
        Letters, digits and ``-+=._``: two different views have two different names, also
        where the case of letters counts for nothing. A name that could be read in two ways,
        or that would be too long, ends in a digest of its view.
    """
    words = (view.plan, *_about(view, about), *_differences(view, about), *filter(None, (story, part)), view.lang)
    name = "-".join(words)
    if len(name) <= _LONGEST and not _doubtful(view):
        return name
    head = re.sub(r"[^A-Za-z0-9_.+=-]", "_", "-".join(words[:-1]))[:_LONGEST].rstrip("-+=.")
    told = f"{view.query()}|{about}|{part}|{story}"
    return f"{head}-x{hashlib.sha256(told.encode()).hexdigest()[:12]}-{view.lang}"


def story_words(story: Storyline) -> str:
    """Tell a storyline of the reader's own by a digest of it, and whether a slide of it counts a pledge."""
    hypothetical = any("scenario=" in slide.view for slide in story.slides)
    told = repr(story).encode()
    stamp = f"{SCENARIO}-" if hypothetical else ""
    return f"{stamp}story-{hashlib.sha256(told).hexdigest()[:8]}"


def _about(view: View, about: str) -> tuple[str, ...]:
    """Say what the file is about; the measure of a briefing or a region is left out where nothing else is chosen."""
    if about == "map":
        return (view.measure,)
    kept = ("lang", "plan", "region") if about == "region" else ("lang", "plan")
    plain = view == View().but(**{name: getattr(view, name) for name in kept})
    head = ("briefing",) if about == "briefing" else ("region", str(view.region))
    # After a region's code a bare measure or sector could be read as a part of the code.
    measure = (view.measure,) if about == "briefing" else ("measure", view.measure)
    return head if plain else (*head, *measure)


def _differences(view: View, about: str) -> tuple[str, ...]:
    """Write what differs from the default view, in one order; every part but the sectors begins with its own word.

    A field that has no words of its own here stands with its name: none is ever left out.
    """
    asked = {n: text for n, text in view.params().items() if n not in _SAID and (n, about) != ("region", "region")}
    words = {
        "scenario": f"{SCENARIO}-" + "+".join(f"{code}{_pledge(amount)}" for code, amount in view.scenario),
        "sector": "+".join(view.sector),
        "objective": "objective-" + "+".join(view.objective),
        "split": f"by-{view.split}",
        "weights": "weights-" + "+".join(f"{code}={amount.normalize():f}" for code, amount in view.weights),
        **{name: str(getattr(view, name)) for name in ("basis", "surplus", "areas", "region", "date")},
        "region": f"region-{view.region}",
        "share": "share-" + "+".join(view.share),
        "show": view.show,
    }
    order = [*(n for n in words if n in asked), *(n for n in asked if n not in words)]
    return tuple(words.get(n, f"{n}-{asked[n]}") for n in order)


def _pledge(amount: Decimal) -> str:
    """Write a pledge with its sign: +500k, -1M, +1234.5."""
    sign, size = "-" if amount < 0 else "+", abs(amount)
    for unit, letter in ((_MEGA, "M"), (_KILO, "k")):
        if size and size % unit == 0:
            return f"{sign}{int(size / unit)}{letter}"
    return f"{sign}{size.normalize():f}"


def _doubtful(view: View) -> bool:
    """Tell whether a code has words or signs by which a name could be read in two ways."""
    codes = (view.measure, view.need, *view.sector, *view.share, *(c for c, _ in (*view.scenario, *view.weights)))
    plain = (*codes, *(() if view.region is None else (view.region,)))
    own = {view.measure, *_WORDS}
    return (
        not _PLAN.fullmatch(view.plan)
        or any(not re.fullmatch(r"[a-z0-9_]+", o, re.ASCII) for o in view.objective)
        or any(not _CODE.fullmatch(code) for code in plain)
        or any(piece in own for code in plain if code != view.measure for piece in code.split("-"))
    )
