from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from geo.analysis import caveats_touching, check_plan, funding_by_sector
from geo.analysis.caveat_rules import not_reported, over_covered, printed_percentages, residues, stale_funding
from geo.core import translator
from tests import squareland

EN = translator("en")


def by_code(atlas):
    found = {}
    for caveat in check_plan(atlas.plan):
        found.setdefault(caveat.code, []).append(caveat)
    return found


def test_the_header_and_the_objectives_differ_by_two_and_a_half_million(atlas):
    (caveat,) = by_code(atlas)["sum-mismatch"]
    text = caveat.write(translator("en"))
    assert "$22,000,000" in text
    assert "$19,500,000" in text
    assert "$2,500,000" in text


def test_protection_is_covered_at_140_percent(atlas):
    (caveat,) = by_code(atlas)["over-100"]
    assert "140.3%" in caveat.write(translator("en"))
    assert "$403,040" in caveat.write(translator("en"))
    assert caveat.sectors == ("protection",)


def test_five_sectors_are_not_reported_and_the_share_funded_is_an_interval(atlas):
    (caveat,) = by_code(atlas)["funding-not-reported"]
    assert len(caveat.sectors) == 5
    text = caveat.write(translator("en"))
    assert "20.3%" in text
    assert "37.8%" in text


def test_funding_is_271_days_older_than_the_text(atlas):
    (caveat,) = by_code(atlas)["stale-funding"]
    assert "271" in caveat.write(translator("fr"))


def test_objective_four_has_a_target_in_words(atlas):
    (caveat,) = by_code(atlas)["non-numeric-target"]
    assert "At risk communities" in caveat.write(translator("en"))


def test_two_headings_carry_a_residue(atlas):
    assert {c.sectors for c in by_code(atlas)["editing-residue"]} == {("preparedness",), ("displacement-tracking",)}


def test_no_printed_percentage_disagrees(atlas):
    assert "printed-disagrees" not in by_code(atlas)


def test_a_printed_percentage_that_truncation_does_not_give_is_found(atlas, data):
    from geo.plans import load_plan

    path = data / "plans" / "mli-2023-2024" / "sectors.csv"
    path.write_text(path.read_text().replace(",31,69,", ",32,68,"))
    plan = load_plan(path.parent, list(atlas.regions["2023"].frame.index))
    (caveat,) = printed_percentages(plan)
    assert caveat.sectors == ("stabilization",)


def test_every_caveat_is_written_in_french(atlas):
    en, fr = translator("en"), translator("fr")
    for caveat in check_plan(atlas.plan):
        assert caveat.write(en) != caveat.write(fr)


def test_zero_and_unreported_funding_are_kept_apart(atlas, data):
    from geo.plans import load_plan

    path = data / "plans" / "mli-2023-2024" / "funding.csv"
    path.write_text(path.read_text().replace("shelter,2024-01-13,,not_reported", "shelter,2024-01-13,0,confirmed"))
    plan = load_plan(path.parent, list(atlas.regions["2023"].frame.index))
    states = funding_by_sector(plan)["state"]
    assert states["shelter"] == "zero"
    assert states["mhpss"] == "not_reported"


TEXTS = {
    "sum-mismatch": "The plan’s header asks for $100; its objectives add up to $120. The difference of -$20 is not "
    "attributed to any objective.",
    "objective-mismatch": "Objective 1 asks for $120; its sectors add up to $110.",
    "funding-not-reported": "No funding is reported for 1 of 3 sectors: Food. Unknown is not zero: 45.5% of the "
    "requirements are funded if they have received nothing, 100.0% over the sectors that report. No sector counts for "
    "more than its requirements.",
    "over-100": "Water is 125.0% funded: $10 above its requirements. "
    "This surplus reduces no other sector’s unmet requirements.",
    "stale-funding": "Funding is as of January 1, 2024, 31 days older than the plan’s text of February 1, 2024.",
    "place-not-stated": "The plan states no place for Water: these sectors are on no map.",
}


def faulty():
    """Make a plan that asks for 100, in an objective of 120, in sectors of 110, one silent and one over-funded."""
    made = squareland.plan(
        {
            "food": (60, None, ["ash"], "named"),
            "water": (40, 50, [], "not_stated"),
            "roads": (10, 10, [], "nationwide"),
        },
        header=100,
    )
    return replace(made, objectives=made.objectives.assign(requirements_usd=120.0))


def test_each_rule_says_its_figures_severity_rows_and_sectors():
    found = check_plan(faulty())
    assert {c.code: c.write(EN) for c in found} == TEXTS
    assert [c.code for c in found] == list(TEXTS)
    assert {c.code: c.severity for c in found if c.severity != "warning"} == {"place-not-stated": "note"}
    assert {c.code: (c.rows, c.sectors) for c in found} == {
        "sum-mismatch": (("plan.csv requirements_usd", "objectives.csv requirements_usd"), ()),
        "objective-mismatch": (("objectives.csv 1",), ("food", "water", "roads")),
        "funding-not-reported": (("funding.csv food",), ("food",)),
        "over-100": (("funding.csv water",), ("water",)),
        "stale-funding": (("plan.csv funding_date", "plan.csv text_date"), ()),
        "place-not-stated": (("places.csv water",), ("water",)),
    }


def test_a_map_carries_the_caveats_of_its_sectors_and_of_the_whole_plan():
    found = check_plan(faulty())
    assert [c.code for c in caveats_touching(found, ["roads"])] == [
        "sum-mismatch",
        "objective-mismatch",
        "stale-funding",
    ]
    assert "over-100" in {c.code for c in caveats_touching(found, ["water"])}
    about_needs = replace(found[0], measures=("idps",))
    assert caveats_touching([about_needs], ["roads"]) == []


def test_a_plan_in_order_has_no_caveat():
    made = squareland.plan({"food": (60, 60, ["ash"], "named")})
    header = made.header.copy()
    header["text_date"] = header["funding_date"]
    assert check_plan(replace(made, header=header)) == []


@pytest.mark.parametrize(
    ("text", "reported", "day", "days"),
    [("2024-01-02", "2024-01-01", None, 1), ("2024-01-01", "2024-01-01", None, None),
     ("2023-12-31", "2024-01-01", None, None),
     ("2024-03-01", "2024-02-01", "2024-01-31", 60), ("2024-03-01", "2024-02-01", "2024-02-15", 60),
     ("2024-01-05", "2023-12-01", "2024-02-01", 35)],
)  # fmt: skip
def test_funding_is_old_by_the_days_between_its_day_and_that_of_the_text(text, reported, day, days):
    made = faulty()  # its only row of funding is of 2024-01-01
    header = made.header.copy()
    header["text_date"], header["funding_date"] = pd.Timestamp(text), pd.Timestamp(reported)
    found = list(stale_funding(replace(made, header=header), day and date.fromisoformat(day)))
    assert [f" {days} days" in c.write(EN) for c in found] == ([True] if days else [])


def test_where_every_row_is_silent_there_is_no_upper_end():
    (found,) = not_reported(squareland.plan({"food": (60, None, ["ash"], "named")}))
    assert found.write(EN) == "No sector reports its funding. Unknown is not zero."


def test_before_the_first_row_there_is_no_funding_rather_than_old_funding():
    (found,) = stale_funding(faulty(), date(2023, 12, 31))
    assert (found.code, found.severity, found.rows) == ("funding-none-yet", "warning", ("funding.csv as_of",))
    assert found.write(EN) == "No funding had been reported up to December 31, 2023: every requirement counts as unmet."
    assert list(not_reported(faulty(), date(2023, 12, 31))) == []
    assert list(over_covered(faulty(), date(2023, 12, 31))) == []


@pytest.mark.parametrize(
    ("confirmed", "printed", "agrees"),
    [(31.8, 31, True), (31.8, 32, False), (29, 29, True), (140.3, 100, True), (140.3, 140, False), (31.8, 30, False)],
)
def test_a_printed_percentage_agrees_if_truncation_gives_it_and_the_source_stops_at_100(confirmed, printed, agrees):
    made = squareland.plan({"food": (100, confirmed, ["ash"], "named")})
    sectors = made.sectors.assign(printed_funded_pct=pd.array([printed], "Int64"))
    found = list(printed_percentages(replace(made, sectors=sectors)))
    assert (found == []) is agrees
    objectives = made.objectives.assign(printed_funded_pct=pd.array([printed], "Int64"))
    of_objective = list(printed_percentages(replace(made, objectives=objectives)))
    assert (of_objective == []) is agrees
    if not agrees:
        assert (found[0].rows, of_objective[0].rows) == (("sectors.csv food",), ("objectives.csv 1",))
        assert found[0].sectors == of_objective[0].sectors == ("food",)
        said = f": the source prints {printed}% funded; the amounts give {confirmed:.1f}%."
        assert (found[0].write(EN), of_objective[0].write(EN)) == (f"sectors.csv food{said}", f"objectives.csv 1{said}")


def test_printed_percentages_are_those_of_the_latest_day_alone():
    made = squareland.plan({"food": (100, 50, ["ash"], "named")})
    made = replace(made, sectors=made.sectors.assign(printed_funded_pct=pd.array([40], "Int64")))
    assert list(printed_percentages(made, date(2023, 12, 31))) == []
    assert len(list(printed_percentages(made, date(2024, 1, 1)))) == 1


def test_residues_and_targets_in_words_are_notes_of_their_rows(atlas):
    found = by_code(atlas)
    assert {(c.severity, c.rows) for c in found["editing-residue"]} == {
        ("note", ("sectors.csv preparedness",)), ("note", ("sectors.csv displacement-tracking",)),
    }  # fmt: skip
    (target,) = found["non-numeric-target"]
    assert (target.severity, target.rows, target.sectors) == ("note", ("objectives.csv 4",), ("displacement-tracking",))
    (unplaced,) = found["place-not-stated"]
    assert unplaced.sectors == ("durable-solutions", "disaster-prevention", "preparedness")
    made = faulty()
    headings = made.sectors.assign(source_title=["Food TBC", "Lorem Ipsum", "roads (XXX)"])
    assert [c.sectors for c in residues(replace(made, sectors=headings))] == [("food",), ("water",), ("roads",)]


def test_a_header_alone_says_so_and_nothing_else(library):
    (only,) = check_plan(library.atlases["mli-2021"].plan)
    assert (only.code, only.severity, only.rows) == ("header-only", "warning", ("plan.csv",))
    assert "they are unknown, not zero" in only.write(EN)
