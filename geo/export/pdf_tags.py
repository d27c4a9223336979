"""The structure of a PDF for those who hear it: headings, paragraphs, lists, tables and figures.

fpdf2 marks pictures alone. Here everything that is written is either in an element of the
structure tree (ISO 32000-1, 14.8) or an artifact, as PDF/UA-1 (ISO 14289-1) has it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fpdf import FPDF
from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFArray
from fpdf.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fpdf.syntax import PDFObject


class Element(StructElem):
    """An element of the structure: its type (``/P``), its parent, what it holds, and its attributes."""

    __slots__ = ("_parent", "a")

    def __init__(self, kind: str, parent: StructElem, page: int, alt: str | None, attributes: str | None) -> None:
        super().__init__(f"/{kind}", parent, [], page, alt=alt)
        self.a = attributes
        self._parent = parent

    def parent(self) -> StructElem:
        """Return the element that holds this one."""
        return self._parent


class Structure(StructureTreeBuilder):
    """The tree of a document: fpdf2 writes its objects, the nesting is ours.

    ``doc_struct_elem`` is where fpdf2 looks for every element to tell it its page; the
    document that is written is ``document``.
    """

    def __init__(self) -> None:
        super().__init__()
        self.document = StructElem("/Document", self.struct_tree_root, [])
        self.struct_tree_root.k = PDFArray([self.document])

    def add(
        self, kind: str, parent: StructElem | None, page: int, alt: str | None = None, attributes: str | None = None
    ) -> Element:
        """Add an element at the end of its parent, of the document by default."""
        element = Element(kind, parent or self.document, page, alt, attributes)
        (parent or self.document).k.append(element)
        self.doc_struct_elem.k.append(element)
        return element

    def mark(self, element: Element, page: int) -> int:
        """Count one more piece of content of a page, in an element; return its number on the page."""
        place = self.spid_per_page_number.setdefault(page, len(self.spid_per_page_number))
        pieces = self.struct_tree_root.parent_tree.nums[place]
        element.k.append(len(pieces))
        pieces.append(element)
        return len(pieces) - 1

    def __iter__(self) -> Iterator[PDFObject]:
        yield self.struct_tree_root
        yield self.document
        yield self.struct_tree_root.parent_tree
        yield from self.doc_struct_elem.k


class TaggedPDF(FPDF):
    """A document of which every sign is in an element of its structure or an artifact."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(*args, **options)
        self.struct_builder: Structure = Structure()
        self._groups: list[Element] = []
        self._leaf: Element | None = None
        self._open: Element | str | None = None

    @contextmanager
    def group(self, kind: str) -> Iterator[None]:
        """Hold elements together: a table, its row, a list, its item."""
        parent = self._groups[-1] if self._groups else None
        self._groups.append(self.struct_builder.add(kind, parent, self.page))
        try:
            yield
        finally:
            self._groups.pop()

    @contextmanager
    def element(self, kind: str, alt: str | None = None, attributes: str | None = None) -> Iterator[None]:
        """Write into an element: a heading, a paragraph, a cell, a figure with its *alt* text."""
        before, parent = self._leaf, self._groups[-1] if self._groups else None
        self._leaf = self.struct_builder.add(kind, parent, self.page, alt, attributes)
        try:
            yield
        finally:
            self._leaf = before

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Write what is no content: a background, a line, the number of the page."""
        before, self._leaf = self._leaf, None
        try:
            yield
        finally:
            self._leaf = before

    def _out(self, s: str | bytes) -> None:
        """Write to the page, within marks that say what it is."""
        if self.page:
            self._mark(self._leaf or "artifact")
        super()._out(s)

    def _mark(self, wanted: Element | str) -> None:
        if self._open is wanted:
            return
        self.close_mark()
        if isinstance(wanted, Element):
            if wanted.k and wanted.page_number() != self.page:  # it goes on after a page break
                wanted = self._leaf = self.struct_builder.add(
                    wanted.s.removeprefix("/"), wanted.parent(), self.page, attributes=wanted.a
                )  # fmt: skip
            number = self.struct_builder.mark(wanted, self.page)
            self.pages[self.page].struct_parents = self.struct_builder.spid_per_page_number[self.page]
            super()._out(f"{wanted.s} <</MCID {number}>> BDC")
        else:
            super()._out("/Artifact BMC")
        self._open = wanted

    def close_mark(self) -> None:
        """End what is open on the page."""
        if self._open is not None:
            super()._out("EMC")
            self._open = None


class TaggedTable(Table):
    """A table of which each row and cell is an element; headings say whether they are those of columns or of rows."""

    _fpdf: TaggedPDF
    lane: Callable[[int, tuple[float, float, float, float]], None] | None = None
    """Draws what stands in the last cell of a row below the headings, by its number: left, top, width, height."""

    def _render_table_row(self, i: int, *args: Any, **options: Any) -> None:  # noqa: ANN401 - the library's own
        with self._fpdf.group("TR"):
            super()._render_table_row(i, *args, **options)

    def _render_table_cell(self, i: int, j: int, cell: Any, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        if options.get("cell_height_info") is None:  # it is measured, nothing is written
            return super()._render_table_cell(i, j, cell, *args, **options)
        named = "Column" if i < self._num_heading_rows else "Row" if j == 0 and not self._num_heading_rows else ""
        kind, scope = ("TH", f"<</O /Table /Scope /{named}>>") if named else ("TD", None)
        top, row = self._fpdf.y, i - self._num_heading_rows
        with self._fpdf.element(kind, attributes=scope):
            made = super()._render_table_cell(i, j, cell, *args, **options)
        if self.lane is not None and row >= 0 and j == len(self.rows[i].cells) - 1:
            place = options["cell_x_positions"][j], top, self._get_col_width(i, j), options["cell_height_info"].height
            with self._fpdf.artifact():  # the row's own cells say the figures
                self.lane(row, place)
        return made
