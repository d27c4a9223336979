"""The paper that PDF files are written on: A4 or as wide as a screen, searchable text, embedded fonts with accents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from fpdf.enums import TextEmphasis, XPos, YPos
from fpdf.fonts import FontFace
from fpdf.prefs import ViewerPreferences
from markupsafe import escape

from geo.export.colours import PALETTE
from geo.export.pdf_drawing import draw_figure
from geo.export.pdf_tags import TaggedPDF, TaggedTable
from geo.maps import FONTS, column_widths, is_numeric_column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.figure import Figure

    from geo.store import Atlas

_TOOL = "crisis-plan-explorer"
PAPERS = {"a4": (297.0, 210.0), "a4-portrait": (210.0, 297.0), "16:9": (338.67, 190.5)}
"""Width and height of a sheet, mm."""
MARGIN = 12.0
BLUE, INK, GREY, ORANGE, PALE, WHITE, LIGHT = ((int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in PALETTE)
MM = 25.4
SMALLEST = 8.5
"""Points: nothing on paper is set smaller."""
_POINTS = 72 / MM
_SIDE = 0.6  # mm beside the words of a cell


_ABOUT = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}</xmp:CreateDate><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
"""What a file says of itself to machines (XMP): its title, language and day, and that it is made after PDF/UA-1."""


class Lane(NamedTuple):
    """A column to draw in: its heading, its part of the table's width, and what draws into the place of a row, mm."""

    name: str
    part: float
    draw: Callable[[int, tuple[float, float, float, float]], None]


class Paper(TaggedPDF):
    """A sheet with the project's fonts, margins and page numbers; all that is on it has its place in the structure.

    A *trial* draws no map: it tells whether all else fits.
    """

    def __init__(self, paper: str, atlas: Atlas, lang: str, title: str, *, trial: bool = False) -> None:
        wide, high = PAPERS[paper]
        self.trial = trial
        across = "landscape" if wide > high else "portrait"
        super().__init__(orientation=across, unit="mm", format=(min(wide, high), max(wide, high)))
        self.add_font("DejaVu", "", FONTS / "DejaVuSans.ttf")
        self.add_font("DejaVu", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.add_font("DejaVu", "I", FONTS / "DejaVuSans-Oblique.ttf")
        self.set_font("DejaVu", size=9)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.set_title(title)
        self.set_author(_TOOL)
        self.set_lang(lang)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        day = f"{atlas.plan.file_date.isoformat()}T00:00:00Z"
        self.set_xmp_metadata(_ABOUT.format(title=escape(title), author=_TOOL, lang=lang, day=day))
        self.set_creation_date(datetime.combine(atlas.plan.file_date, datetime.min.time(), UTC))

    def footer(self) -> None:
        """Write the number of the page, as fpdf asks for it at the end of each: no content of the page."""
        with self.artifact():
            self.set_y(-9)
            self.set_font("DejaVu", size=SMALLEST)
            self.set_text_color(*GREY)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")
        self.close_mark()

    def words(
        self, text: str, size: float = 9, *, bold: bool = False, colour: tuple[int, int, int] = INK, kind: str = "P"
    ) -> None:
        """Write a paragraph below the last one, or a heading (``H1``, ``H2``)."""
        self.set_font("DejaVu", "B" if bold else "", size)
        self.set_text_color(*colour)
        if text:
            with self.element(kind):
                self.multi_cell(0, size * 0.43, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    def points(self, texts: Sequence[str], size: float, gap: float = 0.3) -> None:
        """Write a list, each text with its sign and set in from it."""
        if not texts:
            return
        left = self.l_margin
        with self.group("L"):
            for text in texts:
                self.set_font("DejaVu", size=size)
                self.set_text_color(*INK)
                self.set_x(left)
                with self.group("LI"):
                    with self.element("Lbl"):
                        self.cell(size * 0.32, size * 0.43, "•")
                    self.set_left_margin(left + size * 0.32)
                    with self.element("LBody"):
                        self.multi_cell(0, size * 0.43, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
                self.set_left_margin(left)
                self.set_x(left)
                self.ln(gap)

    def drawing(self, figure: Figure, left: float, top: float, alt: str) -> None:
        """Draw a map at a place, mm, in lines and words; *alt* says it to those who cannot see it."""
        wide, high = (float(x) * MM for x in figure.get_size_inches())
        corners = (left, self.h - top - high, left + wide, self.h - top)
        box = " ".join(f"{x * self.k:.2f}" for x in corners)
        with self.element("Figure", alt=alt, attributes=f"<</O /Layout /BBox [{box}] /Placement /Block>>"):
            if not self.trial:
                draw_figure(self, figure, left, top)

    def rows(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], width: float, size: float = SMALLEST,
        lane: Lane | None = None,
    ) -> None:  # fmt: skip
        """Write a table at the current place; no word is broken, figures stand to the right.

        A *lane* is one more column, in which something is drawn beside each row.
        """
        self.set_font("DejaVu", size=size)
        self.set_text_color(*INK)
        self.set_draw_color(200, 208, 216)
        self.set_line_width(0.15)
        self.set_fill_color(*WHITE)  # else rows take the colour that was last drawn with
        table = [list(map(str, r)) for r in ([header, *rows] if header else rows)]
        # A cell's own margin of one millimetre on each side comes on top of the padding.
        room = width * _POINTS * (1 - (lane.part if lane else 0))
        widths = column_widths(table, size, room, (2 * _SIDE + 1) * _POINTS, head=bool(header))
        right = [is_numeric_column(c) for c in zip(*rows, strict=True)]
        if lane:
            table = [[*line, lane.name if n == 0 else ""] for n, line in enumerate(table)]
            widths, right = [*widths, width * _POINTS * lane.part], [*right, False]
        heads = FontFace(emphasis=TextEmphasis.B, color=WHITE, fill_color=BLUE)
        laid = TaggedTable(
            self, width=width, col_widths=tuple(widths), align="LEFT", text_align="LEFT", line_height=size * 0.45,
            headings_style=heads, first_row_as_headings=bool(header), padding=(0.3, _SIDE),
        )  # fmt: skip
        laid.lane = lane.draw if lane else None
        for n, line in enumerate(table):
            row = laid.row()
            for cell, figures in zip(line, right, strict=True):
                row.cell(cell, align="RIGHT" if figures and not (header and n == 0 and not cell) else "LEFT")
        with self.group("Table"):
            laid.render()
