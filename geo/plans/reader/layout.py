"""What is seen of a page before it is read: its title, where values stand beside their labels, unnumbered objectives.

A page is a run of blocks; a block is a run of bare values and labels. In a block a label's value stands either before
it or below it, the same way for all: nothing may be taken from a neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.plans.identity import areas_in, years_in
from geo.plans.reader.values import read_day
from geo.plans.reader.vocabulary import HEADING, is_caption, is_title, is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.plans.identity import Names
    from geo.plans.reader.lines import Line
    from geo.plans.reader.vocabulary import Words

_HEAD = 200
_BELOW_TITLE = 6
_LONGEST_DAY = 30
_STRONG, _WEAK, _YEAR, _AREA, _ENOUGH = 3, 1, 2, 2, 4
_OF_OBJECTIVE = ("people_targeted", "entities_targeted", "groups")


@dataclass(frozen=True)
class Layout:
    """What is seen of a page; all by the place of a line among the lines with words, from 0.

    ``regional``: the page says beside its title that the plan is one over several countries.
    ``before``: whether a label's value stands before it (else below it); a label that is
    missing there stands alone. ``objectives``: lines that head an objective without the word.
    ``shares``: lines with an objective's printed percentage. ``starts``: where objectives begin.
    """

    title: int | None
    regional: bool
    before: dict[int, bool]
    objectives: frozenset[int]
    shares: tuple[int, ...]
    starts: tuple[int, ...]


def read_layout(lines: Sequence[Line], words: Words, names: Names) -> Layout:
    """Look at a page as a whole."""
    kinds = [_kind(line.text, words) for line in lines]
    title = find_title(lines, words, names)
    _mark_words(lines, kinds, words)
    blocks = _blocks(kinds)
    before = {n: side for block in blocks for n, side in _sides(block, lines, kinds, words)}
    heads = frozenset(_heads(blocks, lines, kinds, words, title))
    shares = tuple(n for n, kind in enumerate(kinds) if kind == "share")
    starts = tuple(sorted({*heads, *(n for n, kind in enumerate(kinds) if kind == "objective")}))
    return Layout(title, says_regional(lines, title, words), before, heads, shares, starts)


def find_title(lines: Sequence[Line], words: Words, names: Names) -> int | None:
    """Find the line that names the plan, above the first date, value or label.

    Its words for a plan, its years and its country or region count, from two of these on; the same
    text again is the first one's.
    """
    end = next((n for n, line in enumerate(lines[:_HEAD]) if _begins_header(line.text, words)), None)
    best, most = None, _ENOUGH - 1
    for n, line in enumerate(lines[: _HEAD if end is None else end]):
        points = _points(line.text, words, names)
        if points > most or (points == most and end is not None and best is not None and line.text != lines[best].text):
            best, most = n, points
    return best


def says_regional(lines: Sequence[Line], title: int | None, words: Words) -> bool:
    """Tell whether a page calls its plan a regional one, in the lines above or below its title."""
    at = 0 if title is None else title
    return any(words.is_whole("regional", line.text) for line in lines[max(0, at - 1) : at + _BELOW_TITLE])


def day_after(text: str, below: Line | None) -> tuple[str, bool]:
    """Return the words of a day that follow a label, and whether they are the line below; empty if there are none."""
    if text:
        return (text, False) if len(text) <= _LONGEST_DAY and read_day(text) is not None else ("", False)
    found = below is not None and len(below.text) <= _LONGEST_DAY and read_day(below.text) is not None
    return (below.text if found and below is not None else "", found)


def _begins_header(text: str, words: Words) -> bool:
    return (
        is_value(text)
        or words.is_label(text)
        or any(words.after(part, text) is not None for part in ("text_date", "funding_date"))
        or words.is_whole("section", text)
        or (len(text) <= 2 * HEADING and words.numbered.fullmatch(text) is not None)
        or words.is_whole("objective", text)
        or words.is_objective(text)
    )


def _points(text: str, words: Words, names: Names) -> int:
    """Weigh how much of a plan's title a line has."""
    if len(text) > HEADING or text.startswith("•") or text.endswith((".", ":", ";", "!", "?", "…")) or is_caption(text):
        return 0
    if words.is_whole("regional", text):
        return 0
    plan = _STRONG if words.strong_plan(text) else _WEAK if words.weak_plan(text) else 0
    year = _YEAR if years_in(text)[0] else 0
    if not plan and not year:
        return 0
    countries, wider = areas_in(text, names)
    return plan + year + (_AREA if countries or wider else 0)


def _kind(text: str, words: Words) -> str:
    """Tell what a line is in a block: a value, a label alone, an objective's share, an objective, or nothing."""
    if is_value(text):
        return "value"
    if len(text) <= 2 * HEADING and words.numbered.fullmatch(text) is not None:
        return "objective"
    if words.is_whole("objective", text):
        return "objective"
    found = words.labels_in(text)
    if any(not (before or after) for _, before, after in found):
        return "label"
    return "share" if any(name == "confirmed" and text.endswith("%") for name, _, _ in found) else ""


def _mark_words(lines: Sequence[Line], kinds: list[str], words: Words) -> None:
    """Mark what stands as a value in words before “People targeted” or “Primary target groups”."""
    for n in range(len(lines) - 1):
        text = lines[n].text
        if kinds[n] or kinds[n + 1] != "label" or len(text) > 2 * HEADING or words.is_objective(text):
            continue
        beside = n > 0 and (kinds[n - 1] in ("value", "label", "objective"))
        under_objective = n > 1 and kinds[n - 2] == "objective"
        if words.is_label(lines[n + 1].text, "groups") or (
            words.is_label(lines[n + 1].text, "people_targeted") and (beside or under_objective) and is_title(text)
        ):
            kinds[n] = "words"


def _blocks(kinds: Sequence[str]) -> list[range]:
    """List the runs of values and labels."""
    found, start = [], None
    for n, kind in enumerate([*kinds, ""]):
        if kind in ("value", "label", "words"):
            start = n if start is None else start
        elif start is not None:
            found.append(range(start, n))
            start = None
    return found


def _sides(block: range, lines: Sequence[Line], kinds: Sequence[str], words: Words) -> list[tuple[int, bool]]:
    """Tell on which side of its labels a block has its values: where more fit, else by its first and last line."""
    labels = [n for n in block if kinds[n] == "label"]
    if len(labels) == len(block):
        return []
    above = sum(n - 1 in block and kinds[n - 1] != "label" and _fits(lines[n], lines[n - 1], words) for n in labels)
    below = sum(n + 1 in block and kinds[n + 1] != "label" and _fits(lines[n], lines[n + 1], words) for n in labels)
    first, last = kinds[block[0]] == "label", kinds[block[-1]] == "label"
    side = above > below if above != below else not (first and not last)
    return [(n, side) for n in labels]


def _fits(label: Line, value: Line, words: Words) -> bool:
    named = (name for name, before, after in words.labels_in(label.text) if not (before or after))
    return any(words.value_fits(name, value.text, wordy=True) for name in named)


def _heads(
    blocks: Sequence[range], lines: Sequence[Line], kinds: Sequence[str], words: Words, title: int | None
) -> list[int]:
    """List the lines that head an objective without the word: known titles, and headings of a block such as theirs.

    The first block of a page is the header's.
    """
    own = "" if title is None else lines[title].text
    known = [n for n, line in enumerate(lines) if not kinds[n] and words.is_objective(line.text)]
    found = [n for n in known if n == 0 or kinds[n - 1] != "objective"]
    for block in blocks[1:]:
        head = block[0] - 1
        if head < 0 or kinds[head] or head in found or not is_title(lines[head].text) or lines[head].text == own:
            continue
        named = {name for n in block for name, b, a in words.labels_in(lines[n].text) if not (b or a)}
        after_word = head > 0 and kinds[head - 1] == "objective"
        if named & {*_OF_OBJECTIVE} and "people_in_need" not in named and len(block) > 1 and not after_word:
            found.append(head)
    return found
