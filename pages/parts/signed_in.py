"""Who is at a session, where the server asks people to sign in."""

from __future__ import annotations

import streamlit as st

from geo.core import Journal
from pages.parts import store
from pages.server import identity, sign_in


class _Now:
    """The settings of this process; none while sign-in is off."""

    settings: sign_in.Settings | None = None


def begin() -> sign_in.Settings | None:
    """Read the settings once, before the app is made, and mend what a stop of the machine cut off."""
    _Now.settings = sign_in.read_settings()
    if _Now.settings is not None:
        identity.prepare(_Now.settings)
        Journal(store.folder).recover()
    return _Now.settings


def person() -> sign_in.Person | None:
    """Return who is at this session: its cookies are looked at anew at each run, so that a sign-in ends in time."""
    settings = _Now.settings
    return None if settings is None else identity.person(st.context.cookies.to_dict(), settings)


def ended() -> bool:
    """Tell whether people must sign in here and the one at this session is not, or no more."""
    if _Now.settings is None:
        return False
    who = person()
    return who is None or not who.role


def editor() -> sign_in.Person | None:
    """Return who is at this session if that is an editor."""
    who = person()
    return who if who is not None and who.role == sign_in.EDITOR else None
