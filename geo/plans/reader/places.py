"""Find the places of a plan's sectors and activities in its text, each with basis, line and confidence.

A name counts where a passage of a sector or of its objective names it; pictures' texts are no passages. A passage may
name a zone beside regions of the same list; a zone in another sentence of a passage that names regions is where those
regions lie, and adds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.core import N_, fold_letters
from geo.places import REGION, ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.places import Gazetteer, Hit
    from geo.plans.reader.document import ObjectiveText, Passage, PlanDocument, SectorText

HIGH, MEDIUM, LOW = "high", "medium", "low"
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZÉÈÀ])")
_AREA = re.compile(r"\b(?:regions?|régions?|areas?|zones?|parts?|parties?)\b", re.IGNORECASE)
_TARGETED = re.compile(
    r"\b(?:targeted|target|these|those)\s(?:regions|areas)\b|\b(?:ces\s)?(?:régions|zones)\s(?:ciblées|visées)\b",
    re.IGNORECASE,
)
_NATIONAL = (
    r"\b(?:nationally|nationwide|country-?wide|at (?:the )?national (?:and \w+ )?level|"
    r"(?:across|throughout) (?:the (?:whole |entire )?country|{names})|a l'echelle nationale|au niveau national|"
    r"dans tout le pays|sur l'ensemble du (?:pays|territoire))\b"
)


@dataclass(frozen=True)
class FoundPlace:
    """A place with its evidence.

    ``place`` is a region's or zone's code, empty for the bases nationwide and not_stated.
    ``confidence`` is high, medium or low; ``remark`` says why it is not high, as a
    catalogue text with ``{words}``.
    """

    place: str
    basis: str
    words: str
    line: int
    confidence: str
    source: str
    remark: str = ""


def find_places(
    reading: PlanDocument, gazetteer: Gazetteer, country: Iterable[str] = ()
) -> Iterator[tuple[tuple[ObjectiveText, SectorText], int, FoundPlace]]:
    """List every place of a plan in the order of the page: sector, bullet (0 for the sector itself) and place.

    Parameters
    ----------
    reading
        The page as read.
    gazetteer
        Names of regions, cercles, towns and zones.
    country
        Names of the country, for “across Mali”.
    """
    names = "|".join(re.escape(n).replace(r"\ ", r"\W") for n in country) or "the nation"
    national = re.compile(_NATIONAL.format(names=names), re.IGNORECASE)
    for objective in reading.objectives:
        for sector in objective.sectors:
            own, bullets = of_sector(sector, objective, gazetteer, national)
            yield from (((objective, sector), 0, place) for place in own)
            yield from (((objective, sector), n, place) for n, found in bullets.items() for place in found)


def of_sector(
    sector: SectorText, objective: ObjectiveText, gazetteer: Gazetteer, national: re.Pattern[str]
) -> tuple[list[FoundPlace], dict[int, list[FoundPlace]]]:
    """Find a sector's places and those of its activities (by the bullet's number).

    Notes
    -----
    The sector's own paragraphs come first. Else it is nationwide if they say so. Else
    the regions of its one bullet that names any are the sector's, if other bullets speak of
    "targeted regions". Else it has the places of the objective's description. Else it
    states no place at all.
    """
    at = f"Objective {objective.number} › {sector.title}"
    own = _once(p for passage in sector.paragraphs for p in of_passage(passage, gazetteer, f"{at} › paragraph"))
    bullets = {b.number: of_passage(b, gazetteer, f"{at} › bullet") for b in sector.bullets}
    bullets = {n: found for n, found in bullets.items() if found}
    if own:
        return own, bullets
    everywhere = _nationwide(sector, national, at)
    if everywhere is not None:
        return [everywhere], bullets
    if len(bullets) == 1 and any(_TARGETED.search(b.text) for b in sector.bullets if b.number not in bullets):
        remark = N_("named in one activity; other activities speak of targeted regions")
        return [_unsure(p, remark) for p in next(iter(bullets.values()))], {}
    if bullets:
        return [_not_stated(sector, at)], bullets
    described = f"Objective {objective.number} › description of people and entities targeted"
    inherited = _once(p for d in objective.description for p in of_passage(d, gazetteer, ""))
    remark = N_("not named for this sector; the objective’s own area")
    return [_unsure(replace(p, source=described), remark) for p in inherited] or [_not_stated(sector, at)], {}


def of_passage(passage: Passage, gazetteer: Gazetteer, source: str) -> list[FoundPlace]:
    """Find the places that a passage names for what it is about, each once, in order."""
    sentences = _SENTENCE.split(passage.text)
    hits = [gazetteer.find(s) for s in sentences]
    named = any(h.kind != ZONE for found in hits for h in found)
    return _once(
        _place(hit, sentence, found, passage.line, f"{source} {passage.number}".strip())
        for sentence, found in zip(sentences, hits, strict=True)
        for hit in found
        if hit.kind != ZONE or _zone_counts(sentence, found, named=named)
    )


def _zone_counts(sentence: str, found: list[Hit], *, named: bool) -> bool:
    """Tell whether a zone is a place here: called an area, and not merely where named regions lie."""
    beside = any(h.kind != ZONE for h in found)
    return bool(_AREA.search(sentence)) and (beside or not named)


def _place(hit: Hit, sentence: str, found: list[Hit], line: int, source: str) -> FoundPlace:
    """Make a place of a name, with how sure it is."""
    if hit.kind == ZONE:
        return FoundPlace(hit.place, "zone", hit.words, line, HIGH, source)
    if hit.kind != REGION:
        remark = N_("“{words}” is a cercle or town of this region")
        return FoundPlace(hit.place, "named", hit.words, line, LOW, source, remark)
    listed = _AREA.search(sentence) or sum(h.kind == REGION for h in found) > 1
    remark = "" if listed else N_("“{words}” stands alone, not in a list of regions")
    return FoundPlace(hit.place, "named", hit.words, line, HIGH if listed else MEDIUM, source, remark)


def _unsure(place: FoundPlace, remark: str) -> FoundPlace:
    return place if place.confidence == LOW else replace(place, confidence=MEDIUM, remark=remark)


def _once(places: Iterable[FoundPlace]) -> list[FoundPlace]:
    """Keep the first of each place and basis."""
    kept: dict[tuple[str, str], FoundPlace] = {}
    for place in places:
        kept.setdefault((place.place, place.basis), place)
    return list(kept.values())


def _nationwide(sector: SectorText, national: re.Pattern[str], at: str) -> FoundPlace | None:
    for passage in sector.paragraphs:
        match = national.search(fold_letters(passage.text))
        if match is not None:
            source = f"{at} › paragraph {passage.number}"
            return FoundPlace(
                "", "nationwide", match.group(), passage.line, MEDIUM, source, N_("read from the words “{words}”")
            )
    return None


def _not_stated(sector: SectorText, at: str) -> FoundPlace:
    return FoundPlace("", "not_stated", "", sector.line, HIGH, at)
