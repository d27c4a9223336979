"""The paper that PDF files are written on: A4 or as wide as a screen, searchable text, embedded fonts with accents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import TextEmphasis, XPos, YPos
from fpdf.fonts import FontFace

from geo.export.colours import PALETTE
from geo.maps import FONTS, column_widths, is_numeric_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.store import Atlas

PAPERS = {"a4": (297.0, 210.0), "a4-portrait": (210.0, 297.0), "16:9": (338.67, 190.5)}
"""Width and height of a sheet, mm."""
MARGIN = 12.0
BLUE, INK, GREY, ORANGE, PALE, WHITE, LIGHT = ((int(c[:2], 16), int(c[2:4], 16), int(c[4:], 16)) for c in PALETTE)
MM = 25.4
SMALLEST = 7.0
"""Points: nothing on paper is set smaller."""
_POINTS = 72 / MM
_SIDE = 0.6  # mm beside the words of a cell


class Paper(FPDF):
    """A sheet with the project's fonts, margins and page numbers."""

    def __init__(self, paper: str, atlas: Atlas, lang: str, title: str) -> None:
        wide, high = PAPERS[paper]
        across = "landscape" if wide > high else "portrait"
        super().__init__(orientation=across, unit="mm", format=(min(wide, high), max(wide, high)))
        self.add_font("DejaVu", "", FONTS / "DejaVuSans.ttf")
        self.add_font("DejaVu", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_font("DejaVu", size=9)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.set_title(title)
        self.set_author("crisis-plan-explorer")
        self.set_lang(lang)
        self.set_creation_date(datetime.combine(atlas.plan.file_date, datetime.min.time(), UTC))

    def footer(self) -> None:
        """Write the number of the page, as fpdf asks for it at the end of each."""
        self.set_y(-9)
        self.set_font("DejaVu", size=8)
        self.set_text_color(*GREY)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    def words(self, text: str, size: float = 9, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        """Write a paragraph below the last one."""
        self.set_font("DejaVu", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(0, size * 0.43, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    def points(self, texts: Sequence[str], size: float, gap: float = 0.3) -> None:
        """Write a list, each text with its sign and set in from it."""
        left = self.l_margin
        for text in texts:
            self.set_font("DejaVu", size=size)
            self.set_text_color(*INK)
            self.set_x(left)
            self.cell(size * 0.32, size * 0.43, "•")
            self.set_left_margin(left + size * 0.32)
            self.multi_cell(0, size * 0.43, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")
            self.set_left_margin(left)
            self.set_x(left)
            self.ln(gap)

    def rows(self, header: Sequence[str], rows: Sequence[Sequence[str]], width: float, size: float = 8.5) -> None:
        """Write a table at the current place; no word is broken, figures stand to the right."""
        self.set_font("DejaVu", size=size)
        self.set_text_color(*INK)
        self.set_draw_color(200, 208, 216)
        self.set_line_width(0.15)
        self.set_fill_color(*WHITE)  # else rows take the colour that was last drawn with
        table = [list(map(str, r)) for r in ([header, *rows] if header else rows)]
        # A cell's own margin of one millimetre on each side comes on top of the padding.
        widths = column_widths(table, size, width * _POINTS, (2 * _SIDE + 1) * _POINTS, head=bool(header))
        right = [is_numeric_column(c) for c in zip(*rows, strict=True)]
        heads = FontFace(emphasis=TextEmphasis.B, color=WHITE, fill_color=BLUE)
        with self.table(
            width=width, col_widths=tuple(widths), align="LEFT", text_align="LEFT",
            line_height=size * 0.45, headings_style=heads, first_row_as_headings=bool(header), padding=(0.3, _SIDE),
        ) as laid:  # fmt: skip
            for n, line in enumerate(table):
                row = laid.row()
                for cell, figures in zip(line, right, strict=True):
                    row.cell(cell, align="RIGHT" if figures and not (header and n == 0 and not cell) else "LEFT")
