"""What the figures of a view say: every finding, and the rule of which one leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.briefing.finding import Finding
from geo.briefing.money_findings import contrast, funded, largest_gap, silence, unlocated
from geo.briefing.region_findings import concentration, need_and_money, overlooked
from geo.core import N_, remember

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas

_LEADING = (
    "all_silent", "none_funded", "all_funded",  # what is so of every sector
    "concentration", "one_region",  # the largest gap
    "first_in_both", "overlooked", "contrast",  # the strongest mismatch
    "silence", "largest_gap",  # what is so of some sectors
    "above_header", "none_located", "unlocated",  # what the plan leaves open
)  # fmt: skip
NOTHING_CERTAIN = Finding(
    "nothing_certain", N_("Nothing stands out in the figures under every way to split the money"), tells=False
)


def list_findings(view: View, atlas: Atlas) -> tuple[Finding, ...]:
    """List what the figures of a view say, the leading finding first.

    Parameters
    ----------
    view
        Its sectors, date, split, basis, surplus, scenario, areas, need and response are used.
    atlas
        The loaded plan, regions and observed figures.

    Returns
    -------
    tuple of Finding
        In the order of the rule: what is so of every sector, the largest gap, the strongest
        mismatch, what is so of some sectors, what the plan leaves open. After them come those
        that do not hold under every split and the sentences that say honestly what cannot be said.
    """
    return _listed(atlas, view.of_figures())


def leading_finding(view: View, atlas: Atlas) -> Finding:
    """Return the first finding that tells something and holds under every split, else that there is none."""
    first = next((f for f in list_findings(view, atlas) if f.code in _LEADING and f.tells and f.certain), None)
    if first is None and atlas.plan.header_only:
        return funded(view, atlas)
    return first or NOTHING_CERTAIN


@remember(most=64)
def _listed(atlas: Atlas, view: View) -> tuple[Finding, ...]:
    if atlas.plan.header_only:
        found = [funded(view, atlas), unlocated(view, atlas)]
    else:
        money = (funded(view, atlas), silence(view, atlas), contrast(view, atlas), largest_gap(view, atlas))
        regions = (concentration(view, atlas), need_and_money(view, atlas), overlooked(view, atlas))
        found = [f for f in (*regions, *money, unlocated(view, atlas)) if f is not None]
    once = {f.code: f for f in found}.values()
    return tuple(sorted(once, key=lambda f: (not (f.tells and f.certain), _place(f.code))))


def _place(code: str) -> int:
    return _LEADING.index(code) if code in _LEADING else len(_LEADING)
