"""Shapes of a country that a reader drops in: its plans of this session are drawn on them, and nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.analysis import all_caveats
from geo.core import N_, DataError, Problem
from geo.places import country_of_boundaries
from geo.store import atlas_of_plan, country_with_shapes
from pages.parts import importing, notices, own_plans, session, store
from pages.parts.keys import Key

if TYPE_CHECKING:
    from geo.store import Atlas, CountryData

LIMIT = 40
"""Megabytes of a file of shapes."""


def ask(country: str) -> None:
    """Ask for a country's shapes, and use them at the click."""
    t = session.words()
    name = t.country(country)
    label = t("Regions of {country}: COD-AB (admin 1 or 2) or geoBoundaries (admin 1)", country=name)
    with st.form("shapes", border=False):  # a form waits for the upload: a click on the way would take the file before
        file = st.file_uploader(
            label,
            type=["geojson", "json", "gpkg", "zip"],
            key=f"shapes-file-{country}",
            max_upload_size=LIMIT,
            help=t("A GeoJSON, a GeoPackage or a zipped shapefile. It stays in the memory of this session."),
        )
        pressed = st.form_submit_button(t("Draw the plan on them"), key="shapes-use", type="primary")
    if pressed and file is None:
        st.session_state[Key.SHAPES_REFUSED] = ()
        st.warning(t("Choose a file first."))
    elif pressed and file is not None:
        with st.spinner(t("Making the shapes …")):
            used = _use(file.getvalue(), file.name, country)
        if used:
            st.rerun()
    notices.refused(st.session_state.get(Key.SHAPES_REFUSED, ()))


def _use(content: bytes, name: str, country: str) -> bool:
    """Take a file's shapes for the session; True unless they are refused."""
    st.session_state[Key.SHAPES_REFUSED] = ()
    try:
        land = country_with_shapes(country_of_boundaries(content, name, country), store.folder)
        drawn = [_redrawn(atlas, land) for atlas in _waiting(country)]
    except DataError as error:
        st.session_state[Key.SHAPES_REFUSED] = error.problems
        return False
    own_plans.hold_country(country, land)
    for atlas in drawn:
        own_plans.hold(atlas)
    _read_again(country)
    return True


def _waiting(country: str) -> list[Atlas]:
    """List the plans of a country that are not drawn yet, but for that of the page at hand, which is read again."""
    imported = importing.current()
    own = "" if imported is None else imported.code
    atlases = own_plans.library().atlases.items()
    return [a for code, a in atlases if a.plan.country == country and not a.mapped and code != own]


def _redrawn(atlas: Atlas, land: CountryData) -> Atlas:
    """Set a plan on shapes; its places must be regions of theirs."""
    regions = land.country.regions or {}
    known = set(regions["2023"].frame.index)
    unknown = [code for code in atlas.plan.place_codes if code not in known]
    if unknown:
        expected = N_("these regions of the plan are not in the file; expected {known}")
        details = {"known": ", ".join(sorted(known))}
        raise DataError([Problem(atlas.plan.code, expected, None, "place", ", ".join(unknown), details)])
    made = atlas_of_plan(atlas.plan, land)
    all_caveats(made)
    return made


def _read_again(country: str) -> None:
    """Read the page at hand again if it is of the country, so that its places are found, and accept it as before."""
    imported = importing.current()
    if imported is None or str(imported.tables["plan"][0]["country"]) != country:
        return
    was_accepted = importing.accepted() is not None
    importing.read_again()
    again = importing.current()
    if was_accepted and again is not None:
        try:
            importing.accept(again)
        except DataError:  # the review says what is wrong; until it is mended the plan is not shown
            own_plans.let_go(again.code)
