"""Plans of one country over time: what each asks for and what is confirmed of it, never added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import (
    confirmed_words,
    overlap_words,
    people_words,
    share_words,
    silence_words,
    stated_money,
)
from geo.charts.fragments import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from geo.analysis import PlanLine
    from geo.core import Translator


def plans_over_time(
    lines: Sequence[PlanLine], titles: dict[str, str], go: Callable[[str], str], t: Translator, most: float = 0.0
) -> str:
    """Draw plans below each other: bars to one scale, filled as far as funding is confirmed, hatched where unknown.

    Parameters
    ----------
    lines
        The plans, in the order to draw.
    titles
        Titles of all plans by code, to name those that overlap.
    go
        Gives the address that opens a plan.
    t
        Writes words and numbers.
    most
        Requirements that the longest bar stands for; the largest of these plans by default.
    """
    longest = most or max((x.requirements or 0.0 for x in lines), default=0.0) or 1.0
    return fill("plans", plans=[_plan(line, titles, go(line.code), t) for line in lines], most=longest)


def _plan(line: PlanLine, titles: dict[str, str], go: str, t: Translator) -> dict[str, Any]:
    """Collect what is drawn and said of a plan."""
    share = share_words(line, t)
    figures = [
        (t("Requirements"), stated_money(line.requirements, t)),
        (t("Confirmed funding"), confirmed_words(line, t)),
        *([(t("% funded"), share)] if share != "–" else []),
        (t("People targeted"), people_words(line.targeted, t)),
        (t("People in need"), people_words(line.in_need, t)),
    ]
    dated = t("Funding as of {funding}.", funding=t.day(line.funding_date)) if line.funding_date else ""
    silence = silence_words(line, t) if line.confirmed is not None else ""
    said = (f"{silence[:1].upper()}{silence[1:]}." if silence else "", dated, overlap_words(line, titles, t))
    return {
        "code": line.code, "years": line.years, "title": line.title, "go": go, "required": line.requirements,
        "confirmed": line.confirmed, "figures": figures, "remarks": [text for text in said if text],
    }  # fmt: skip
