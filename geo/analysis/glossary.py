"""What the words of maps, tables and pages mean: one list, in the order in which a reader meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_

if TYPE_CHECKING:
    from geo.core import Translator

_TERMS = (
    (
        N_("sectors present"),
        N_("Sectors that the plan says work in a region. It says nothing of how much or how well."),
    ),
    (N_("named"), N_("The plan’s text names the region for the sector.")),
    (
        N_("zone"),
        N_("The text names a wider area, such as “North”. Which regions belong to it is a table you may edit."),
    ),
    (N_("nationwide"), N_("The text speaks of the whole country and names no region for the sector.")),
    (N_("not stated"), N_("The plan gives no place.")),
    (N_("requirements"), N_("What the plan asks for.")),
    (N_("confirmed funding"), N_("What is reported as received or committed, up to the day of the funding.")),
    (N_("not reported"), N_("No amount is published: unknown, not zero.")),
    (
        N_("% funded"),
        N_(
            "Confirmed funding ÷ requirements. Over several sectors each counts up to its requirements. Those that do "
            "not report count as 0; the interval ends where they are left out."
        ),
    ),
    (N_("unmet requirements"), N_("Requirements less confirmed funding, never below 0.")),
    (N_("surplus"), N_("Confirmed funding above requirements. It stays with its sector unless it is pooled.")),
    (N_("estimate"), N_("The plan gives no money per region: each sector’s money is split over the regions it names.")),
    (
        N_("range over the splits"),
        N_("The least and the most over the ways to split: evenly, by displaced persons, population or your weights."),
    ),
    (
        N_("hard bounds"),
        N_("True under any split: at least the sectors of this region alone, at most all that name it."),
    ),
    (N_("needs"), N_("What people lack, as observed: displacement, food insecurity. Never money.")),
)


def glossary(t: Translator) -> tuple[tuple[str, str], ...]:
    """Return each term with what it means, in the language of *t*."""
    return tuple((t(term), t(meaning)) for term, meaning in _TERMS)
