"""The figures of a session as one file: saved today, opened next month, and checked like any foreign file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.core import N_, UNSHOWN, VINTAGES, DataError, Problem
from geo.intake.kinds import KINDS
from geo.intake.own_layer import BY_CERCLE, BY_REGION, HOWS, OwnLayer
from geo.intake.presence import COLUMNS as PRESENCE_COLUMNS
from geo.intake.presence import ReportedPresence
from geo.intake.sector_names import Cluster, SectorNames
from geo.monitoring import MONTHS, OWN
from geo.places import CERCLE_LEVEL, REGION_LEVEL, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.places import PlaceIndex
    from geo.plans import Plan

FORMAT, VERSION = "crisis-plan-figures", 1
NOT_ONE = N_("this is no saved session of this explorer, or it was changed by hand ({detail})")
OTHER_PLAN = N_("these figures are of another plan ({plan}): choose it first")
_MOST_BYTES, _MOST_ROWS, _LONGEST = 20_000_000, 200_000, 300
_FOOD = ("start", "end", "reference", "kind", "region", "areas", "cercle", "population", "phase3plus")
_FUNDING = ("sector", "title", "requirements", "funding", "date", "rows")
_CODE = re.compile(r"own_\d{1,4}")
_NUMBERS = frozenset(("value", "population", "phase3plus", "requirements", "funding", "rows"))
_DAYS = frozenset(("date", "start", "end"))


@dataclass(frozen=True, eq=False)
class SavedSession:
    """The figures and the answers of a saved session."""

    layers: tuple[OwnLayer, ...]
    answers: dict[str, Place | None]


def write_session_file(plan: str, layers: Iterable[OwnLayer], answers: Mapping[str, Place | None]) -> bytes:
    """Write figures and answers as JSON."""
    kept = [[name, place and place.level, place and place.slug] for name, place in sorted(answers.items())]
    body = {
        "format": FORMAT,
        "version": VERSION,
        "plan": plan,
        "answers": kept,
        "layers": [_written(la) for la in layers],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _written(layer: OwnLayer) -> dict[str, Any]:
    presence = layer.presence
    return {
        "code": layer.code, "kind": layer.kind, "file": layer.file, "title": layer.title, "source": layer.source,
        "day": layer.day.isoformat(), "how": layer.how, "by_region": _rows(layer.by_region, BY_REGION),
        "by_cercle": _rows(layer.by_cercle, BY_CERCLE),
        "food": None if layer.food is None else _rows(layer.food, _FOOD),
        "funding": None if layer.funding is None else _rows(layer.funding, _FUNDING),
        "presence": None if presence is None else {
            "rows": _rows(presence.frame, PRESENCE_COLUMNS),
            "sectors": [[c.code, c.title_en, c.title_fr] for c in presence.sectors.values()],
        },
    }  # fmt: skip


def _rows(frame: pd.DataFrame, columns: Iterable[str]) -> list[list[object]]:
    """Write the rows of a frame, days as texts, missing numbers as null."""
    plain = frame[list(columns)].copy()
    for name in plain.columns:
        if name in _DAYS:
            plain[name] = pd.to_datetime(plain[name]).dt.strftime("%Y-%m-%d")
    return [[_plain(c) for c in row] for row in plain.astype(object).to_numpy().tolist()]


def _plain(cell: object) -> object:
    """Write a missing cell as null and a whole number without decimals."""
    if cell is None or cell != cell:  # noqa: PLR0124 - not a number
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def read_session_file(raw: bytes, name: str, plan: Plan, index: PlaceIndex) -> SavedSession:
    """Read a saved session of a plan.

    Raises
    ------
    DataError
        If it is none, of another plan, or anything in it is not as it was written.
    """
    try:
        if len(raw) > _MOST_BYTES:
            raise ValueError("size")  # noqa: TRY301 - one end for all that is wrong
        body = json.loads(raw)
        if body["format"] != FORMAT or body["version"] != VERSION:
            raise ValueError("format")  # noqa: TRY301 - as above
        if body["plan"] != plan.code:
            raise DataError([Problem(name, OTHER_PLAN, details={"plan": _text(body["plan"])})])
        layers = tuple(_layer(said, plan, index) for said in body["layers"][:100])
        answers = {_text(n): _place(level, slug, index) for n, level, slug in body["answers"]}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        detail = f"{type(error).__name__}: {error}"[:80]
        raise DataError([Problem(name, NOT_ONE, details={"detail": detail})]) from error
    return SavedSession(layers, answers)


def _place(level: object, slug: object, index: PlaceIndex) -> Place | None:
    if level is None:
        return None
    place = Place(_text(level), _text(slug))
    if place not in index.parents:
        raise ValueError(place.slug)
    return place


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or UNSHOWN.search(value):
        raise ValueError("text")
    return value


def _one_of(value: object, known: Iterable[object]) -> str:
    if value not in known:
        raise ValueError(str(value)[:40])
    return str(value)


def _layer(said: dict[str, Any], plan: Plan, index: PlaceIndex) -> OwnLayer:
    code, source = _text(said["code"]), _text(said["source"])
    if not _CODE.fullmatch(code) or not source.startswith(OWN):
        raise ValueError("code")
    day = date.fromisoformat(_text(said["day"]))
    known = _known(index)
    presence = said["presence"]
    return OwnLayer(
        code=code, kind=_one_of(said["kind"], KINDS), file=_text(said["file"]), title=_text(said["title"]),
        source=source, day=day, how=_one_of(said["how"], HOWS),
        by_region=_frame(said["by_region"], BY_REGION, known), by_cercle=_frame(said["by_cercle"], BY_CERCLE, known),
        food=None if said["food"] is None else _frame(said["food"], _FOOD, known),
        funding=None if said["funding"] is None else _frame(said["funding"], _FUNDING, known),
        presence=None if presence is None else _presence(presence, plan, known, day, source),
    )  # fmt: skip


def _presence(said: dict[str, Any], plan: Plan, known: dict[str, set[str]], day: date, source: str) -> ReportedPresence:
    frame = _frame(said["rows"], PRESENCE_COLUMNS, known)
    own = SectorNames(plan).known
    sectors = {_text(c): own.get(_text(c)) or Cluster(_text(c), _text(en), _text(fr)) for c, en, fr in said["sectors"]}
    return ReportedPresence(frame, sectors, day, source)


def _known(index: PlaceIndex) -> dict[str, set[str]]:
    """Return what may stand in columns of places, of vintages and of words."""
    regions = {p.slug for p in index.parents if p.level == REGION_LEVEL} | {""}
    cercles = {p.slug for p in index.parents if p.level == CERCLE_LEVEL} | {""}
    spans = {f"{a}-{b}" for a in MONTHS for b in MONTHS}
    return {"region": regions, "cercle": cercles, "areas": {"", *VINTAGES}, "kind": {"current", "projected"},
            "reference": spans} | {f"region_{v}": regions for v in VINTAGES}  # fmt: skip


def _frame(rows: list[list[object]], columns: Iterable[str], known: Mapping[str, set[str]]) -> pd.DataFrame:
    """Read rows with typed columns; a number is finite and not below 0, a place is one of the country."""
    names = list(columns)
    if not isinstance(rows, list) or len(rows) > _MOST_ROWS or any(len(r) != len(names) for r in rows):
        raise ValueError("rows")
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    for name in names:
        if name in _DAYS:
            frame[name] = pd.to_datetime(frame[name].map(_text), format="%Y-%m-%d").astype("datetime64[s]")
        elif name in _NUMBERS:
            frame[name] = pd.to_numeric(frame[name]).astype("float64")
            if (frame[name] < 0).any() or frame[name].isin([float("inf")]).any():
                raise ValueError(name)
        else:
            for cell in set(frame[name]):
                _one_of(_text(cell), known[name]) if name in known else _text(cell)
    return frame
