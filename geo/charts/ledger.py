"""Strips of a whole and its parts: where the plan's requirement is placed, what a map shows of a national figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.charts.fragments import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.analysis import LedgerLine
    from geo.core import Translator
    from geo.maps import NeedStamp

_Part = tuple[str, str, float, str]
"""A part of a whole: style, name, amount, and the amount in words."""


def ledger_strip(lines: Sequence[LedgerLine], t: Translator) -> str:
    """Draw the plan's requirement as one strip of its parts, with amounts that add up to the header."""
    total = t.money(sum(line.requirements for line in lines))
    parts = [(line.part, line.name(t), line.requirements, t.money(line.requirements)) for line in lines]
    return _strip(t("The plan’s requirements: {total}", total=total), parts)


def need_strip(stamp: NeedStamp, t: Translator) -> str:
    """Draw a national figure as one strip of what the map shows of it; the parts add up to it."""
    return _strip(stamp.total, [(f"need-{part}", name, n, t.number(n)) for part, name, n in stamp.parts])


def _strip(total: str, parts: Sequence[_Part]) -> str:
    whole = sum(max(0.0, amount) for _, _, amount, _ in parts) or 1
    return fill("ledger", total=total, parts=parts, whole=whole)
