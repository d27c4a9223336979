"""The fixed words of a crisis response plan's page, in English and French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo import page_text, page_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.page_text import Line

HEADING = 120
"""Letters that a heading or a label with its value has at most."""
_HEAD = 200

_FIELDS: dict[str, str] = {
    "requirements": r"funding required|(?:besoins? (?:de|en) )?financement requis|besoins? (?:de|en) financement",
    "confirmed": r"funding confirmed|financement confirmé",
    "gap": r"funding gap|(?:déficit|écart) de financement",
    "people_in_need": r"people in need|personnes dans le besoin",
    "people_targeted": r"people targeted|personnes (?:ciblées|visées)",
    "entities_targeted": r"entities targeted|entités (?:ciblées|visées)",
    "groups": r"primary target groups?|(?:principaux )?groupes cibles?(?: principaux)?",
    "international_staff": r"international staff(?: and affiliated work ?force)?|personnel international.{0,40}",
    "national_staff": r"national staff(?: and affiliated work ?force)?|personnel national.{0,40}",
    "field_offices": r"iom field offices?|bureaux? (?:de terrain|locaux)(?: de l['’]oim| oim)?",
}
STAFF = ("international_staff", "national_staff", "field_offices")


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_LABELS = {name: _whole(rf"(?P<before>.*?)\s?\b(?:{words})\s?:?\s?(?P<after>.*)") for name, words in _FIELDS.items()}
TEXT_DATE = _whole(r"(?:(?:crp|prc|plan) )?(?:last updated|dernière mise à jour)(?: du (?:plan|prc))?\s?:?")
FUNDING_DATE = _whole(r"(?:funding last updated|(?:dernière )?mise à jour du financement|financement mis à jour)\s?:?")
OBJECTIVE = _whole(r"(?:objective|objectif)\s(?P<number>\d{1,2})\s?[-–—:.]\s?(?P<title>.+)")
OBJECTIVE_ALONE = _whole(r"objecti(?:ve|f)")
TITLE = _whole(r".*\b(?:response plan|plan de réponse|plan d['’]intervention|appeal|appel)\b.*")
_DESCRIPTION = _whole(r"description (?:of|des) (?:people|personnes).*")
_PRESENCE = _whole(r"operational presence.*|présence opérationnelle.*")
_AS_OF = _whole(r"(?:figures are as of|chiffres (?:au|à la date du)).*")
_FURNITURE = _whole(
    r"plan types?|types? de plan|with thanks to our current donors.*|merci à nos donateurs.*|the map used here.*|"
    r"la carte (?:utilisée|est).*|download(?: pdf)?|télécharger(?: pdf)?"
)
_SECTION = _whole(
    r"iom vision|vision de l['’]oim|key operat(?:ing|ional) modalities|modalités (?:clés|opérationnelles).*|"
    r"cross-?cutting priorit.*|priorités transversales.*|context analysis|analyse du contexte"
)
_INDICATOR = _whole(
    r"(?P<name>inform (?:risk|severity)|risque inform|gravité inform|human development index|"
    r"indice de développement humain|state of fragility|état de fragilité)(?: index)?\s?:?(?P<value>.*)"
)
_INDEX = _whole(r"\d{1,3}(?:[.,]\d{1,3})?(?:\s(?:of|sur)\s\d{1,3})?(?:,\s?[^\W\d][\w -]{0,30})?")
_CAPTION = _whole(r".*©.*")


def title_at(lines: Sequence[Line]) -> int | None:
    """Find the line that names the plan and its years, else a heading among the first lines."""
    for n, line in enumerate(lines[:_HEAD]):
        if len(line.text) <= HEADING and TITLE.fullmatch(line.text) and "20" in line.text:
            return n
    return next((n for n, line in enumerate(lines[:5]) if is_title(line.text) and not labels(line.text)), None)


def labels(line: str) -> list[tuple[str, str, str]]:
    """Return what a line may label: the name of the field, and the words before and after the label."""
    if len(line) > HEADING or line.startswith(page_text.BULLET):
        return []
    found = [(name, pattern.fullmatch(line)) for name, pattern in _LABELS.items()]
    return [(name, match["before"].strip(), match["after"].strip()) for name, match in found if match is not None]


def is_label(line: str, *names: str) -> bool:
    """Tell whether a line is a label alone, of one of some fields if any are named."""
    return any(not (b or a) and (not names or name in names) for name, b, a in labels(line))


def is_value(line: str) -> bool:
    """Tell whether a line is a bare value."""
    return any(read(line) is not None for read in (page_values.money, page_values.count, page_values.percent))


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's text."""
    return len(line) <= 4 * HEADING and _CAPTION.fullmatch(line) is not None


def is_description(line: str) -> bool:
    """Tell whether a line heads the description of an objective."""
    return _DESCRIPTION.fullmatch(line[: 2 * HEADING]) is not None


def is_presence(line: str) -> bool:
    """Tell whether a line heads the staff and offices."""
    return len(line) <= HEADING and _PRESENCE.fullmatch(line) is not None


def is_as_of(line: str) -> bool:
    """Tell whether a line gives the day of staff and offices."""
    return _AS_OF.match(line) is not None


def is_section(line: str) -> bool:
    """Tell whether a line heads a part that is neither objective nor sector."""
    return len(line) <= HEADING and _SECTION.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Tell whether a line stands on every page and says nothing of this plan."""
    return len(line) <= 4 * HEADING and _FURNITURE.fullmatch(line) is not None


def indicator(line: str) -> tuple[str, str] | None:
    """Return the name and the value (which may be on the next line) of an INFORM, development or fragility line."""
    match = _INDICATOR.fullmatch(line) if len(line) <= HEADING else None
    return None if match is None else (match["name"], match["value"].strip())


def is_index(line: str) -> bool:
    """Tell whether a line is the value of an indicator: 7.1, Very high; 188 of 193, Low."""
    return _INDEX.fullmatch(line) is not None


def is_prose(line: str) -> bool:
    """Tell whether a line is a paragraph or the beginning of one, not a heading or a value."""
    return len(line) > HEADING // 2 or line.startswith(page_text.BULLET) or line.endswith((".", ":", ";"))


def is_title(line: str) -> bool:
    """Tell whether a line can be a heading: short, no sentence, no amount."""
    return len(line) <= HEADING and not re.search(r"[.:;,!?…]$|\d{4,}|[$%]|^[•\d]|^\W*$", line)


def fits(name: str, text: str, *, wordy: bool) -> bool:
    """Tell whether a text can be the value of a field; *wordy* if people targeted may be words."""
    if name == "requirements":
        return page_values.money(text) is not None
    if name in ("confirmed", "gap"):
        return page_values.money(text) is not None or page_values.percent(text) is not None
    if name == "groups":
        heading = bool(labels(text)) or is_description(text)
        return len(text) <= 2 * HEADING and not heading and not any(ch.isdigit() for ch in text)
    if page_values.count(text) is not None:
        return True
    words = is_title(text) and not labels(text) and not is_description(text) and not is_value(text)
    return name == "people_targeted" and wordy and words


def is_heading(line: Line, above: Line | None, below: Line | None) -> bool:
    """Tell a sector's heading: short, no sentence, standing apart, with its text or its foot below.

    Below the end of a foot or a picture's text a heading may follow without a gap.
    """
    if below is None or not is_title(line.text) or not (is_prose(below.text) or is_label(below.text, "requirements")):
        return False
    ended = above is not None and (
        is_value(above.text)
        or is_label(above.text, "gap", "confirmed")
        or is_furniture(above.text)
        or is_caption(above.text)
    )
    return line.apart or line.heading or ended
