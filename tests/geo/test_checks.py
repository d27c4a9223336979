from geo import checks, funding
from geo.i18n import translator


def by_code(atlas):
    found = {}
    for caveat in checks.run(atlas.plan):
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


def test_five_sectors_are_not_reported_and_coverage_is_an_interval(atlas):
    (caveat,) = by_code(atlas)["funding-not-reported"]
    assert len(caveat.sectors) == 5
    text = caveat.write(translator("en"))
    assert "22.4%" in text
    assert "41.6%" in text


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
    from geo import plans

    path = data / "plans" / "mli-2023-2024" / "sectors.csv"
    path.write_text(path.read_text().replace(",31,69,", ",32,68,"))
    plan = plans.load(path.parent, list(atlas.regions["2023"].frame.index))
    (caveat,) = checks.printed_figures(plan)
    assert caveat.sectors == ("stabilization",)


def test_every_caveat_is_written_in_french(atlas):
    en, fr = translator("en"), translator("fr")
    for caveat in checks.run(atlas.plan):
        assert caveat.write(en) != caveat.write(fr)


def test_zero_and_unreported_funding_are_kept_apart(atlas, data):
    from geo import plans

    path = data / "plans" / "mli-2023-2024" / "funding.csv"
    path.write_text(path.read_text().replace("shelter,2024-01-13,,not_reported", "shelter,2024-01-13,0,confirmed"))
    plan = plans.load(path.parent, list(atlas.regions["2023"].frame.index))
    states = funding.by_sector(plan)["state"]
    assert states["shelter"] == "zero"
    assert states["mhpss"] == "not_reported"
