from geo import coverage
from geo.view import View

NAMED = {
    "mopti": 4, "tombouctou": 4, "menaka": 3, "gao": 2, "kayes": 2, "sikasso": 2, "segou": 2,
    "bandiagara": 1, "kidal": 1,
}  # fmt: skip


def counted(atlas, view):
    regions = atlas.regions[view.areas]
    return coverage.counts(atlas.plan, view, regions.rollup, list(regions.frame.index))


def test_counts_only_sectors_whose_text_names_the_region(atlas):
    counts = counted(atlas, View())
    assert counts[counts > 0].to_dict() == NAMED
    assert len(counts) == 20


def test_zones_add_protection_to_north_and_centre_only(atlas):
    more = counted(atlas, View(basis="zone")) - counted(atlas, View())
    north_and_centre = {
        "tombouctou", "gao", "kidal", "menaka", "taoudenit", "segou", "san", "mopti", "douentza", "bandiagara",
    }  # fmt: skip
    assert set(more[more == 1].index) == north_and_centre
    assert set(more.unique()) == {0, 1}


def test_mopti_of_2016_carries_mopti_and_bandiagara_once_per_sector(atlas):
    view = View(areas="2016")
    present = coverage.present(atlas.plan, view, atlas.regions["2016"].rollup)
    here = sorted(present.loc[present["region"] == "mopti", "sector"])
    assert here == ["cccm", "mhpss", "peacebuilding", "shelter", "stabilization"]


def test_menaka_of_2012_is_part_of_gao(atlas):
    present = coverage.present(atlas.plan, View(areas="2012"), atlas.regions["2012"].rollup)
    assert sorted(present.loc[present["region"] == "gao", "sector"]) == ["cccm", "mhpss", "stabilization"]


def test_a_sector_filter_keeps_that_sector_alone(atlas):
    counts = counted(atlas, View(sector=("shelter",)))
    assert counts[counts > 0].to_dict() == {"mopti": 1, "tombouctou": 1}


def test_places_of_single_activities_show_on_the_activity_and_are_not_counted(atlas):
    rollup = atlas.regions["2023"].rollup
    here = coverage.activities_in(atlas.plan, View(), rollup, "segou")
    assert here.loc["displacement-tracking-9", "basis"] == "named"
    assert here.loc["displacement-tracking-1", "basis"] == "nationwide"
    elsewhere = coverage.activities_in(atlas.plan, View(), rollup, "kidal")
    assert "displacement-tracking-9" not in elsewhere.index


def test_what_is_not_placed_is_listed_with_its_basis(atlas):
    outside = coverage.not_placed(atlas.plan, View()).set_index("sector")["basis"].to_dict()
    assert outside == {
        "protection": "zone", "durable-solutions": "not_stated", "disaster-prevention": "not_stated",
        "preparedness": "not_stated", "displacement-tracking": "nationwide",
    }  # fmt: skip
    assert "protection" not in set(coverage.not_placed(atlas.plan, View(basis="zone"))["sector"])


def test_the_matrix_tells_named_zone_and_nationwide_apart(atlas):
    rollup = atlas.regions["2023"].rollup
    grid = coverage.matrix(atlas.plan, View(), rollup, ["mopti", "kayes"])
    assert list(grid["mopti"])[:4] == ["named", "named", "zone", ""]
    assert list(grid.loc["displacement-tracking"]) == ["nationwide", "nationwide"]
    assert list(grid.loc["durable-solutions"]) == ["", ""]
