from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import view
from geo.errors import ViewError
from geo.view import View

KNOWN = view.Vocabulary(("mli-2023-2024",), ("1", "2"), ("shelter", "cccm"), ("mopti", "gao"))


def test_the_default_view_is_an_empty_query():
    assert View().query() == ""


def test_a_full_query_is_read():
    text = "lang=fr&objective=1,2&sector=cccm&measure=unmet&split=idps&basis=zone&scenario=shelter:1000000"
    assert view.from_query(text, KNOWN, strict=True) == View(
        lang="fr", objective=("1", "2"), sector=("cccm",), measure="unmet", split="idps", basis="zone",
        scenario=(("shelter", Decimal(1_000_000)),),
    )  # fmt: skip


def test_unknown_values_fall_back_quietly():
    assert view.from_query("sector=nonsense&lang=xx&foo=1&areas=2012", KNOWN) == View(areas="2012")


def test_unknown_values_are_all_named_when_strict():
    with pytest.raises(ViewError) as error:
        view.from_query("sector=nonsense&lang=xx&foo=1", KNOWN, strict=True)
    assert [p.column for p in error.value.problems] == ["sector", "lang", "foo"]


@pytest.mark.parametrize(
    "text",
    [
        "weights=mopti:-1", "scenario=shelter:NaN", "scenario=shelter:1e99", "date=2023-9-1", "weights=mopti:1,mopti:2",
        "scenario=shelter", "date=0001-01-01", "weights=mopti:1_0", "weights=mopti:1e-30000000",
        "scenario=shelter:0.1234567", "weights=mopti:\u0663",
    ],
)  # fmt: skip
def test_absurd_amounts_and_dates_are_refused(text):
    with pytest.raises(ViewError):
        view.from_query(text, KNOWN, strict=True)


@given(
    st.builds(
        View,
        lang=st.sampled_from(view.LANGS),
        sector=st.sampled_from([(), ("shelter",), ("shelter", "cccm")]),
        areas=st.sampled_from(view.VINTAGES),
        basis=st.sampled_from(view.BASES),
        region=st.sampled_from([None, "mopti"]),
        date=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31))),
        weights=st.sampled_from([(), (("mopti", Decimal("1.5")), ("gao", Decimal(0)))]),
    )
)
def test_a_view_survives_the_way_through_its_query(wanted):
    assert view.from_query(wanted.query(), KNOWN, strict=True) == wanted
