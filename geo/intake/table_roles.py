"""The roles of a table's columns together: what one column is depends on those beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.intake.header_words import header_words
from geo.intake.roles import OTHER, PERSONAL, role_of_name
from geo.intake.tag_roles import role_of_tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Words = tuple[str, ...]
    Has = set[str]


_MANY = frozenset({OTHER, "origin", "number", "id", *PERSONAL})
"""Roles that several columns of a table may have."""


def assign_roles(names: Sequence[str], tags: Sequence[str] = ()) -> dict[int, str]:
    """Give each column a role: by its tag, else by its name; a role of one column goes to the first that has it.

    Parameters
    ----------
    names
        Names of the columns.
    tags
        Their HXL tags, '' where there is none; the row of tags may be shorter.

    Returns
    -------
    dict
        A role of `ROLES` for each place.
    """
    by_tag = {n: role_of_tag(tag) for n, tag in enumerate(tags) if tag}
    found = dict.fromkeys(range(len(names)), OTHER)
    taken: set[str] = set()

    def give(n: int, role: str) -> None:
        if role != OTHER and (role in _MANY or role not in taken):
            found[n] = role
            taken.add(role)

    for n, role in by_tag.items():
        give(n, role)
    for n, name in enumerate(names):
        if found[n] == OTHER and n not in by_tag:
            give(n, role_of_name(name))
    return _fitted(found, [header_words(name) for name in names])


def _fitted(found: Mapping[int, str], words: Sequence[tuple[str, ...]]) -> dict[int, str]:
    """Fit roles to each other: what a column means depends on those beside it."""
    roles = dict(found)
    for rule in (_second_org, _labels, _plan_of_funding, _codes_of_places, _cluster_first, _levels_of_country):
        rule(roles, words)
    return roles


def _second_org(roles: dict[int, str], words: Sequence[tuple[str, ...]]) -> None:
    """See the acronym in the second column of two that name the organisation."""
    if "org_name" in roles.values() and "org_acronym" not in roles.values():
        for n, role in roles.items():
            if role == OTHER and words[n] == ("organization",):
                roles[n] = "org_acronym"
                return


def _labels(roles: dict[int, str], words: Sequence[tuple[str, ...]]) -> None:
    """See the sector in a column that is only called label, beside organisations."""
    if "sector" not in roles.values() and {"org_name", "org_acronym"} & set(roles.values()):
        for n, own in enumerate(words):
            if own == ("label",):
                roles[n] = "sector"
                return


def _plan_of_funding(roles: dict[int, str], words: Sequence[tuple[str, ...]]) -> None:
    """See the plan's own name and code beside requirements, and no place."""
    if {"requirements", "funding"} <= set(roles.values()):
        for n, own in enumerate(words):
            if own in (("name",), ("code",)):
                roles[n] = f"plan_{own[0]}"


def _codes_of_places(roles: dict[int, str], words: Sequence[tuple[str, ...]]) -> None:
    """In a list of P-codes, the column of locations holds countries."""
    if ("name",) in words and ("location",) in words and "place_code" in roles.values():
        roles[words.index(("location",))] = "adm0_code"
        roles[words.index(("name",))] = "place_name"


def _cluster_first(roles: dict[int, str], words: Sequence[tuple[str, ...]]) -> None:
    """Where there are sectors and clusters, presence is told by cluster."""
    own = next((n for n, r in roles.items() if r == "sector"), None)
    other = next((n for n, r in roles.items() if r == OTHER and words[n] == ("cluster",)), None)
    if own is not None and other is not None and "cluster" not in words[own]:
        roles[own], roles[other] = OTHER, "sector"


def _levels_of_country(roles: dict[int, str], words: Sequence[tuple[str, ...]]) -> None:
    """Fit levels to the country: a department may be the first level, a province the second."""
    values = set(roles.values())
    if not {"adm1_name", "adm1_code"} & values:
        for n, role in roles.items():
            if role.startswith("adm2") and "departement" in words[n]:
                roles[n] = role.replace("adm2", "adm1")
    elif not {"adm2_name", "adm2_code"} & values:
        for n, role in roles.items():
            if role == OTHER and "province" in words[n] and "origin" not in words[n]:
                roles[n] = "adm2_code" if {"code", "pcode"} & set(words[n]) else "adm2_name"
