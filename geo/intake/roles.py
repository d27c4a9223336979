"""Roles of columns: which there are, and the one that the name of a column means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.intake.header_words import header_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    Words = tuple[str, ...]
    Has = set[str]

OTHER = "other"
PLACES = ("adm0_name", "adm0_code", "adm1_name", "adm1_code", "adm2_name", "adm2_code", "adm3_name", "adm3_code",
          "adm4_name", "adm4_code", "site_name", "site_code", "place_name", "place_code", "latitude", "longitude",
          "admin_level")  # fmt: skip
WHO = ("org_name", "org_acronym", "org_type", "donor", "sector", "activity", "status")
PEOPLE = ("idps", "idp_households", "households", "individuals", "beneficiaries", "in_need", "targeted", "reached",
          "affected", "population", "males", "females")  # fmt: skip
WHEN = ("date", "date_start", "date_end", "year", "month", "round", "reference_label", "reference_year")
MONEY = ("requirements", "funding", "amount", "budget", "pct_funded", "currency")
FOOD = ("ch_type", "use_period", "phase35", "phase1", "phase2", "phase3", "phase4", "phase5", "phase_class",
        "ipc_phase", "ipc_type", "population_in_phase", "fraction_in_phase")  # fmt: skip
ABOUT = ("reason", "assessment_type", "operation", "category", "plan_code", "plan_name", "boundary", "flow_status",
         "origin", "alerts", "parent_code", "id", "number")  # fmt: skip
PERSONAL = ("person_name", "phone", "email", "registration_id", "birth")
ROLES = (*PLACES, *WHO, *PEOPLE, *WHEN, *MONEY, *FOOD, *ABOUT, *PERSONAL, OTHER)
"""Every role that a column may have; the reader may choose another one."""


def _levels(words: Sequence[str], has: set[str]) -> str:
    """Return the administrative level that words name: ``adm1``, ``site`` …, or nothing."""
    for n, word in enumerate(words):
        nxt = words[n + 1] if n + 1 < len(words) else ""
        if word == "admin" and nxt[:1].isdigit() and nxt[0] in "01234" and len(nxt) == 1:
            return f"adm{nxt}"
    if "zone" in has and "health" in has:
        return "adm3"
    for level, names in _LEVEL_WORDS:
        if names & has:
            return level
    if has & {"pcode"} and words[-1] in ("1", "2", "3"):
        return f"adm{words[-1]}"
    return ""


_LEVEL_WORDS = (
    ("site", {"site"}),
    ("adm3", {"commune", "ward", "woreda", "arrondissement", "zs"}),
    ("adm2", {"cercle", "lga", "district", "territoire", "departement", "sousprefecture", "locality", "zone"}),
    ("adm1", {"region", "province", "state", "prefecture"}),
    ("adm0", {"country"}),
)


def role_of_name(name: str) -> str:
    """Return the role that a column's name gives, in English or French; `OTHER` where it says nothing."""
    words = header_words(name)
    has, plain = set(words), " ".join(words)
    if not words:
        return OTHER
    if plain in _WHOLE:
        return _WHOLE[plain]
    if words[-1] == "id" or words[0] in ("id", "uuid"):
        return "id"
    for rule in (_of_person, _of_food, _of_money, _of_place, _of_org, _of_people, _of_time, _of_rest):
        role = rule(words, has, plain)
        if role:
            return role
    return OTHER


_WHOLE = {
    "location": "place_name", "location code": "adm0_code", "country code": "adm0_code", "country iso": "adm0_code",
    "country iso 3": "adm0_code", "iso 3": "adm0_code", "pcode": "place_code", "name": "place_name",
    "admin level": "admin_level", "parent pcode": "parent_code", "valid from date": OTHER,
    "operation": "operation", "assessment type": "assessment_type", "population": "population",
    "funding usd": "funding",
    "funding pct": "pct_funded", "percent funded": "pct_funded", "funding": "funding", "info": OTHER,
    "category": "category", "description": OTHER, "title": OTHER, "dest locations": "adm0_name",
    "dest global cluster": "sector", "amount usd": "amount", "dest plan code": "plan_code", "dest plan": "plan_name",
    "boundary": "boundary", "on boundary": OTHER, "status": "status", "flow type": OTHER, "date": "date",
    "appeal code": "plan_code", "appeal name": "plan_name", "code": OTHER, "id": "id", "src locations": OTHER,
    "cluster code": OTHER, "sector code": OTHER, "activity status": "status", "operation status": "status",
    "as": "date", "date mise jour": "date", "updated": "date", "place": "place_name", "lieu": "place_name",
    "zone": "adm2_name", "localisation": "place_name",
    "number present idps individuals": "idps", "budget year": OTHER, "reference period start": "date_start",
    "reference period end": "date_end", "shock date": "date", "type shock": "reason", "operationnelle count": OTHER,
    "nombre": "number", "valeur": "number", "value": "number", "number": "number", "count": "number",
    "status displacement": "status", "dest organization": "org_name", "dest organization type": "org_type",
    "src organization": "donor", "src organization type": OTHER, "reason": "reason", "item type": OTHER, "path": OTHER,
    "has hrp": OTHER, "in gho": OTHER, "exercise label": OTHER, "exercise year": OTHER, "exercise code": OTHER,
    "reference code": OTHER,
}  # fmt: skip


def _of_person(_words: Words, has: Has, plain: str) -> str:
    if "phone" in has or "whatsapp" in has:
        return "phone"
    if has & {"email", "mail", "courriel"}:
        return "email"
    if has & {"birth", "dob"}:
        return "birth"
    if "registration" in has or "passport" in has or re.search(r"\b(nina|cni|matricule|carte identite)\b", plain):
        return "registration_id"
    person = {"firstname", "surname", "lastname", "fullname", "respondent", "enqueteur", "enumerator", "repondant",
              "focal", "contact"}  # fmt: skip
    if has & person or re.search(
        r"(first|last|full|family|given) name|name (chef|head|famille|complet)|head name", plain
    ):
        return "person_name"
    head = has & {"chef", "head"}
    named_head = (head and has & {"households", "household"}) or (has & {"beneficiaries"} and "name" in has)
    return "person_name" if named_head and not has & {"number"} else ""


def _of_food(words: Words, _has: Has, plain: str) -> str:
    whole = {"chtype": "ch_type", "ch type": "ch_type", "usethisperiod": "use_period", "phase class": "phase_class",
             "ipc phase": "ipc_phase", "ipc type": "ipc_type", "population in phase": "population_in_phase",
             "population site in phase": "fraction_in_phase", "reference label": "reference_label",
             "reference year": "reference_year", "use this period": "use_period"}  # fmt: skip
    if plain in whole:
        return whole[plain]
    if plain in ("phase 3 plus", "phase 3 above", "phase 3 sup"):
        return "phase35"
    if words[0] == "phase" and len(words) == 2 and words[1] in ("1", "2", "3", "4", "5", "35"):  # noqa: PLR2004
        return f"phase{words[1]}"
    return ""


def _of_money(_words: Words, has: Has, plain: str) -> str:  # noqa: PLR0911 - one question after the other
    if has & {"currency"}:
        return "currency" if "original" not in has else OTHER
    if "original" in has or ("exchange" in has and "rate" in has):
        return OTHER
    if has & {"%", "percent", "pct", "pourcentage", "rate", "coverage"} and has & {"funding", "funded", "coverage"}:
        return "pct_funded"
    if "requirements" in has:
        return "requirements"
    if has & {"received", "funded"} and has & {"funding", "funded", "amount", "number", "usd"}:
        return "funding"
    if "budget" in has:
        return "budget"
    if "funding" in has and "type" not in has and "source" not in has:
        return "funding"
    if "amount" in has or (plain.endswith(" usd") and "number" not in has):
        return "amount"
    return ""


def _of_place(words: Words, has: Has, plain: str) -> str:  # noqa: PLR0911 - one question after the other
    if words[0] == "latitude" or plain in ("y", "gps latitude", "coord y"):
        return "latitude"
    if words[0] == "longitude" or plain in ("x", "gps longitude", "coord x"):
        return "longitude"
    if words[0] == "provider" or "gaulcode" in has:
        return OTHER
    level = _levels(words, has)
    counts = {"number", "households", "individuals", "idps", "estimate", "population", "beneficiaries", "type", "date",
              "status", "organization", "cluster", "sector"}  # fmt: skip
    if not level:
        return "place_code" if "pcode" in has else ""
    if has & (counts - {"idps", "status", "number"}) or ("number" in has and not has & {"pcode"}):
        return ""
    if "origin" in has:
        return "origin"
    if has & {"idps"} and "origin" not in has and not has & {"host"}:
        return ""
    code = has & {"pcode", "code", "id"} or any(w.startswith("pcode") for w in words)
    return f"{level}_code" if code else f"{level}_name"


def _of_org(words: Words, has: Has, plain: str) -> str:  # noqa: PLR0911 - one question after the other
    if "donor" in has:
        return "donor" if "acronym" not in has else OTHER
    if words[0] == "dest" or words[0] == "src":
        return OTHER
    about = has & {"organization", "partner", "implementing", "ngo"}
    if "type" in has and about:
        return "org_type"
    if "acronym" in has:
        return "org_acronym" if "program" not in has else OTHER
    if about and not has & {"number", "id", "code", "count"}:
        return "org_name" if "program" not in has else OTHER
    if has & {"cluster", "sector"} and not has & {"code", "number", "type", "id"}:
        return "sector"
    if "cluster" in has and "sous" in has:
        return OTHER
    return "activity" if plain in ("activity", "activity name", "name activity", "type activity", "projet") else ""


def _of_people(_words: Words, has: Has, plain: str) -> str:  # noqa: C901, PLR0911 - one question after the other
    if has & {"alert"} and has & {"number"}:
        return "alerts"
    if has & {"males", "females"} and not has & {"enceintes", "households"}:
        return "males" if "males" in has else "females"
    if "inneed" in has or ("need" in has and not has & {"priority", "type", "reason"}):
        return "in_need"
    if "beneficiaries" in has and "type" not in has:
        return "reached" if "reached" in has else "targeted" if "targeted" in has else "beneficiaries"
    for role in ("targeted", "reached"):
        if role in has and not has & {"type", "group", "groupe", "cluster"}:
            return role
    if "households" in has and not has & {"type", "size", "taille"}:
        return "idp_households" if "idps" in has else "households"
    if "idps" in has and not has & {"type", "reason", "date", "status", "site"}:
        return "idps"
    if "individuals" in has:
        return "individuals"
    if "estimate" in has and "number" in has:
        return "individuals"
    if "affected" in has and not has & {"type"}:
        return "affected"
    return "population" if plain in ("population", "population number", "number population", "pop") else ""


def _of_time(_words: Words, has: Has, plain: str) -> str:  # noqa: PLR0911 - one question after the other
    if "round" in has:
        return "round"
    if has & {"year"} and not has & {"week", "date", "usage", "budget", "updated"}:
        return "year"
    if plain in ("month", "reporting month", "month reporting date", "month report"):
        return "month"
    if plain == "month end":
        return "date"
    if has & {"start", "end"} and has & {"date", "period", "projet", "activity"}:
        return "date_start" if "start" in has else "date_end"
    if "date" in has and not has & {"valid", "created", "updated", "first", "decision", "birth"}:
        return "year" if "year" in has else "month" if "month" in has else "date"
    return ""


def _of_rest(_words: Words, has: Has, plain: str) -> str:
    if "reason" in has or ("shock" in has and "type" in has):
        return "reason"
    if plain.startswith("assessment"):
        return "assessment_type"
    return "id" if plain in ("numero", "n") else ""
