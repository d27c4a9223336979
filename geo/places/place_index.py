"""Names and codes of a country's regions and cercles, each with the places that it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.core import fold_name, split_list

if TYPE_CHECKING:
    from geo.places.cercles import Cercles
    from geo.places.regions import Regions

REGION_LEVEL, CERCLE_LEVEL = "region", "cercle"
EDITIONS = ("2025", "2021")
"""Editions of the P-codes: COD-AB v03 and COD-AB 2021."""
_APART = re.compile(r"[^\w]+|_+")
_KIND = re.compile(
    r"^(?:(?:la |le )?(?:region|cercle|district|commune|ville|province|reg|dist|adm\d|r|c)(?: (?:de|du|des|d))?(?= ))+ "
    r"|(?<=[a-z]) (?:region|cercle|district|ville|town|city|commune|urban|rural|urbaine|rurale|admin|province)$"
)
_SAHEL = re.compile(r" du sahel$")


@dataclass(frozen=True, order=True)
class Place:
    """A region or a cercle, by its slug."""

    level: str
    slug: str


@dataclass(frozen=True, eq=False)
class PlaceIndex:
    """What written names and codes may mean.

    ``names`` and ``aliases`` lead from a folded name to its places (a region and its main cercle
    share a name); ``codes`` from an edition and a P-code; ``iso`` from an ISO 3166-2 code. ``parents``
    has the region of each vintage of each cercle, and the older regions of each region of 2023.
    """

    country: str
    names: dict[str, tuple[Place, ...]]
    aliases: dict[str, tuple[Place, ...]]
    codes: dict[str, dict[str, Place]]
    iso: dict[str, Place]
    parents: dict[Place, dict[str, str]]
    prefix: str = ""
    written: dict[Place, str] = field(default_factory=dict)
    cercles: Cercles | None = None
    """The shapes that a point may lie in."""


def fold_place(text: str) -> str:
    """Fold a written place to small letters and single blanks: Tin-Essako, TIN_ESSAKO and "Tin Essako" are one."""
    return " ".join(w for w in _APART.split(fold_name(text)) if w)


def without_kind(folded: str) -> str:
    """Take what says the kind of a place off its folded name: "region de segou" is "segou"."""
    plain = _SAHEL.sub("", folded)
    for _ in range(3):
        shorter = _KIND.sub("", plain).strip()
        if shorter == plain or not shorter:
            break
        plain = shorter
    for start in ("d ", "de ", "du "):
        plain = plain.removeprefix(start)
    return plain


def index_places(country: str, regions: Regions, cercles: Cercles) -> PlaceIndex:
    """Index the names and codes of the regions of 2023 and of the cercles of a country."""
    names: dict[str, list[Place]] = {}
    aliases: dict[str, list[Place]] = {}
    codes: dict[str, dict[str, Place]] = {edition: {} for edition in EDITIONS}
    iso: dict[str, Place] = {}
    parents: dict[Place, dict[str, str]] = {}
    written: dict[Place, str] = {}
    for slug, row in regions.frame.iterrows():
        place = Place(REGION_LEVEL, str(slug))
        written[place] = str(row["name_fr"])
        own = {v: str(row.get(f"region_{v}", slug)) for v in ("2016", "2012")}
        parents[place] = {"2023": str(slug), **own}
        _add(names, place, (str(row["name_fr"]), str(slug)))
        _add(aliases, place, (str(row["name_en"]), *split_list(row.get("aliases"))))
        for edition in EDITIONS:
            if row.get(f"pcode_{edition}"):
                codes[edition][str(row[f"pcode_{edition}"])] = place
        if row.get("iso_3166_2"):
            iso[str(row["iso_3166_2"])] = place
    for slug, row in cercles.frame.iterrows():
        place = Place(CERCLE_LEVEL, str(slug))
        written[place] = str(row["name_fr"])
        parents[place] = {v: str(row[f"region_{v}"]) for v in ("2023", "2016", "2012")}
        _add(names, place, (str(row["name_fr"]), str(row["source_name"] or ""), str(slug)))
        if row["pcode_2021"]:
            codes["2021"][str(row["pcode_2021"])] = place
    prefix = next((re.sub(r"\d.*", "", c) for e in EDITIONS for c in codes[e]), "")
    plain, others = ({k: tuple(v) for k, v in found.items()} for found in (names, aliases))
    return PlaceIndex(country, plain, others, codes, iso, parents, prefix, written, cercles)


def _add(found: dict[str, list[Place]], place: Place, texts: tuple[str, ...]) -> None:
    for text in texts:
        folded = fold_place(text)
        if folded and place not in found.setdefault(folded, []):
            found[folded].append(place)
