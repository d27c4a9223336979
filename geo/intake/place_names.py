"""What one written name or code of a place means: exactly, by another name, by a typo, by several, or nothing."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.core import N_, fold_name
from geo.intake.near_names import (
    LOST,
    SUGGESTED,
    accepted_place,
    letters_allowed,
    likeness,
    nearest_places,
    place_of_level,
    suggested_places,
)
from geo.places import CERCLE_LEVEL, REGION_LEVEL, Place, fold_place, without_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from geo.places import PlaceIndex

EXACT, ALIAS, FUZZY, ASKED, MISSED, NATIONAL, LEFT_OUT, BLANK = (
    "exact", "alias", "fuzzy", "asked", "missed", "national", "left-out", "blank",
)  # fmt: skip
FOUND = (EXACT, ALIAS, FUZZY)
"""States in which a place is known."""

NO_SUCH = N_("no region or cercle has this name")
ELSEWHERE = N_("not in the loaded area")
NEAR_SEVERAL = N_("as near to several places")
TOO_FAR = N_("not near enough to any name to be sure")
NO_CODE = N_("no such P-code")
EDITION = N_("means different places in the two editions of the P-codes")
SEVERAL_IN_CELL = N_("several places in one cell: give each its own row")
CODE_AND_NAME = N_("code and name mean different places")
OTHER_REGION = N_("the cercle lies in another region than the one beside it")
OTHER_AREA = N_("most names of this table are of another area, so that this is no typo")

_NATIONWIDE = frozenset(
    [
        "mali",
        "national",
        "nationwide",
        "niveau national",
        "national level",
        "total",
        "grand total",
        "total general",
        "totaux",
        "sous total",
        "ensemble",
        "ensemble du pays",
        "pays",
        "country",
        "tout le pays",
        "toutes les regions",
        "all regions",
        "all",
        "republic of mali",
        "republique du mali",
        "nation wide",
        "country wide",
        "countrywide",
        "somme",
        "sum",
    ]
)
_NOTHING = frozenset(
    [
        "na",
        "n a",
        "nan",
        "null",
        "none",
        "non disponible",
        "not available",
        "not specified",
        "non precise",
        "non specifie",
        "unspecified",
        "inconnu",
        "unknown",
        "indetermine",
        "aucun",
        "autre",
        "other",
        "vide",
        "tbd",
        "a determiner",
    ]
)
_CODE = re.compile(r"^(?P<letters>[A-Z]{2,3})(?P<dash>[- _]?)(?P<digits>\d{1,8}|BKO)$")
_CODE_INSIDE = re.compile(r"\b([A-Z]{2,3}\d{2,8})\b")
_SEVERAL = re.compile(r"\s*(?:[,;/&+|]|\bet\b|\band\b|\n)\s*")
_BRACKETS = re.compile(r"[\[(]([^\])]*)[\])]")


@dataclass(frozen=True)
class NameMatch:
    """What a written name means: its state, the place, how near it is (100 is the same), and why not.

    ``options`` are places to choose from: those that are as near as each other, or suggestions.
    """

    state: str
    place: Place | None = None
    score: float = 0.0
    reason: str = ""
    options: tuple[Place, ...] = ()


def match_code(text: str, index: PlaceIndex, level: str, edition: str) -> NameMatch:  # noqa: PLR0911 - one question after the other
    """Match a P-code of either edition (*edition* is '' where a table does not tell which) or an ISO code."""
    plain = text.strip().upper()
    if plain in index.iso and ("-" in plain or plain.endswith("BKO")):
        return NameMatch(EXACT, index.iso[plain], 100)
    form = _CODE.match(plain)
    if form is None:
        return match_name(text, index, level)
    if form["letters"] not in (index.prefix, index.country):
        return NameMatch(MISSED, reason=ELSEWHERE)
    digits = form["digits"]
    code = f"{index.prefix}{digits.zfill(len(digits) + len(digits) % 2)}"
    if len(digits) > 4:  # noqa: PLR2004 - a commune or a site: its cercle is its beginning
        code = code[: len(index.prefix) + 4]
    known = {e: codes[code] for e, codes in index.codes.items() if code in codes and edition in ("", e)}
    places = tuple(dict.fromkeys(known.values()))
    if len(places) > 1:
        return NameMatch(ASKED, reason=EDITION, options=places)
    if places:
        return NameMatch(EXACT, places[0], 100)
    region = index.codes.get(edition or "2025", {}).get(code[: len(index.prefix) + 2])
    if len(digits) > 2 and region is not None and edition == "2025":  # noqa: PLR2004 - new cercles: their region is known
        return NameMatch(ALIAS, region, 100)
    return NameMatch(MISSED, reason=NO_CODE)


def match_name(
    text: str, index: PlaceIndex, level: str = "", within: Collection[str] = (), known: Mapping[str, Place | None] = {}
) -> NameMatch:
    """Match one written name.

    Parameters
    ----------
    text
        As it was written.
    index
        Names and codes of the country.
    level
        ``region``, ``cercle`` or '' for any: a name of both means the one that is asked for.
    within
        Regions that a cercle is expected in; a typo is then looked for among their cercles first.
    known
        What the reader has answered before, by folded name; None is a place to leave out.
    """
    repaired = _repaired(text)
    folded = fold_place(repaired)
    if not folded or folded in _NOTHING:
        return NameMatch(BLANK)
    if folded in known:
        chosen = known[folded]
        return NameMatch(LEFT_OUT) if chosen is None else NameMatch(ALIAS, chosen, 100)
    if folded in _NATIONWIDE:
        return NameMatch(NATIONAL)
    return (
        _by_name(folded, index, level, within)
        or _by_part(repaired, index, level, within)
        or _several(repaired, index, level)
        or _by_typo(folded, index, level, within)
    )


def _repaired(text: str) -> str:
    """Undo a wrong decoding (SÃ©gou), and mark letters that were lost."""
    if any(sign in text for sign in "ÃÂâ"):
        with contextlib.suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    text = text.replace("\ufffd", LOST)
    return re.sub(r"(?<=\w)\?(?=\w)", LOST, text)


def _by_name(folded: str, index: PlaceIndex, level: str, within: Collection[str]) -> NameMatch | None:
    """Match a name as it stands, by an alias, or without what says its kind."""
    bare = without_kind(folded)
    for state, name, found in (
        (EXACT, folded, index.names), (ALIAS, folded, index.aliases),
        (ALIAS, bare, index.names), (ALIAS, bare, index.aliases),
    ):  # fmt: skip
        if name in found:
            place = place_of_level(found[name], _said_level(folded, bare) or level, within, index)
            return NameMatch(state, place, 100)
    return None


def _said_level(folded: str, bare: str) -> str:
    """Return the level that the name itself says: "cercle de Mopti"."""
    rest = folded.replace(bare, " ")
    return CERCLE_LEVEL if "cercle" in rest else REGION_LEVEL if "region" in rest else ""


def _by_part(text: str, index: PlaceIndex, level: str, within: Collection[str]) -> NameMatch | None:
    """Match a name with a remark or its code beside it: Tombouctou (Timbuktu), ML05 - Mopti."""
    parts = [_BRACKETS.sub(" ", text), *_BRACKETS.findall(text)]
    without_code = _CODE_INSIDE.sub(" ", text)
    parts += [without_code] if without_code != text else []
    for part in parts:
        folded = fold_place(part)
        if folded and folded != fold_place(text) and (found := _by_name(folded, index, level, within)) is not None:
            said = _said_level(fold_place(text), folded)
            if said and found.place is not None and said != found.place.level:
                found = _by_name(folded, index, said, within) or found
            return NameMatch(ALIAS, found.place, 100)
    return None


def _several(text: str, index: PlaceIndex, level: str) -> NameMatch | None:
    """See several places in one cell: each part is a place of its own."""
    parts = [p for p in _SEVERAL.split(text) if p.strip()]
    if len(parts) < 2:  # noqa: PLR2004 - one name
        return None
    found = [_by_name(fold_place(p), index, level, ()) for p in parts]
    places = tuple(dict.fromkeys(m.place for m in found if m is not None and m.place is not None))
    if len(places) > 1 and all(found):
        return NameMatch(ASKED, reason=SEVERAL_IN_CELL, options=places[:SUGGESTED])
    return None


def _by_typo(folded: str, index: PlaceIndex, level: str, within: Collection[str]) -> NameMatch:
    """Match the nearest name, if it is near enough and clearly nearer than that of any other place."""
    bare = without_kind(folded)
    level = _said_level(folded, bare) or level
    near = nearest_places(bare, index, level)
    inside = [(d, p) for d, p in near if set(index.parents[p].values()) & set(within)]
    for candidates in (inside, near):
        accepted = accepted_place(bare, candidates, index, alone=candidates is inside)
        if accepted is not None:
            return NameMatch(FUZZY, accepted, likeness(bare, accepted, index))
        if candidates and candidates is inside and inside[0][0] <= letters_allowed(len(bare)):
            break  # as near to several of the region's own: asked
    options = suggested_places(bare, near, index, level)
    close = [d for d, _ in near if d <= letters_allowed(len(bare))]
    if close:
        return NameMatch(ASKED, reason=NEAR_SEVERAL if len(close) > 1 else TOO_FAR, options=options)
    return NameMatch(MISSED, reason=NO_SUCH, options=options)


def is_this_country(text: str, index: PlaceIndex) -> bool:
    """Tell whether a code or a name of a country is that of the loaded one."""
    plain = fold_name(text)
    return plain in {
        index.country.casefold(),
        index.prefix.casefold(),
        "mali",
        "republic of mali",
        "republique du mali",
    }
