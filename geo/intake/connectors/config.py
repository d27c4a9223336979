"""The services that may be asked, from one file: address, key, country, and whether a person switched them on."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.core import N_, DataError, Problem, unreadable

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "connectors.toml"
PAGINGS = ("none", "offset", "link")
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_MOST_LIMIT = 100_000


@dataclass(frozen=True)
class Connector:
    """A service: where it answers, what it wants to know, and where its answers are kept.

    ``paging`` is ``none``, ``offset`` (``limit`` rows at once) or ``link`` (the answer names the next page).
    """

    name: str
    title: str
    enabled: bool
    address: str
    key: str
    key_name: str
    paging: str
    limit: int
    cache: Path


def read_connectors(data: Path) -> dict[str, Connector]:
    """Read the services of a folder of data; none where it has no such file.

    Raises
    ------
    DataError
        With every wrong entry.
    """
    path = data / CONFIG
    if not path.exists():
        return {}
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise unreadable(CONFIG, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        expected = N_("the file cannot be read ({reason})")
        raise DataError([Problem(CONFIG, expected, details={"reason": str(error)[:120]})]) from error
    cache = data.parent / str(said.get("cache", "fetched"))
    tables = {name: table for name, table in said.items() if isinstance(table, dict)}
    problems = [p for name, table in tables.items() for p in _wrong(name, table)]
    if problems:
        raise DataError(problems)
    return {name: _connector(name, table, cache) for name, table in tables.items()}


def _wrong(name: str, table: dict[str, Any]) -> list[Problem]:
    """Find what is wrong with a service."""
    found = []
    if not _NAME.fullmatch(name):
        found.append(Problem(CONFIG, N_("expected a name of small letters, digits and -"), value=name))
    if not re.match(r"https?://", str(table.get("address", ""))):
        found.append(Problem(CONFIG, N_("expected an address that begins with https://"), column=f"{name}.address"))
    if table.get("paging", "none") not in PAGINGS:
        known = {"known": ", ".join(PAGINGS)}
        found.append(
            Problem(CONFIG, N_("expected one of {known}"), None, f"{name}.paging", str(table["paging"]), known)
        )
    if not isinstance(table.get("enabled", False), bool):
        found.append(Problem(CONFIG, N_("expected true or false"), column=f"{name}.enabled"))
    limit = table.get("limit", 1000)
    if not isinstance(limit, int) or not 0 < limit <= _MOST_LIMIT:
        found.append(Problem(CONFIG, N_("expected a whole number from 1 to 100000"), column=f"{name}.limit"))
    return found


def _connector(name: str, table: dict[str, Any], cache: Path) -> Connector:
    address = str(table["address"]).replace("{country}", str(table.get("country", "")))
    return Connector(
        name, str(table.get("title", name)), bool(table.get("enabled", False)), address, str(table.get("key", "")),
        str(table.get("key_name", "")), str(table.get("paging", "none")), int(table.get("limit", 1000)), cache,
    )  # fmt: skip
