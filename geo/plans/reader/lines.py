"""The published text of a plan as numbered lines: from plain text or saved HTML, read as text only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from geo.core import UNSHOWN, normalized

BULLET = "• "
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "header", "hr", "html", "li", "main", "ol", "p", "section", "table", "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "nav", "button", "select", "form"}
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TAG = re.compile(r"<\s*(!doctype|html|head|body|div|p|h[1-6]|span|section|article|ul|li|table)\b", re.IGNORECASE)
_BULLET = re.compile(r"[•●▪◦‣·\uf0b7]\s*|[-–*]\s+")
_START = 5000
# A tag with all its attributes, of more than a thousand letters.
_LONG_TAG = re.compile(
    r"<(?P<name>[a-z][^\s/>]*+)(?=.{1000})(?:[\s/]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+|[^\s/>=]++)*+",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Line:
    """A line with words: its number in the source (from 1), whether it stands apart, and whether it is a heading's."""

    number: int
    text: str
    apart: bool = True
    heading: bool = False


def split_lines(text: str) -> list[Line]:
    """Split a page into its lines with words; a bullet starts with `BULLET`.

    HTML is told by its tags and read as text only: scripts, styles, menus and forms are left
    out, nothing is fetched or run. Windows line ends, non-breaking spaces and invisible signs
    become plain. A line that repeats the one before it letter by letter is taken once.
    """
    # Line ends first: what is left out between two signs must not make one line end of them.
    shown = UNSHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = _INVISIBLE.sub("", normalized(shown, "NFC"))
    found = _of_html(plain) if _TAG.search(plain[:_START]) else _of_text(plain)
    return [line for n, line in enumerate(found) if n == 0 or line.text != found[n - 1].text]


def _of_text(text: str) -> list[Line]:
    """Split plain text into numbered lines; in a text without a single gap all stand apart."""
    found: list[Line] = []
    apart = True
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _plain(raw)
        if line:
            found.append(Line(number, line, apart))
        apart = not line
    dense = not any(line.apart for line in found[1:])
    return [Line(line.number, line.text) for line in found] if dense else found


def _plain(line: str) -> str:
    """Make spaces single and a bullet's sign `BULLET`."""
    clean = _SPACES.sub(" ", line).strip()
    match = _BULLET.match(clean)
    return clean if match is None else BULLET + clean[match.end() :]


def _of_html(page: str) -> list[Line]:
    """Split HTML into a line per block, numbered by the lines of its source, else by the blocks themselves."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    # Attributes say nothing here, and a tree takes quadratic time for those of one tag.
    page = _LONG_TAG.sub(lambda tag: f"<{tag['name']}" + "\n" * tag.group().count("\n"), page)
    root = etree.fromstring(page.encode("utf-8", "replace"), parser=parser)
    found = [] if root is None else _Blocks().read(root)
    if len(found) <= page.count("\n") + 1:
        return found
    # A page in one line would give every block the same number: count the blocks instead.
    return [replace(line, number=n) for n, line in enumerate(found, start=1)]


class _Blocks:
    """Gathers the text of each block while a tree is walked."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self.parts: list[str] = []
        self.number = 0
        self.bullet = self.heading = False
        self.silent = 0

    def read(self, root: etree._Element) -> list[Line]:
        """Walk a tree and return its blocks."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            opened = event == "start"
            if opened:
                self.silent += tag in _SILENT
            if not self.silent and tag in _BLOCKS:
                self.close()
                self.bullet = opened if tag == "li" else self.bullet
                self.heading = opened if tag in _HEADINGS else self.heading
            if not opened:
                self.silent -= tag in _SILENT
            self.add(element.text if opened else element.tail, element.sourceline or 0)
        self.close()
        return self.found

    def add(self, text: str | None, number: int) -> None:
        """Add words to the block at hand; its first ones give the line's number."""
        if self.silent or not text:
            return
        if not self.parts and text.strip():
            self.number = number
        if self.parts or text.strip():
            self.parts.append(text)

    def close(self) -> None:
        """End the block at hand."""
        text = _plain(re.sub(r"\s+", " ", "".join(self.parts)))
        self.parts = []
        if text:
            marked = BULLET + text if self.bullet and not text.startswith(BULLET) else text
            self.found.append(Line(self.number, marked, heading=self.heading))
            self.bullet = False
