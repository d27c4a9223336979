"""The role of a column by its HXL tag."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.intake.roles import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable

    Words = tuple[str, ...]
    Has = set[str]


_TAG = re.compile(r"#\s*[a-z][a-z0-9_]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)


def is_tag(text: object) -> bool:
    """Tell whether a cell is an HXL tag, such as ``#adm1+name``."""
    return isinstance(text, str) and bool(_TAG.fullmatch(text.strip()))


def role_of_tag(tag: str) -> str:
    """Return the role that an HXL tag gives; `OTHER` for one that means nothing here."""
    head, *attributes = re.split(r"[+\s]+", tag.strip().lstrip("#").casefold())
    has = set(attributes)
    if "origin" in has or "departure" in has:
        return "origin"
    found = _TAGS.get(head)
    return found(has) if found else OTHER


def _place_tag(level: str) -> Callable[[set[str]], str]:
    return lambda has: f"{level}_code" if {"code", "pcode", "id"} & has else f"{level}_name"


def _org_tag(has: set[str]) -> str:
    if {"funder", "donor"} & has:
        return "donor"
    if "type" in has:
        return "org_type"
    return "org_acronym" if {"acronym", "code", "acro"} & has else "org_name"


def _people_tag(has: set[str]) -> str:
    if {"m", "males", "male"} & has:
        return "males"
    if {"f", "females", "female"} & has:
        return "females"
    households = bool({"hh", "households"} & has)
    if {"idps", "displaced"} & has:
        return "idp_households" if households else "idps"
    return "households" if households else "affected"


def _date_tag(has: set[str]) -> str:
    for word, role in (("year", "year"), ("month", "month"), ("start", "date_start"), ("end", "date_end")):
        if word in has:
            return role
    return "date"


def _value_tag(has: set[str]) -> str:
    if "pct" in has:
        return "pct_funded"
    if {"required", "requirements"} & has:
        return "requirements"
    return "funding" if {"funding", "received", "total"} & has else "amount"


def _contact(has: set[str]) -> str:
    return "phone" if "phone" in has else "email" if "email" in has else "person_name"


_TAGS: dict[str, Callable[[set[str]], str]] = {
    "country": _place_tag("adm0"), "region": _place_tag("adm1"),
    **{f"adm{n}": _place_tag(f"adm{n}") for n in range(5)},
    "loc": _place_tag("site"), "site": _place_tag("site"),
    "geo": lambda has: "latitude" if "lat" in has else "longitude" if {"lon", "lng"} & has else OTHER,
    "lat_deg": lambda _: "latitude", "lon_deg": lambda _: "longitude",
    "adm": lambda has: "admin_level" if "level" in has else "place_code" if "code" in has else "place_name",
    "org": _org_tag, "sector": lambda has: OTHER if "code" in has else "sector", "subsector": lambda _: OTHER,
    "activity": lambda _: "activity", "status": lambda _: "status",
    "affected": _people_tag, "inneed": lambda _: "in_need", "targeted": lambda _: "targeted",
    "reached": lambda _: "reached", "population": lambda _: "population", "beneficiary": lambda _: "beneficiaries",
    "date": _date_tag, "period": _date_tag, "round": lambda _: "round", "value": _value_tag,
    "cause": lambda _: "reason", "assessment": lambda _: "assessment_type",
    "operation": lambda has: "status" if "status" in has else "operation", "id": lambda _: "id",
    "indicator": lambda has: "number" if {"num", "value"} & has else OTHER, "contact": _contact,
}  # fmt: skip
