"""What kind of table was brought, by the roles of its columns; the reader may say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_

if TYPE_CHECKING:
    from geo.intake.brought_table import BroughtTable

PRESENCE, DISPLACEMENT, ALERTS, FOOD, FUNDING, FLOWS, NEEDS, FIGURE, CODES, NOTHING = KINDS = (
    "presence", "displacement", "alerts", "food", "funding", "flows", "needs", "figure", "codes", "nothing",
)  # fmt: skip
KIND_NAMES = {
    PRESENCE: N_("Operational presence: who does what where"), DISPLACEMENT: N_("Displaced persons by place"),
    ALERTS: N_("Alerts: households, not people"), FOOD: N_("Food insecurity (Cadre Harmonisé)"),
    FUNDING: N_("Funding by sector"), FLOWS: N_("Flows of funding (FTS)"), NEEDS: N_("People in need (HNO)"),
    FIGURE: N_("Any figure by place"), CODES: N_("A list of P-codes: nothing to map"), NOTHING: N_("Nothing to map"),
}  # fmt: skip
PEOPLE = ("individuals", "beneficiaries", "reached", "targeted", "in_need", "affected", "population", "households",
          "idp_households", "males", "females", "alerts")  # fmt: skip
FIGURES = ("number", *PEOPLE, "idps", "funding", "amount", "budget", "requirements", "phase35", "phase3")
"""Roles of columns that may be mapped as they are."""


def kind_of(table: BroughtTable) -> str:  # noqa: C901, PLR0911 - one question after the other
    """Guess what a table is about."""
    roles = set(table.roles.values())
    placed = any(r.startswith(("adm1", "adm2", "place")) for r in roles) or {"latitude", "longitude"} <= roles
    if {"phase35", "reference_label"} <= roles or {"ipc_phase", "population_in_phase"} <= roles:
        return FOOD
    if {"amount", "boundary"} <= roles or {"amount", "donor", "sector"} <= roles:
        return FLOWS
    if {"sector", "funding"} <= roles or {"requirements", "funding"} <= roles:
        return FUNDING
    if "parent_code" in roles and "place_code" in roles:
        return CODES
    if not placed:
        return NOTHING
    if _counts_displaced(roles):
        return DISPLACEMENT
    if {"sector"} & roles and {"org_name", "org_acronym"} & roles:
        return PRESENCE
    if {"in_need", "category"} <= roles:
        return NEEDS
    if "households" in roles and not roles & {"individuals", "population"}:
        return ALERTS
    if {"org_name", "org_acronym"} & roles:
        return PRESENCE
    return FIGURE if roles & set(FIGURES) else NOTHING


def _counts_displaced(roles: set[str]) -> bool:
    """Tell whether people are counted as displaced: by name, or as a service or a list of sites does."""
    if "idps" in roles:
        return True
    by_service = {"population", "assessment_type"} <= roles
    return by_service or ("individuals" in roles and bool(roles & {"origin", "site_name"}) and "sector" not in roles)
