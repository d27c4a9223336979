"""The master of a deck: its own theme, one layout with places for title, footer and number, and the deck's sections."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from markupsafe import escape
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Emu, Inches

from geo.core import N_
from geo.export.colours import PALETTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.core import Translator

_TITLE_ONLY = 5
"""The library's own layout that has places for title, footer and number."""
_FOOTER, _NUMBER = "ftr", "sldNum"
_PLACES = {_FOOTER: 11, _NUMBER: 12}
"""Kinds of places with their numbers on the layout."""
_SECTIONS = (
    (N_("The plan"), ("opening", "figures")),
    (N_("Objectives"), ("objectives", "objective")),
    (N_("Money and needs"), ("money", "need", "view")),
    (N_("Decisions"), ("decisions", "ask", "closing")),
    (N_("Caveats and sources"), ("caveats", "sources")),
)
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTION_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_THEME = {"dk2": PALETTE[0], "lt2": PALETTE[4], "accent1": "2069B4", "accent2": PALETTE[0], "accent3": PALETTE[3]}


def own_master(deck: Any, wide: float, high: float) -> Any:  # noqa: ANN401 - python-pptx has no types
    """Make the master and its one layout, *wide* by *high* inches, with the product's colours; return the layout."""
    _widen(deck, wide, high)
    kept = deck.slide_layouts[_TITLE_ONLY]
    for layout in [x for x in deck.slide_layouts if x is not kept]:
        deck.slide_layouts.remove(layout)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    for name, colour in _THEME.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text, flags=re.DOTALL
        )
    theme._blob = re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\g<1>Crisis plan", text).encode("utf-8")  # noqa: SLF001
    places = {_FOOTER: (0.4, 6.86, 9.3, 0.5), _NUMBER: (wide - 1.1, high - 0.55, 0.8, 0.4)}
    for page in (deck.slide_master, kept):
        for shape in page.placeholders:
            place = places.get(shape._element.ph.get("type"))  # noqa: SLF001
            if place:
                shape.left, shape.top, shape.width, shape.height = (Inches(x) for x in place)
    return kept


def _widen(deck: Any, wide: float, high: float) -> None:  # noqa: ANN401
    """Make slides, master and layouts 16:9: the library's own are 4:3."""
    across, down = Inches(wide) / deck.slide_width, Inches(high) / deck.slide_height
    deck.slide_width, deck.slide_height = Inches(wide), Inches(high)
    for page in (deck.slide_master, *deck.slide_layouts):
        for shape in page.shapes:
            if shape._element.spPr.find(qn("a:xfrm")) is not None:  # noqa: SLF001
                shape.left, shape.width = Emu(int(shape.left * across)), Emu(int(shape.width * across))
                shape.top, shape.height = Emu(int(shape.top * down)), Emu(int(shape.height * down))


def as_footer(shape: Any) -> None:  # noqa: ANN401
    """Make a box of text the slide's footer: the outline, a reader and a new design know it as such."""
    _as_place(shape, _FOOTER)


def as_number(shape: Any) -> None:  # noqa: ANN401
    """Make a box the slide's number."""
    _as_place(shape, _NUMBER)


def _as_place(shape: Any, kind: str) -> None:  # noqa: ANN401
    element = shape._element  # noqa: SLF001 - the library fills no such places
    locked = element.nvSpPr.find(qn("p:cNvSpPr"))
    locked.attrib.pop("txBox", None)
    locks = OxmlElement("a:spLocks")
    locks.set("noGrp", "1")
    locked.append(locks)
    place = OxmlElement("p:ph")
    for name, value in (("type", kind), ("sz", "quarter"), ("idx", str(_PLACES[kind]))):
        place.set(name, value)
    element.nvSpPr.find(qn("p:nvPr")).append(place)


def write_sections(deck: Any, kinds: Sequence[str], t: Translator) -> None:  # noqa: ANN401
    """Put the slides into sections, in order; a kind of no section goes on in the one before it."""
    section_of = {kind: name for name, members in _SECTIONS for kind in members}
    parts: list[tuple[str, list[str]]] = []
    for kind, slide in zip(kinds, deck.slides, strict=True):
        name = section_of.get(kind, parts[-1][0] if parts else _SECTIONS[0][0])
        if not parts or parts[-1][0] != name:
            parts.append((name, []))
        parts[-1][1].append(str(slide.slide_id))
    written = "".join(_section(n, t(name), slides) for n, (name, slides) in enumerate(parts))
    main = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    extension = parse_xml(
        f'<p:ext {main} uri="{_SECTION_URI}"><p14:sectionLst xmlns:p14="{_P14}">{written}</p14:sectionLst></p:ext>'
    )
    root = deck.part._element  # noqa: SLF001 - the library knows no sections
    listed = root.find(qn("p:extLst"))
    if listed is None:
        listed = OxmlElement("p:extLst")
        root.append(listed)
    listed.append(extension)


def _section(number: int, name: str, slides: Sequence[str]) -> str:
    """Write a section; its id is made of its place and name, so that the same deck has the same one."""
    own = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{number} {name}")).upper()
    listed = "".join(f'<p14:sldId id="{slide}"/>' for slide in slides)
    return f'<p14:section name="{escape(name)}" id="{{{own}}}"><p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>'
