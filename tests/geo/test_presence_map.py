"""Presence is shown wherever it is: named, by a zone, nationwide, or said to be nowhere."""

import dataclasses
import re

import pytest

from geo.briefing.slides import fill_slide
from geo.briefing.storyline import Slide
from geo.charts import region_ranking
from geo.core import View, translator
from geo.maps import common_legend, compose_map, map_style, small_map_svg, small_maps
from geo.maps.model import BASIS_COLOURS, NONE_COLOUR, RAMP
from tests import squareland
from tests.geo.test_layers import LAND, drawn, legend_of, regions_of
from tests.svg_paths import corners


def looks(made):
    return {r.slug: (r.state, r.value, r.label, r.basis, r.pattern) for r in made.regions}


def test_a_sector_of_a_zone_is_drawn_in_lines_and_counted_only_if_asked():
    by_name, by_zone = drawn(sector=("health",)), drawn(sector=("health",), basis="zone")
    assert looks(by_name)["birch"] == ("none", 0, "◐", "zone", "zone")
    assert looks(by_zone)["birch"] == ("value", 1, "◐", "zone", "zone")
    for made in (by_name, by_zone):
        assert looks(made)["ash"] == ("none", 0, "", "", "")
        assert [(e.label, e.n, e.pattern) for e in made.legend] == [("◐ zone", 2, "zone"), ("none named", 1, "")]
        assert not made.framed
        assert made.badges == ()


def test_a_nationwide_sector_has_a_frame_and_says_so_on_the_map():
    made = drawn(sector=("data",))
    assert made.framed
    assert made.badges == ("Nationwide: Data",)
    assert {r.colour for r in made.regions} == {BASIS_COLOURS["nationwide"]}
    assert [(e.label, e.n, e.pattern) for e in made.legend] == [("○ nationwide", 3, "frame")]
    assert all(r.tooltip == (("○ Data", "nationwide"),) for r in made.regions)


def test_a_sector_without_a_place_says_so_on_the_map():
    land = squareland.atlas({"solutions": (1_000, None, [], "not_stated")})
    made = drawn(land, sector=("solutions",))
    assert made.badges == ("No place stated: Solutions",)
    assert not made.framed
    assert {r.colour for r in made.regions} == {NONE_COLOUR}


def test_a_map_of_many_sectors_shows_what_it_does_not_count():
    # Ash: food and water; Birch: food and roads (health by the zone); Cedar: food (health by the zone).
    made = drawn()
    assert [(r.label, r.pattern) for r in made.regions] == [("2", ""), ("2", ""), ("1", "")]
    assert (made.framed, made.badges) == (True, ("Nationwide: Data",))
    few = drawn(sector=("water", "health"))
    assert [(r.label, r.colour, r.pattern) for r in few.regions] == [
        ("1", RAMP[0], ""), ("◐", BASIS_COLOURS["zone"], "zone"), ("◐", BASIS_COLOURS["zone"], "zone")]  # fmt: skip
    assert legend_of(few) == [("◐ by zone only", BASIS_COLOURS["zone"], 2), ("1 sector", RAMP[0], 1)]
    wide = drawn(sector=("water", "data"))
    assert [(e.label, e.n) for e in wide.legend] == [("○ nationwide only", 2), ("1 sector", 1)]


def test_many_sectors_without_a_place_are_counted_on_the_map_and_no_more_than_three_named():
    land = squareland.atlas({c: (1_000, None, [], "not_stated") for c in ("one", "two", "three", "four")})
    assert drawn(land).badges == ("No place stated: 4 sectors",)
    assert drawn(land, sector=("one", "two", "three")).badges == ("No place stated: One, Two, Three",)
    long = "water, sanitation and hygiene in sites of displaced people "
    land = squareland.atlas({f"{long}{n}": (1_000, None, [], "not_stated") for n in (1, 2)})
    assert drawn(land).badges == ("No place stated: 2 sectors",)
    (said,) = drawn(land, sector=(f"{long}1",)).badges
    assert said.casefold() == f"no place stated: {long}1"


def test_a_plan_of_many_sectors_fills_no_class_with_more_than_half_of_its_regions(atlas):
    # 25 sectors over 19 regions: the first region has one of them, the last nineteen.
    slugs = list(atlas.regions["2023"].frame.index)[:19]
    sectors = {f"s{n}": (1_000, None, [s for i, s in enumerate(slugs) if i >= n], "named") for n in range(19)}
    sectors |= {f"t{n}": (1_000, None, [], "nationwide") for n in range(6)}
    land = dataclasses.replace(atlas, plan=squareland.plan(sectors))
    made = compose_map(View(), land)
    counts = [e.n for e in made.legend if e.colour in RAMP]
    assert (len(counts), sum(counts)) == (5, 19)
    assert max(counts) <= 9
    assert len({r.colour for r in made.regions if r.value}) == 5


@pytest.mark.parametrize(
    ("sector", "hatched", "framed", "said"),
    [
        ("protection", 10, False, ()),
        ("displacement-tracking", 0, True, ("Nationwide: Displacement tracking (DTM)",)),
        ("durable-solutions", 0, False, ("No place stated: Durable solutions",)),
    ],
)
def test_in_mali_no_sector_is_a_blank_map(atlas, sector, hatched, framed, said):
    for basis in ("named", "zone"):
        made = compose_map(View(sector=(sector,), basis=basis), atlas)
        assert (sum(r.pattern == "zone" for r in made.regions), made.framed, made.badges) == (hatched, framed, said)
    counted = [compose_map(View(sector=(sector,), basis=b), atlas).regions for b in ("named", "zone")]
    assert [sum(r.value for r in regions) for regions in counted] == [0, hatched]


def test_the_screen_is_told_of_lines_frame_and_sentence():
    sent = map_style(drawn(sector=("health",)))
    assert (sent["regions"]["birch"]["pattern"], sent["regions"]["birch"]["dark"]) == ("zone", False)
    assert "pattern" not in sent["regions"]["ash"]
    assert sent["legend"][0] == {"label": "◐ zone", "fill": BASIS_COLOURS["zone"], "n": 2, "pattern": "zone"}
    assert (map_style(drawn(sector=("data",)))["framed"], sent["framed"]) == (True, False)
    assert map_style(drawn(sector=("data",)))["badges"] == ("Nationwide: Data",)


def test_a_ranking_names_regions_of_a_zone_apart_from_those_without_the_sector():
    words = region_ranking(drawn(sector=("health",)), translator("en"))
    assert "By zone only: Birch, Cedar." in words
    assert "None named: Ash." in words
    assert "Nationwide only: Ash, Birch, Cedar." in region_ranking(drawn(sector=("data",)), translator("en"))


def test_a_slide_of_a_zone_lists_its_regions_with_the_sign():
    content = fill_slide(Slide("view", "sector=health"), LAND, "en")
    assert content.header == ("Region", "Basis")
    assert content.rows == (("Birch", "◐ zone"), ("Cedar", "◐ zone"))


def test_small_maps_are_one_for_each_objective_on_one_scale(atlas):
    maps = small_maps(View(measure="unmet", split="idps", sector=("shelter",)), atlas)
    assert [(title[:4], m.view.query()) for title, m in maps] == [
        ("1 · ", "objective=1"), ("2 · ", "objective=2"), ("3 · ", "objective=3"), ("4 · ", "objective=4")]  # fmt: skip
    whole = {e.label: e.colour for e in compose_map(View(), atlas).legend}
    seen = {e.label: e.colour for e in common_legend(maps)}
    assert {k: v for k, v in seen.items() if k in whole and "sector" in k}.items() <= whole.items()
    assert [e.label for e in common_legend(maps)].count("none named") == 1


def test_small_maps_of_one_objective_are_of_its_sectors(atlas):
    maps = small_maps(View(objective=("2",), lang="fr", basis="zone"), atlas)
    assert [m.view.query() for _, m in maps] == [
        f"lang=fr&sector={s}&basis=zone" for s in ("peacebuilding", "stabilization", "durable-solutions")]  # fmt: skip


def test_a_small_map_draws_every_region_in_its_fill_and_says_itself_in_words():
    picture = small_map_svg(drawn(sector=("water", "health")), LAND.regions["2023"])
    assert picture.count('fill="url(#z)"') == 2
    assert picture.count(f'fill="{RAMP[0]}"') == 1
    assert "Ash 1" in picture
    # Three squares, 300 units wide in all: each is a hundred wide and, at the equator, as high.
    first = next(iter(re.findall(r' d="([^"]+)" fill="#', picture)))
    assert set(*corners(first)) == {(0, 0), (0, 100), (100, 0), (100, 100)}
    assert f'stroke="{BASIS_COLOURS["zone"]}" stroke-width="9"' in small_map_svg(drawn(), LAND.regions["2023"])
    assert 'stroke-width="9"' not in picture


def test_the_slide_of_objectives_has_a_small_map_each(atlas):
    content = fill_slide(Slide("objectives", "basis=zone"), atlas, "fr")
    assert [title for title, _ in content.small][3].startswith("4 · ")
    assert {m.view.basis for _, m in content.small} == {"zone"}
    assert regions_of(content.small[0][1])["mopti"].value == 3
