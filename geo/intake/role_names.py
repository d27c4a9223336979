"""The roles of columns in words, as the reader chooses among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import N_

if TYPE_CHECKING:
    from geo.core import Translator

ROLE_NAMES = {
    "adm0_name": N_("country: name"), "adm0_code": N_("country: code"),
    "adm1_name": N_("region: name"), "adm1_code": N_("region: P-code"),
    "adm2_name": N_("cercle: name"), "adm2_code": N_("cercle: P-code"),
    "adm3_name": N_("commune: name"), "adm3_code": N_("commune: P-code"),
    "adm4_name": N_("below the commune: name"), "adm4_code": N_("below the commune: code"),
    "site_name": N_("site or village: name"), "site_code": N_("site or village: code"),
    "place_name": N_("place of any level: name"), "place_code": N_("place of any level: P-code"),
    "latitude": N_("latitude"), "longitude": N_("longitude"), "admin_level": N_("administrative level"),
    "org_name": N_("organisation: name"), "org_acronym": N_("organisation: acronym"),
    "org_type": N_("organisation: type"),
    "donor": N_("donor"), "sector": N_("sector or cluster"), "activity": N_("activity"), "status": N_("status"),
    "idps": N_("displaced persons"), "idp_households": N_("displaced households"), "households": N_("households"),
    "individuals": N_("individuals"), "beneficiaries": N_("beneficiaries"), "in_need": N_("people in need"),
    "targeted": N_("people targeted"), "reached": N_("people reached"), "affected": N_("people affected"),
    "population": N_("population"), "males": N_("men and boys"), "females": N_("women and girls"),
    "date": N_("date"), "date_start": N_("start"), "date_end": N_("end"), "year": N_("year"), "month": N_("month"),
    "round": N_("round"), "reference_label": N_("months of reference"), "reference_year": N_("year of reference"),
    "requirements": N_("requirements"), "funding": N_("confirmed funding"), "amount": N_("amount"),
    "budget": N_("budget"), "pct_funded": N_("% funded"), "currency": N_("currency"),
    "ch_type": N_("current or projected"), "use_period": N_("period to be used"),
    "phase35": N_("people in phase 3 or above"),
    "phase1": N_("people in phase 1"), "phase2": N_("people in phase 2"), "phase3": N_("people in phase 3"),
    "phase4": N_("people in phase 4"), "phase5": N_("people in phase 5"), "phase_class": N_("phase of the area"),
    "ipc_phase": N_("phase"), "ipc_type": N_("current or projected"), "population_in_phase": N_("people in the phase"),
    "fraction_in_phase": N_("share of people in the phase"), "reason": N_("reason"),
    "assessment_type": N_("type of assessment"), "operation": N_("operation"), "category": N_("category"),
    "plan_code": N_("plan: code"), "plan_name": N_("plan: name"), "boundary": N_("incoming or internal"),
    "flow_status": N_("status of the flow"), "origin": N_("where people come from"), "alerts": N_("number of alerts"),
    "parent_code": N_("P-code of the wider area"), "id": N_("number of the row"), "number": N_("a figure to map"),
    "person_name": N_("name of a person"), "phone": N_("telephone"), "email": N_("e-mail"),
    "registration_id": N_("number of a person"), "birth": N_("birth"), "other": N_("not used"),
}  # fmt: skip
"""Words of each role of `geo.intake.roles.ROLES`."""


def role_words(role: str, t: Translator) -> str:
    """Return a role in words."""
    return t(ROLE_NAMES[role])
