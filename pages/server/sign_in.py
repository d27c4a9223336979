"""Sign-in for a server of a closed group: its settings, and who has which role. Off unless a file switches it on."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS = "CRISIS_MAP_SIGN_IN"
"""Environment variable: the file of settings (TOML) that switches sign-in on; see deploy/sign-in.toml."""
VIEWER, EDITOR = "viewer", "editor"
ANYBODY = "*"
_AUTH = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_ROLES = {"claim", VIEWER, EDITOR, "hours"}
_SHORTEST_SECRET = 32
_CALLBACK = "/oauth2callback"


@dataclass(frozen=True)
class Settings:
    """Who may do what: the claim of the identity token that is looked at, the values that make a viewer or an editor.

    ``hours``: how long a sign-in holds.
    """

    file: Path
    claim: str
    viewers: frozenset[str]
    editors: frozenset[str]
    hours: float


@dataclass(frozen=True)
class Person:
    """Who has signed in: a name to show, what the provider knows him or her by, and the role ('' for none)."""

    name: str
    known_as: str
    role: str

    @property
    def signature(self) -> str:
        """Who it is in a journal: the name, and what the provider knows it by."""
        return self.name if self.name == self.known_as else f"{self.name} <{self.known_as}>"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings | None:
    """Read the settings that the environment names; None where sign-in is off.

    Raises
    ------
    SystemExit
        If the file is not there or lacks anything: a server that should be closed never starts open.
    """
    if not (name := environ.get(SETTINGS, "").strip()):
        return None
    file = Path(name).absolute()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SystemExit(f"{SETTINGS}: {file} cannot be read: {error}") from error
    if file.suffix != ".toml":
        raise _wrong(file, "its name must end in .toml")
    auth, roles = found.get("auth", {}), found.get("roles", {})
    _check_auth(file, auth)
    if unknown := sorted(set(roles) - _ROLES):
        raise _wrong(file, f"[roles] has unknown words: {', '.join(unknown)}")
    viewers, editors = (_values(file, roles, role) for role in (VIEWER, EDITOR))
    if not viewers and not editors:
        raise _wrong(file, "[roles] names neither viewers nor editors: nobody could come in")
    if ANYBODY in editors:
        raise _wrong(file, f"[roles] editor: {ANYBODY!r} would let everybody write; name them")
    hours = roles.get("hours", 12)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 24 * 30:
        raise _wrong(file, "[roles] hours: expected a number above 0, at most 720")
    return Settings(file, str(roles.get("claim", "email")), viewers, editors, float(hours))


def person_of(claims: Mapping[str, Any], settings: Settings) -> Person:
    """Return who the claims of an identity token tell of, with the role that the settings give."""
    known_as = next((str(claims[c]) for c in ("email", "preferred_username", "sub") if claims.get(c)), "")
    name = str(claims.get("name") or known_as)
    return Person(_line(name), _line(known_as), _role(claims, settings))


def _role(claims: Mapping[str, Any], settings: Settings) -> str:
    held = _held(claims, settings.claim)
    if settings.claim == "email" and claims.get("email_verified") is False:
        held = set()  # anybody may claim an address that nobody has checked
    if held & settings.editors:
        return EDITOR
    return VIEWER if ANYBODY in settings.viewers or held & settings.viewers else ""


def _held(claims: Mapping[str, Any], path: str) -> set[str]:
    """Return the values of a claim; a dotted path leads into claims of claims, as ``realm_access.roles``."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, dict) else None
    values = found if isinstance(found, list) else [found]
    texts = {v for v in values if isinstance(v, str)}
    return {v.casefold() for v in texts} if path == "email" else texts


def _check_auth(file: Path, auth: Mapping[str, Any]) -> None:
    if missing := [key for key in _AUTH if not isinstance(auth.get(key), str) or not auth[key]]:
        raise _wrong(file, f"[auth] lacks {', '.join(missing)}")
    if len(auth["cookie_secret"]) < _SHORTEST_SECRET:
        raise _wrong(file, f"[auth] cookie_secret: expected at least {_SHORTEST_SECRET} characters, drawn by chance")
    for key in ("redirect_uri", "server_metadata_url"):
        place = urlsplit(auth[key].replace("{port}", "1"))
        if place.scheme != "https" and place.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise _wrong(file, f"[auth] {key}: expected https://…")
    if urlsplit(auth["redirect_uri"]).path != _CALLBACK:
        raise _wrong(file, f"[auth] redirect_uri: expected https://HOST{_CALLBACK}")


def _values(file: Path, roles: Mapping[str, Any], role: str) -> frozenset[str]:
    values = roles.get(role, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise _wrong(file, f"[roles] {role}: expected a list of texts")
    return frozenset(v.casefold() for v in values) if roles.get("claim", "email") == "email" else frozenset(values)


def _line(text: str) -> str:
    """Keep what can be shown of a name, on one line."""
    return "".join(c if c.isprintable() else " " for c in text)[:120].strip()


def _wrong(file: Path, what: str) -> SystemExit:
    return SystemExit(f"{SETTINGS}: {file}: {what}")
