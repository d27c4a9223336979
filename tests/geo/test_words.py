"""Words, numbers and dates in both languages, as a reader sees them."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from geo.analysis import (
    basis_words,
    date_words,
    funding_by_objective,
    funding_by_sector,
    funding_headline,
    glossary,
    iso_day,
    modality_words,
    scenario_words,
    unplaced_words,
    view_query,
    view_words,
    why_not_placed,
)
from geo.briefing import header_figures, objective_figures, plan_figures
from geo.briefing.key_figures import funding_day
from geo.core import View, translator
from tests import squareland

EN, FR = translator("en"), translator("fr")


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("usd", "figures", "en", "fr"),
    [
        (3_416_666.67, 2, "$3.4 M", "3,4 M$"), (991_666.67, 2, "$990 k", "990 k$"),
        (12_345_678, 3, "$12.3 M", "12,3 M$"),
        (1000, 2, "$1.0 k", "1,0 k$"), (999.4, 2, "$1.0 k", "1,0 k$"), (994, 2, "$990", "990 $US"),
        (0, 2, "$0", "0 $US"),
        (1_000_000, 2, "$1.0 M", "1,0 M$"), (45_678, 1, "$50 k", "50 k$"),
        (0.5, 1, "$0.50", "0,50 $US"), (123_456_789, 2, "$120 M", "120 M$"),
    ],
)  # fmt: skip
def test_short_money_keeps_its_figures_in_thousands_and_millions(usd, figures, en, fr):
    assert (plain(EN.money_short(usd, figures)), plain(FR.money_short(usd, figures))) == (en, fr)


def test_numbers_people_and_shares_are_written_as_the_language_wants():
    assert (EN.number(12345.678), EN.number(12345.678, 2), plain(FR.number(12345.678, 1))) == (
        "12,346", "12,345.68", "12 345,7")  # fmt: skip
    assert (EN.percent(0.2567), EN.percent(0.2567, 0), EN.percent(14.03, 2)) == ("25.7%", "26%", "1,403.00%")
    assert (FR.percent(0.2567), FR.percent(0.2567, 0)) == ("25,7\u202f%", "26\u202f%")
    assert (EN.people(999_999), plain(EN.people(1_000_000)), plain(EN.people(1_234_567))) == (
        "999,999",
        "1 M",
        "1.23 M",
    )
    assert plain(FR.people(1_234_567)) == "1,23 M"
    assert [plain(EN.thousands(n)) for n in (1499, 257_400, 999_999, 1_000_000)] == ["1 k", "257 k", "1,000 k", "1 M"]
    assert (EN.money(1403040), EN.money(0.5)) == ("$1,403,040", "$0.50")
    assert plain(FR.money(1.5)) == "1,50 $US"


def test_names_of_countries_months_and_days():
    assert [EN.country("MLI"), FR.country("TCD"), EN.country("QQX")] == ["Mali", "Tchad", "QQX"]
    assert EN.country("ANT") == "Curaçao"  # a country that became several
    assert EN.money_short(3_416_666) == "$3.4\u00a0M"
    assert (EN.month(1), EN.month(12), FR.month(8)) == ("January", "December", "août")
    assert (EN.day(dt.date(2024, 10, 9)), FR.day(dt.date(2024, 10, 9))) == ("October 9, 2024", "9 octobre 2024")
    assert (EN.listed(["a", "b"]), FR.listed(["a", "b"]), EN.listed([])) == ("a; b", "a\u202f; b", "")


def test_a_text_is_translated_and_filled_and_an_unknown_one_stays():
    assert (EN("row {row}", row=3), translator("fr")("row {row}", row=3)) == ("row 3", "ligne 3")
    assert FR("not a text of the project {") == "not a text of the project {"
    assert (FR.lang, str(FR.locale)) == ("fr", "fr_FR")


def test_why_a_sector_is_on_no_region(atlas):
    lines = unplaced_words(View(), atlas, EN)
    assert lines[0] == "Protection – The plan gives a zone, no region."
    assert lines[1] == "Durable solutions – The plan states no place."
    assert lines[-1] == "Displacement tracking (DTM) – Nationwide: no region is named for the sector."
    assert len(lines) == 5
    assert unplaced_words(View(basis="zone", sector=("protection",)), atlas, EN) == ()
    assert why_not_placed("zone", EN, live=True).endswith("count zones to see it.")
    assert why_not_placed("nationwide", EN, live=True) == why_not_placed("nationwide", EN)


@pytest.mark.parametrize(
    ("basis", "en", "fr"),
    [("named", "named", "nommée"), ("zone", "zone", "par zone"), ("nationwide", "nationwide", "tout le pays"),
     ("not_stated", "not stated", "non précisé")],
)  # fmt: skip
def test_a_basis_in_words(basis, en, fr):
    assert (basis_words(basis, EN), basis_words(basis, FR)) == (en, fr)


def test_a_modality_in_words():
    codes = ("in_kind", "cash", "mixed", "service", "training", "coordination", "data")
    assert [modality_words(c, EN) for c in codes] == [
        "in kind", "cash", "in kind or cash", "service", "training", "coordination", "data",
    ]  # fmt: skip


def test_days_of_text_and_funding_known_or_not():
    text, money = dt.date(2024, 10, 10), dt.date(2024, 1, 13)
    assert date_words(text, money, EN) == "Plan text as of October 10, 2024; funding as of January 13, 2024."
    assert date_words(text, None, EN) == "Plan text as of October 10, 2024. The day of its funding is not known here."
    assert date_words(None, money, EN) == (
        "The day of the plan’s text is not known here. Funding as of January 13, 2024."
    )
    assert (iso_day(money), iso_day(None)) == ("2024-01-13", "")


def test_a_what_if_is_stamped_with_its_pledges_and_a_pledge_of_nothing_is_none(atlas):
    view = View(scenario=(("shelter", Decimal("0.5")), ("cccm", Decimal(-300)), ("mhpss", Decimal(0))))
    assert scenario_words(view, atlas, EN) == "SCENARIO: Shelter and NFI +$0.50, Camp coordination (CCCM) −$300"
    assert scenario_words(View(scenario=(("mhpss", Decimal(0)),)), atlas, EN) == ""
    assert scenario_words(View(), atlas, EN) == ""


def test_every_file_says_the_view_it_was_made_of():
    assert view_query(View()) == "lang=en"
    assert view_query(View(measure="unmet")) == "measure=unmet"
    assert view_words(View(lang="fr"), EN) == "View: lang=fr"


def told(atlas, head=None, day=None, t=EN):
    head = head or funding_headline(funding_by_sector(atlas.plan, day))
    return plan_figures(atlas.plan, head, t, day)


def in_words(figures):
    return tuple(figure[:3] for figure in figures)


def test_the_five_figures_of_a_plan_have_their_names_and_days(atlas):
    assert in_words(told(atlas)) == (
        ("$22,000,000", "requirements", "October 10, 2024"),
        ("$4,366,858", "confirmed funding", "January 13, 2024"),
        # Protection counts up to its 1,000,000: 3,963,818 of 19,500,000, and of the 10,500,000 that report
        (
            "20.3%",
            "% funded, all sectors",
            "5 of 10 sectors do not report; 37.8% over those that do",
        ),
        ("9,000,000", "people in need", "October 10, 2024"),
        ("530,000", "people targeted", "October 10, 2024"),
    )


def test_the_figures_of_an_earlier_day_say_so(atlas):
    assert told(atlas)[2].interval == (3_963_818 / 19_500_000, 3_963_818 / 10_500_000)
    assert [figure.interval for figure in told(atlas)].count(None) == 4
    assert told(atlas, day=dt.date(2024, 1, 12))[1][:3] == ("$1,403,040", "confirmed funding", "January 12, 2024")
    assert (
        told(atlas, day=dt.date(2024, 1, 13))[1][2] == told(atlas, day=dt.date(2025, 1, 1))[1][2] == "January 13, 2024"
    )
    none = told(atlas, day=dt.date(2023, 6, 1))
    assert none[1][:3] == ("not reported", "confirmed funding", "none reported up to June 1, 2023")
    assert none[2] == ("not reported", "% funded, all sectors", "no sector reports", None)


def test_an_objective_has_its_target_in_figures_or_in_words(atlas):
    heads = funding_by_objective(atlas.plan)
    assert in_words(objective_figures(atlas.plan, "1", heads["1"], EN)) == (
        ("$6,500,000", "Requirements", "October 10, 2024"), ("368,000", "People targeted", "October 10, 2024"),
        ("$1,839,625", "Confirmed funding", "January 13, 2024"),
        # 436,585 + 1,000,000 of protection's 1,403,040: of 6,500,000, and of the 1,500,000 of camps and protection
        ("22.1%", "% funded", "2 of 4 sectors do not report; 95.8% over those that do"),
    )  # fmt: skip
    assert objective_figures(atlas.plan, "4", heads["4"], EN)[1][0] == "At risk communities"
    assert objective_figures(atlas.plan, "4", heads["4"], EN)[3][:3] == ("36.7%", "% funded", "")
    assert objective_figures(atlas.plan, "2", heads["2"], EN)[3][2] == (
        "1 of 3 sectors does not report; 24.8% over those that do"  # 1,610,363 of 6,500,000
    )
    assert objective_figures(atlas.plan, "3", heads["3"], EN)[2][0] == "not reported"


def test_a_header_tells_what_it_knows_and_a_dash_for_the_rest(library):
    plan = library.atlases["mli-2022"].plan
    assert in_words(header_figures(plan, EN)) == (
        ("$17,513,700", "requirements", "December 15, 2021"), ("–", "people in need", "not stated"),
        ("550,000", "people targeted", "December 15, 2021"), ("–", "confirmed funding", "not known here"),
    )  # fmt: skip
    assert header_figures(library.atlases["mli-2020"].plan, EN)[0][2] == "day not stated"
    assert funding_day(library.atlases["mli-2021"].plan, dt.date(2024, 1, 1), EN) == "day not stated"


def test_on_the_day_of_the_header_its_own_day_is_said_and_before_it_that_of_the_table():
    plan = squareland.plan({"food": (10, 5, ["ash"], "named")})  # its row is of 2024-01-01
    plan.header["funding_date"] = pd.Timestamp("2024-02-01")
    days = (dt.date(2024, 2, 1), dt.date(2024, 1, 31), dt.date(2023, 12, 31))
    assert [funding_day(plan, day, EN) for day in days] == [
        "February 1, 2024", "January 1, 2024", "none reported up to December 31, 2023",
    ]  # fmt: skip


def test_the_glossary_has_the_words_that_maps_and_tables_use():
    english, french = dict(glossary(EN)), dict(glossary(FR))
    assert english.keys() >= {basis_words(b, EN) for b in ("named", "zone", "nationwide", "not_stated")}
    assert english.keys() >= {"% funded", "unmet requirements", "range over the splits", "hard bounds", "needs"}
    assert french["déficit de financement"].startswith("Financement requis moins financement confirmé")
    assert len(english) == len(french) == 15
