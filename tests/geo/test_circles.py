"""Amounts as circles: areas as printed, what ring, fill and dashes are, places that hide none, legend sizes."""

import itertools
import math
from decimal import Decimal

import pytest

from geo.core import View, translator
from geo.maps import compose_map, map_style
from geo.maps.circles import CircleScale, circle_legend, draw_circles, label_point, round_sizes
from geo.maps.model import QUIET, CircleSize
from tests import squareland
from tests.geo.test_layers import LAND, SECTORS, regions_of

AMOUNTS = ("unmet", "required", "confirmed", "idps", "food_insecure", "population")
FILLS = ("sectors", "coverage", "food_insecure_share", "mismatch", "unmet_per_idp")


def drawn(atlas=LAND, beside=None, **changes):
    return compose_map(View(plan="squareland", **changes), atlas, beside)


def sizes_of(made):
    return {r.slug: (r.circle.size.whole, r.circle.size.filled, r.circle.size.end) for r in made.regions if r.circle}


def test_a_ring_is_what_is_required_and_its_fill_what_is_confirmed_of_it():
    # Birch: 400 k required, 250 k confirmed, of which 50 k are a surplus of roads: it fills no gap, 200 k stay empty.
    made = drawn(measure="unmet")
    assert {s: size[:2] for s, size in sizes_of(made).items()} == {
        "ash": (900_000, 100_000), "birch": (400_000, 200_000), "cedar": (300_000, 100_000)}  # fmt: skip
    assert [v.label for v in made.regions] == ["$800\u00a0k", "$200\u00a0k", "$200\u00a0k"]
    assert {s: size[:2] for s, size in sizes_of(drawn(measure="required")).items()} == {
        "ash": (900_000, 100_000), "birch": (400_000, 200_000), "cedar": (300_000, 100_000)}  # fmt: skip


def test_where_confirmed_funding_is_the_subject_the_fill_is_all_of_it():
    assert {s: size[:2] for s, size in sizes_of(drawn(measure="confirmed")).items()} == {
        "ash": (900_000, 100_000), "birch": (400_000, 250_000), "cedar": (300_000, 100_000)}  # fmt: skip


def test_a_surplus_alone_lets_the_fill_pass_the_ring_only_where_confirmed_is_the_subject():
    land = squareland.atlas({"roads": (100_000, 150_000, ["birch"], "named")})
    assert sizes_of(drawn(land, measure="confirmed")) == {"birch": (100_000, 150_000, None)}
    assert sizes_of(drawn(land, measure="unmet")) == {"birch": (100_000, 100_000, None)}


def test_dashes_show_the_end_of_the_range_that_lies_farther():
    # By population Ash requires 690 k, Birch 370 k, Cedar 540 k.
    assert {s: size[2] for s, size in sizes_of(drawn(measure="unmet")).items()} == {
        "ash": 690_000, "birch": 370_000, "cedar": 540_000}  # fmt: skip
    # Food's confirmed 300 k: evenly 100 k each, by population 30, 90 and 180 k.
    assert {s: size[2] for s, size in sizes_of(drawn(measure="confirmed")).items()} == {
        "ash": 30_000, "birch": 240_000, "cedar": 180_000}  # fmt: skip


def test_a_range_that_is_printed_as_the_figure_has_no_dashes_and_no_key():
    land = squareland.atlas({"water": (600_000, None, ["ash"], "named")})
    made = drawn(land, measure="unmet")
    assert sizes_of(made) == {"ash": (600_000, 0, None)}
    assert [part for part, _ in made.circles.keys] == ["ring", "filled", "gap"]
    assert [part for part, _ in drawn(measure="unmet").circles.keys] == ["ring", "filled", "gap", "end"]
    assert [part for part, _ in drawn(measure="confirmed").circles.keys] == ["ring", "filled", "end"]


def test_a_region_that_reports_nothing_keeps_its_ring_and_its_hatch():
    land = squareland.atlas({"water": (600_000, None, ["ash"], "named")})
    made = drawn(land, measure="confirmed")
    assert sizes_of(made) == {"ash": (600_000, 0, None)}
    assert (made.regions[0].state, made.regions[0].colour) == ("nodata", None)


def test_areas_are_to_each_other_as_the_amounts():
    made = regions_of(drawn(measure="unmet"))
    ash, cedar = made["ash"].circle, made["cedar"].circle
    assert (cedar.radius / ash.radius) ** 2 == pytest.approx(300 / 900)
    assert (ash.radius_of(100_000) / ash.radius) ** 2 == pytest.approx(1 / 9)
    assert ash.radius == pytest.approx(0.055)  # the shorter side of Squareland is one degree


def test_the_screen_gets_the_same_areas_and_places():
    sent = map_style(drawn(measure="unmet"))["regions"]["ash"]["circle"]
    assert sent["at"] == [0.5, 0.5]
    assert [sent[part] for part in ("ring", "filled", "end")] == pytest.approx(
        [0.055, 0.055 / 3, 0.055 * math.sqrt(69 / 90)], abs=6e-6)  # fmt: skip
    assert "home" not in sent


def test_a_need_is_one_full_circle_as_large_as_its_short_label():
    assert sizes_of(drawn(measure="idps")) == {"ash": (30, 30, None), "birch": (10, 10, None)}
    made = regions_of(
        compose_map(View(measure="population"), pytest.importorskip("geo.analysis").load_checked_library().at({}))
    )
    assert (made["gao"].mark, made["gao"].value, made["gao"].circle.size.whole) == ("728\u00a0k", 727_517, 728_000)


def test_a_region_without_an_amount_has_no_circle():
    made = regions_of(drawn(measure="idps"))
    assert made["cedar"].circle is None
    assert made["cedar"].colour is None
    assert made["ash"].colour == QUIET


@pytest.mark.parametrize("measure", AMOUNTS)
def test_amounts_and_counts_are_circles_unless_the_reader_wants_fills(measure):
    assert drawn(measure=measure).circles is not None
    plain = drawn(measure=measure, show="fills")
    assert plain.circles is None
    assert not sizes_of(plain)
    assert QUIET not in {r.colour for r in plain.regions}


@pytest.mark.parametrize("measure", FILLS)
def test_shares_rates_classes_and_presence_are_fills_always(measure):
    assert drawn(measure=measure, show="circles").circles is None


def test_circles_have_one_scale_with_and_without_a_scenario_and_on_maps_side_by_side():
    pledged = drawn(measure="confirmed", scenario=(("water", Decimal(3_000_000)),))
    without = drawn(
        measure="confirmed",
        beside=View(plan="squareland", measure="confirmed", scenario=(("water", Decimal(3_000_000)),)),
    )
    assert pledged.circles.sizes == without.circles.sizes
    radii = [regions_of(made)["cedar"].circle.radius for made in (pledged, without)]
    assert radii[0] == radii[1]
    assert drawn(measure="confirmed").circles.sizes != without.circles.sizes


@pytest.mark.parametrize(
    ("most", "sizes"),
    [
        (3_400_000, (3e6, 1e6, 200_000)), (90, (50, 20, 5)), (1, (1, 0.3, 0.05)), (10, (10, 3, 0.5)), (0, ()),
        (float("nan"), ()), (-3, ()), (50, (50, 10, 3)),
    ],
)  # fmt: skip
def test_a_legend_has_round_sizes_of_the_largest_a_third_and_a_twelfth(most, sizes):
    assert round_sizes(most) == pytest.approx(sizes)


def test_the_circles_of_the_legend_are_on_the_scale_of_the_map():
    made = drawn(measure="unmet")
    ash = regions_of(made)["ash"].circle
    amounts = {"$500\u00a0k": 500_000, "$200\u00a0k": 200_000, "$50\u00a0k": 50_000}
    assert [words for words, _ in made.circles.sizes] == list(amounts)
    for words, radius in made.circles.sizes:
        assert (radius / ash.radius) ** 2 == pytest.approx(amounts[words] / 900_000)


def placed(sizes, most=100.0):
    """Draw circles on Squareland, so large that neighbours overlap; the middles are a degree apart."""
    scale = CircleScale(most, (0, 0, 30, 10))  # the largest radius is 0.55 degrees
    plain = drawn(measure="idps", show="fills").regions
    made = draw_circles(plain, {s: CircleSize(n, n) for s, n in sizes.items()}, scale, LAND.regions["2023"])
    return {r.slug: r.circle for r in made if r.circle}


def test_circles_that_would_overlap_give_way_the_smaller_one_more():
    squeeze = math.cos(math.radians(5))
    made = placed({"ash": 100, "birch": 25})
    assert [made[s].radius for s in ("ash", "birch")] == pytest.approx([0.55, 0.275])
    assert (made["birch"].lon - made["ash"].lon) * squeeze >= 0.825 * 1.06 - 1e-6
    made = placed({"ash": 100, "birch": 100})
    assert (made["birch"].lon - made["ash"].lon) * squeeze == pytest.approx(1.1 * 1.06)
    assert 0.5 - made["ash"].lon == pytest.approx(made["birch"].lon - 1.5, abs=1e-6)
    made = placed({"ash": 100, "birch": 81})
    assert 0 < 0.5 - made["ash"].lon < made["birch"].lon - 1.5


def test_a_circle_that_has_room_stands_exactly_where_it_belongs():
    made = placed({"ash": 4, "birch": 4, "cedar": 4})
    for n, slug in enumerate(("ash", "birch", "cedar")):
        middle = label_point(LAND.regions["2023"].frame.geometry[slug])
        assert (made[slug].lon, made[slug].lat) == (middle.x, middle.y)
        assert (middle.x, middle.y) == pytest.approx((n + 0.5, 0.5), abs=0.01)
        assert made[slug].home is None


@pytest.mark.parametrize("areas", ["2023", "2016", "2012"])
@pytest.mark.parametrize("measure", AMOUNTS)
def test_no_circle_of_mali_hides_another_and_one_beside_its_place_remembers_it(atlas, measure, areas):
    made = compose_map(View(measure=measure, areas=areas), atlas)
    squeeze = CircleScale(1, atlas.extent).squeeze
    circles = [r.circle for r in made.regions if r.circle]
    assert len(circles) >= 5
    for a, b in itertools.combinations(circles, 2):
        apart = math.hypot((a.lon - b.lon) * squeeze, a.lat - b.lat)
        reach = [c.radius_of(max(c.size.whole, c.size.filled)) for c in (a, b)]
        assert apart > sum(reach)
    shapes = atlas.regions[areas].frame.geometry
    for r in made.regions:
        if r.circle:
            middle = label_point(shapes[r.slug])
            moved = math.hypot((r.circle.lon - middle.x) * squeeze, r.circle.lat - middle.y)
            assert (r.circle.home is not None) == (
                moved > r.circle.radius_of(max(r.circle.size.whole, r.circle.size.filled))
            )


def test_the_legend_says_that_a_line_leads_to_a_circle_that_gave_way():
    crowded = compose_map(View(plan="squareland", measure="idps"), squareland.atlas(SECTORS))
    assert crowded.circles.note == ""
    values = placed({"ash": 100, "birch": 0.2})
    assert values["birch"].home is None  # it has room
    scale = CircleScale(100, (0, 0, 90, 30))  # circles larger than the regions: the small one lands beside its own
    plain = drawn(measure="idps", show="fills").regions
    made = draw_circles(plain, {"ash": CircleSize(100, 100), "birch": CircleSize(1, 1)}, scale, LAND.regions["2023"])
    assert made[1].circle.home == (pytest.approx(1.5, abs=0.01), pytest.approx(0.5, abs=0.01))
    words = circle_legend(made, scale, str, (), translator("en")).note
    assert words == "A line leads from a circle to its region where it had to give way."
