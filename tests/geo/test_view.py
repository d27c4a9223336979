from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core import (
    BASES,
    DATA_FOLDER,
    LANGS,
    VINTAGES,
    View,
    ViewError,
    Vocabulary,
    fit_view,
    split_query,
    translator,
    view_from_params,
)
from geo.core.view import view_from_query
from geo.monitoring import load_indicators

INDICATORS = load_indicators(DATA_FOLDER)
KNOWN = Vocabulary(
    ("mli-2023-2024",),
    ("1", "2"),
    ("shelter", "cccm"),
    ("mopti", "gao"),
    measures=INDICATORS.codes,
    needs=INDICATORS.observed,
)


def test_the_default_view_is_an_empty_query():
    assert View().query() == ""
    assert View() == View(
        plan="mli-2023-2024", lang="en", objective=(), sector=(), measure="sectors", split="even", basis="named",
        surplus="ringfenced", areas="2023", region=None, scenario=(), weights=(), date=None, need="idps",
        against="unmet", share=(),
    )  # fmt: skip


def test_every_code_of_the_grammar_is_known():
    codes = {
        "lang": "en fr", "split": "even idps population custom", "basis": "named zone", "surplus": "ringfenced pooled",
        "areas": "2023 2016 2012", "need": "idps food_insecure food_insecure_share population",
        "against": "unmet sectors", "measure": "sectors required confirmed unmet coverage idps population "
        "food_insecure food_insecure_share unmet_per_idp mismatch",
    }  # fmt: skip
    for name, words in codes.items():
        for word in words.split():
            assert getattr(view_from_query(f"{name}={word}", KNOWN, strict=True), name) == word


def test_a_full_query_is_read():
    text = "lang=fr&objective=1,2&sector=cccm&measure=unmet&split=idps&basis=zone&scenario=shelter:1000000"
    assert view_from_query(text, KNOWN, strict=True) == View(
        lang="fr", objective=("1", "2"), sector=("cccm",), measure="unmet", split="idps", basis="zone",
        scenario=(("shelter", Decimal(1_000_000)),),
    )  # fmt: skip


def test_unknown_values_fall_back_quietly():
    assert view_from_query("sector=nonsense&lang=xx&foo=1&areas=2012", KNOWN) == View(areas="2012")


def test_unknown_values_are_all_named_when_strict():
    with pytest.raises(ViewError) as error:
        view_from_query("sector=nonsense&lang=xx&foo=1", KNOWN, strict=True)
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
        view_from_query(text, KNOWN, strict=True)


@given(
    st.builds(
        View,
        lang=st.sampled_from(LANGS),
        sector=st.sampled_from([(), ("shelter",), ("shelter", "cccm")]),
        areas=st.sampled_from(VINTAGES),
        basis=st.sampled_from(BASES),
        region=st.sampled_from([None, "mopti"]),
        date=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 12, 31))),
        weights=st.sampled_from([(), (("mopti", Decimal("1.5")), ("gao", Decimal(0)))]),
    )
)
def test_a_view_survives_the_way_through_its_query(wanted):
    assert view_from_query(wanted.query(), KNOWN, strict=True) == wanted


FULL = View(
    lang="fr", objective=("1", "2"), sector=("shelter", "cccm"), measure="unmet", split="custom", basis="zone",
    surplus="pooled", areas="2016", region="gao", scenario=(("shelter", Decimal("-1000.5")), ("cccm", Decimal(2000))),
    weights=(("mopti", Decimal("0.000001")), ("gao", Decimal(10))), date=date(2023, 9, 30), need="population",
    against="sectors", share=("mopti", "gao"),
)  # fmt: skip
QUERY = (
    "lang=fr&objective=1,2&sector=shelter,cccm&measure=unmet&split=custom&basis=zone&surplus=pooled&areas=2016&region=gao"
    "&scenario=shelter:-1000.5,cccm:2000&weights=mopti:0.000001,gao:10&date=2023-09-30&need=population&against=sectors"
    "&share=mopti,gao"
)


def test_every_part_of_a_view_is_written_in_the_order_of_the_grammar_and_read_again():
    assert FULL.query() == QUERY
    assert view_from_query("?" + QUERY, KNOWN, strict=True) == FULL
    assert view_from_query("plan=mli-2023-2024", KNOWN, strict=True) == View()
    assert View().params() == {}
    assert View(weights=(("mopti", Decimal("1E+3")),)).query() == "weights=mopti:1000"


@pytest.mark.parametrize(
    "text",
    [
        "plan=mli-2021", "lang=", "objective=3", "sector=shelter,food", "measure=needs", "split=Even",
        "basis=nationwide", "surplus=both", "areas=2024", "region=kayes", "scenario=food:1", "weights=kayes:1",
        "date=2023-02-30", "date=2101-01-01", "date=1899-12-31", "date=20230930", "need=coverage", "against=required",
        "share=kayes", "scenario=shelter:1000000000000.000001", "scenario=shelter:-1000000000001",
        "scenario=shelter:1,shelter:1", "weights=gao:.5", "weights=gao:1.", "weights=gao:", "weights=gao:--1",
    ],
)  # fmt: skip
def test_what_a_view_cannot_mean_is_refused_or_quietly_the_default(text):
    with pytest.raises(ViewError) as error:
        view_from_query(text, KNOWN, strict=True)
    name, _, value = text.partition("=")
    assert [(p.column, p.value, p.file) for p in error.value.problems] == [(name, value, "view")]
    assert view_from_query(text, KNOWN) == View()


def test_the_ends_of_what_a_view_may_hold():
    def read(text):
        return view_from_query(text, KNOWN, strict=True)

    most = Decimal(10**12)
    assert read("scenario=shelter:-1000000000000,cccm:+1000000000000").scenario == (("shelter", -most), ("cccm", most))
    assert read("weights=mopti:0,gao:0.123456").weights == (("mopti", 0), ("gao", Decimal("0.123456")))
    assert (read("date=1900-01-01").date, read("date=2100-12-31").date) == (date(1900, 1, 1), date(2100, 12, 31))
    assert read("weights=gao:1,mopti:2").weights == (("mopti", 2), ("gao", 1))  # in the order of the data
    assert read("sector=cccm, shelter,").sector == ("shelter", "cccm")
    assert read("measure= unmet &scenario=").but(measure="sectors") == View()


def test_a_name_that_is_said_twice_loses_no_value():
    assert split_query("?sector=shelter&sector=cccm&region=&region=gao") == {
        "sector": "shelter,cccm", "region": "gao",
    }  # fmt: skip


def test_what_belongs_to_something_else_is_ignored_and_what_is_unknown_names_what_is_known():
    assert view_from_params({"slide": "3", "lang": "fr"}, KNOWN, strict=True, ignore=("slide",)) == View(lang="fr")
    with pytest.raises(ViewError) as error:
        view_from_params({"slide": "3", "region": "kayes", "date": "x", "scenario": "x"}, KNOWN, strict=True)
    texts = [p.text(translator("en")) for p in error.value.problems]
    assert texts[0].startswith(
        "view, column slide, value “3”: this is no part of a view; known are plan, lang, objective"
    )
    assert texts[1] == "view, column region, value “kayes”: expected one of mopti, gao"
    assert texts[2] == "view, column date, value “x”: expected a date as 2023-09-30"
    assert "codes of shelter, cccm, amounts below 10^12" in texts[3]


def test_a_view_is_fitted_to_what_another_plan_knows():
    known = Vocabulary(("other",), ("2",), ("cccm",), ("gao",), ("sectors", "idps"), ("idps",))
    assert fit_view(FULL, known) == FULL.but(
        objective=("2",), sector=("cccm",), measure="sectors", scenario=(("cccm", Decimal(2000)),),
        weights=(("gao", Decimal(10)),), share=("gao",),
    )  # fmt: skip
    assert fit_view(View(measure="idps", region="mopti"), known) == View(measure="idps")
