"""What the cells of one row mean together: country, region, cercle and code, which may contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import N_
from geo.intake.place_names import (
    ALIAS,
    ASKED,
    BLANK,
    CODE_AND_NAME,
    ELSEWHERE,
    FOUND,
    FUZZY,
    LEFT_OUT,
    MISSED,
    NATIONAL,
    OTHER_AREA,
    OTHER_REGION,
    NameMatch,
    is_this_country,
    match_code,
    match_name,
)
from geo.places import CERCLE_LEVEL, REGION_LEVEL, fold_place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.places import Place, PlaceIndex


NO_PLACE = N_("the row names no place")


_LEVELS = {"adm0": "", "adm1": REGION_LEVEL, "adm2": CERCLE_LEVEL, "place": ""}


PLACE_COLUMNS = tuple(f"{level}_{part}" for level in _LEVELS for part in ("name", "code"))


_KNOWN_SHARE, _HARDLY_ANY = 0.25, 0.1


@dataclass(frozen=True)
class RowMatch:
    """What one combination of cells means: its match, the finest known place, and the region written beside it."""

    match: NameMatch
    place: Place | None
    asked: str
    level: str
    region: Place | None = None
    strange: bool = False
    """Whether a region was written beside it that is none here."""


class RowMatcher:
    """Matches combinations of cells, each name and code once."""

    def __init__(self, index: PlaceIndex, edition: str, known: Mapping[str, Place | None]) -> None:
        self._index, self._edition, self._known = index, edition, known
        self._seen: dict[tuple[str, ...], NameMatch] = {}

    def row(self, own: Mapping[str, str]) -> RowMatch:
        """Match one combination of cells."""
        country = [own[c] for c in ("adm0_code", "adm0_name") if own.get(c)]
        if country and not any(is_this_country(c, self._index) for c in country):
            finest = next((own[c] for c in reversed(PLACE_COLUMNS) if own.get(c)), country[0])
            return RowMatch(NameMatch(MISSED, reason=ELSEWHERE), None, finest, "")
        region = self._level(own, "adm1", ())
        within = (region.place.slug,) if region is not None and region.place is not None else ()
        finer = self._level(own, "adm2", within) or self._level(own, "place", within)
        asked = {lv: own.get(f"{lv}_name") or own.get(f"{lv}_code") or "" for lv in _LEVELS}
        below = asked["adm2"] or asked["place"]
        if finer is None:
            if region is None:
                state = NATIONAL if country else BLANK
                return RowMatch(NameMatch(state, reason="" if country else NO_PLACE), None, "", "")
            return RowMatch(region, region.place, asked["adm1"], REGION_LEVEL, region.place)
        return self._both(region, finer, asked["adm1"], below, CERCLE_LEVEL if asked["adm2"] else "")

    def _both(self, region: NameMatch | None, finer: NameMatch, wide: str, below: str, level: str) -> RowMatch:
        """Set a cercle beside its region: either may be missed, and they may contradict each other."""
        wider = region.place if region is not None else None
        if region is not None and region.reason == ELSEWHERE:
            return RowMatch(region, None, below, level, strange=True)
        if finer.place is None:
            if finer.state in (NATIONAL, LEFT_OUT) and wider is not None:  # the total of a region
                return RowMatch(finer, wider, wide, REGION_LEVEL, wider)
            return RowMatch(finer, wider, below, level, wider)
        if wider is not None and not self._fits(finer.place, wider):
            match = NameMatch(ASKED, reason=OTHER_REGION, options=(finer.place, wider))
            return RowMatch(match, None, below, level)
        if finer.place.level == REGION_LEVEL and wider is not None and wider.level == CERCLE_LEVEL:
            return RowMatch(finer, wider, below, level, finer.place)
        strange = region is not None and region.state == MISSED
        return RowMatch(
            finer, finer.place, below, level, wider if wider and wider.level == REGION_LEVEL else None, strange
        )

    def _fits(self, place: Place, wider: Place) -> bool:
        """Tell whether a place lies in another one, in any vintage."""
        parents, others = self._index.parents[place], self._index.parents[wider]
        if wider.level == REGION_LEVEL:
            return wider.slug in parents.values()
        return place == wider or bool(set(parents.values()) & set(others.values()))

    def _level(self, own: Mapping[str, str], level: str, within: tuple[str, ...]) -> NameMatch | None:  # noqa: PLR0911 - one question after the other
        """Match code and name of a level, which must agree; None where both are empty."""
        name, code = own.get(f"{level}_name", ""), own.get(f"{level}_code", "")
        by_name = self._match(name, level, within, code=False) if name else None
        by_code = self._match(code, level, within, code=True) if code else None
        by_name = None if by_name is not None and by_name.state == BLANK else by_name
        by_code = None if by_code is not None and by_code.state == BLANK else by_code
        if by_name is None or by_code is None:
            return by_name or by_code
        if by_code.reason == ELSEWHERE or by_name.state in (LEFT_OUT, NATIONAL):
            return by_code if by_code.reason == ELSEWHERE else by_name
        if by_code.state == ASKED and by_name.place in by_code.options:
            return NameMatch(by_name.state, by_name.place, by_name.score)
        if by_code.place is None:
            return by_name if by_name.place is not None or by_code.state == MISSED else by_code
        if by_name.place is None:
            return (
                NameMatch(ALIAS, by_code.place, 100)
                if by_name.state == MISSED or by_code.place in by_name.options
                else by_name
            )
        if by_name.place.slug == by_code.place.slug or self._fits(by_name.place, by_code.place):
            return by_name
        if by_name.state == FUZZY:
            return (
                NameMatch(ALIAS, by_code.place, 100)
                if by_code.place in by_name.options
                else self._doubt(by_name, by_code)
            )
        return self._doubt(by_name, by_code)

    @staticmethod
    def _doubt(by_name: NameMatch, by_code: NameMatch) -> NameMatch:
        options = tuple(p for p in (by_name.place, by_code.place) if p is not None)
        return NameMatch(ASKED, reason=CODE_AND_NAME, options=options)

    def _match(self, text: str, level: str, within: tuple[str, ...], *, code: bool) -> NameMatch:
        key = (text, level, *within, str(code))
        if key not in self._seen:
            kind = _LEVELS[level]
            folded = fold_place(text)
            if code and folded not in self._known:
                self._seen[key] = match_code(text, self._index, kind, self._edition)
            else:
                self._seen[key] = match_name(text, self._index, kind, within, self._known)
        return self._seen[key]


def without_chance(found: list[RowMatch]) -> list[RowMatch]:
    """Take matches back that are chance, where most names of a table are of no place here: it is of another area.

    A typo of a name is none then, nor is a name whose region is unknown; where hardly any name is
    known, even those that are must be confirmed.
    """
    judged = [row for row in found if row.match.state in (*FOUND, ASKED, MISSED)]
    share = sum(r.place is not None for r in judged) / max(len(judged), 1)
    if len(judged) < 4 or share >= _KNOWN_SHARE:  # noqa: PLR2004 - a few names say nothing
        return found

    def chance(row: RowMatch) -> bool:
        return row.place is not None and (row.match.state == FUZZY or row.strange or share < _HARDLY_ANY)

    return [
        RowMatch(
            NameMatch(MISSED, reason=OTHER_AREA, options=(row.place,) if row.place else ()), None, row.asked, row.level
        )
        if chance(row)
        else row
        for row in found
    ]
