"""Where a plan's requirement is: on the map, in zones, nationwide, nowhere; always the header's sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis.funding import funding_of_view, to_cents
from geo.analysis.sector_presence import sector_basis, selected_sectors
from geo.core import N_, remember

if TYPE_CHECKING:
    from geo.core import Translator, View
    from geo.plans import Plan

PARTS = ("located", "zone", "nationwide", "not_stated", "filtered", "not_attributed", "unstated")
NAMES = {
    "located": N_("located in regions"),
    "zone": N_("zone only"),
    "nationwide": N_("nationwide"),
    "not_stated": N_("no region named"),
    "filtered": N_("outside the filter"),
    "not_attributed": N_("not attributed to any objective"),
    "unstated": N_("in sectors that state no amount, or not attributed"),
}


@dataclass(frozen=True)
class LedgerLine:
    """One part of the plan's requirement, in US dollars, and its sectors.

    ``confirmed``, ``unmet`` and ``surplus`` are those of the sectors; None where the part
    has no sectors (money that the plan attributes to nothing), and ``confirmed`` also
    where none of them reports.
    """

    part: str
    requirements: float
    confirmed: float | None
    unmet: float | None
    surplus: float | None
    sectors: tuple[str, ...]

    def name(self, t: Translator) -> str:
        """Name the part in the language of *t*."""
        return t(NAMES[self.part])


@remember(most=256)
def ledger_lines(plan: Plan, view: View) -> tuple[LedgerLine, ...]:
    """Split the plan's requirement by where the view can put it.

    Returns
    -------
    tuple of Line
        Parts in the order of `PARTS`, empty ones left out. Their requirements add up to
        the header's to the cent; ``not_attributed`` is below 0 where the sectors ask for
        more than the header, and ``unstated`` where some state no amount. Zones are located
        while the view counts them. Nothing is said of a plan that is known by its header only,
        as what it attributes is unknown, and of one whose header states no requirement, as
        there is no whole to split.
    """
    if plan.header_only or plan.header.isna()["requirements_usd"]:
        return ()
    selected = selected_sectors(plan, view)
    basis = sector_basis(plan)
    located = ("named", "zone") if view.basis == "zone" else ("named",)
    part_of = {
        str(s): "filtered" if s not in selected else "located" if basis[s] in located else basis[s]
        for s in plan.sectors.index
    }
    money = funding_of_view(plan, view)
    columns = ("requirements", "confirmed", "unmet", "surplus")
    cents = {c: dict(zip(money.index, to_cents(money[c]), strict=True)) for c in columns}
    lines = []
    for part in PARTS[:-2]:
        sectors = tuple(s for s, p in part_of.items() if p == part)
        if sectors:
            required, confirmed, unmet, surplus = (sum(cents[c][s] for s in sectors) / 100 for c in columns)
            known = any(money.at[s, "state"] != "not_reported" for s in sectors)
            lines.append(LedgerLine(part, required, confirmed if known else None, unmet, surplus, sectors))
    header = round(float(plan.header["requirements_usd"]) * 100)
    rest = header - sum(round(line.requirements * 100) for line in lines)
    if rest:
        whole = plan.sectors["requirements_usd"].notna().all()
        lines.append(LedgerLine("not_attributed" if whole else "unstated", rest / 100, None, None, None, ()))
    return tuple(lines)
