"""Classes separate: natural breaks worked out by hand, none empty or too full, ends that no figure lies on."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis import estimate_by_region
from geo.core import View, at_least, clear_number_between, decimals_of, figures_of, translator
from geo.maps import compose_map, map_style
from geo.maps.class_breaks import class_colours, class_ends, class_legend, class_of, has_classes, round_two_figures
from geo.maps.class_groups import equal_groups, natural_groups, quantile_groups
from geo.maps.model import RAMP
from geo.monitoring import Threshold
from tests import squareland

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("low", "high", "end"),
    [
        # one multiple of 2 M, of 500 k, of 0.1 lies there, and of no larger step
        (910_000, 2_400_000, 2_000_000), (2_400_000, 3_000_000, 2_500_000), (0.62, 0.78, 0.7), (0.187, 0.2, 0.19),
        (0.11, 0.12, 0.115), (10, 11, 10.5), (0, 50_000, 20_000), (0, 1, 0.5), (99, 101, 100), (1, 7, 5), (12, 47, 20),
        (100, 900, 500), (0.101, 0.102, 0.1015),
    ],
)  # fmt: skip
def test_the_clearest_number_between_two_has_the_largest_step(low, high, end):
    assert clear_number_between(low, high) == end


@given(st.lists(st.integers(0, 10**7), min_size=2, max_size=2, unique=True), st.sampled_from([1, 10, 1000]))
def test_a_clear_number_is_never_one_of_the_two(ends, divisor):
    low, high = sorted(e / divisor for e in ends)
    assert low < clear_number_between(low, high) < high


@pytest.mark.parametrize(
    ("value", "decimals", "figures"), [(2000, 0, 1), (12.5, 1, 3), (0.115, 3, 3), (915_000, 0, 3), (0, 0, 1)]
)
def test_a_number_is_written_with_the_decimals_that_it_needs(value, decimals, figures):
    assert (decimals_of(value), figures_of(value)) == (decimals, figures)


@pytest.mark.parametrize(("exact", "words"), [(False, ("10", "1.28 M")), (True, ("10.5", "1.285 M"))])
def test_an_exact_number_of_people_is_not_rounded_onto_a_figure(exact, words):
    assert tuple(translator("en").people(n, exact=exact).replace(NBSP, " ") for n in (10.5, 1_285_000)) == words


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([], []),
        ([7, 7, 7], [[7]]),
        ([3, 1, 2], [[1], [2], [3]]),
        ([1, 2, 4, 8, 16, 32], [[1, 2], [4], [8], [16], [32]]),  # joining 1 and 2 adds the least: a half
        ([1, 2, 10, 11, 20, 21, 30, 31, 40, 41], [[1, 2], [10, 11], [20, 21], [30, 31], [40, 41]]),
        ([5, 5, 5, 5, 1, 2], [[1], [2], [5]]),  # two thirds of the values, and all equal
    ],
)  # fmt: skip
def test_natural_breaks_are_those_worked_out_by_hand(values, groups):
    assert natural_groups([values]) == groups


def squares(groups):
    return sum(sum((v - sum(g) / len(g)) ** 2 for v in g) for g in groups)


def partitions(values, n):
    for cuts in combinations(range(1, len(values)), n - 1):
        yield [values[a:b] for a, b in pairwise((0, *cuts, len(values)))]


@given(st.lists(st.integers(0, 1000), min_size=6, max_size=11, unique=True))
def test_five_natural_groups_have_the_least_variance_of_all_partitions_that_are_not_too_full(values):
    values = sorted(float(v) for v in values)
    best = min(squares(p) for p in partitions(values, 5))
    made = natural_groups([values])
    if all(2 * len(g) <= len(values) for p in partitions(values, 5) if squares(p) <= best + 1e-6 for g in p):
        assert squares(made) == pytest.approx(best)
    assert len(made) <= 5


def test_a_group_of_more_than_half_is_split_and_the_nearest_others_joined():
    # By variance alone 1-6 are one group of ten values; 100, 200, 500 and 900 one each.
    few = [1, 2, 3, 4, 5, 6, 100, 200, 500, 900]
    assert natural_groups([few]) == [[1, 2, 3], [4, 5, 6], [100, 200], [500], [900]]
    assert natural_groups([[*few, 7, 8, 9]])[0] != [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("threshold", "groups"),
    [
        (None, [[1, 2], [19, 20], [21.5], [40], [60]]),
        # 20 leaves 19, which makes six groups; 20 and 21.5 are the nearest two
        (Threshold(20, included=True), [[1, 2], [19], [20, 21.5], [40], [60]]),
        (Threshold(20, included=False), [[1, 2], [19, 20], [21.5], [40], [60]]),
        (Threshold(99, included=True), [[1, 2], [19, 20], [21.5], [40], [60]]),
    ],
)
def test_a_threshold_parts_the_values_on_its_two_sides(threshold, groups):
    assert natural_groups([[1, 2, 19, 20, 21.5, 40, 60]], threshold) == groups


FIGURES = st.lists(st.sampled_from([0, 1, 2, 3, 5, 8, 13, 40, 41, 42, 300, 1000, 5000]), min_size=1, max_size=20)


def too_full(groups, shown):
    held = [[v for v in shown if g[0] <= v <= g[-1]] for g in groups]
    return [h for h in held if 2 * len(h) > len(shown) and len(set(h)) > 1]


@given(FIGURES, FIGURES)
def test_of_one_map_and_of_two_that_share_them_no_group_is_empty_or_too_full(one, other):
    for maps in ([one], [one, other]):
        groups = natural_groups(maps)
        assert all(groups)
        assert len(groups) <= len(RAMP)
        assert sorted({v for shown in maps for v in shown}) == [v for g in groups for v in g]
        assert not any(too_full(groups, shown) for shown in maps)


@given(FIGURES, st.floats(0.5, 4000))
def test_a_threshold_leaves_no_group_too_full_and_none_on_both_of_its_sides(values, value):
    groups = natural_groups([values], Threshold(value, included=True))
    assert not too_full(groups, values)
    assert not [g for g in groups if g[0] < value <= g[-1]]
    assert len(groups) <= len(RAMP)


@given(FIGURES, st.sampled_from(["jenks", "equal", "quantile"]))
def test_ends_lie_strictly_between_the_values_and_every_class_has_some(values, method):
    ends = class_ends(method, [values])
    assert not set(ends) & set(values)
    assert list(ends) == sorted(set(ends))
    assert {class_of(v, ends) for v in values} == set(range(len(ends) + 1))


def test_equal_steps_are_round_and_those_without_a_value_are_left_out():
    # up to 10 in steps of 2: 3 and 4 share one, nothing lies from 4 to 8
    assert equal_groups([[1, 3, 4, 9, 10]]) == [[1], [3, 4], [9, 10]]
    assert class_ends("equal", [[1, 3, 4, 9, 10]]) == (2, 6)  # the step ends on 4, which is printed
    assert class_ends("equal", [[1, 3, 3.9, 9, 10]]) == (2, 4)
    assert class_ends("equal", [[]]) == ()


def test_quantiles_have_as_many_values_each_and_equal_ones_together():
    assert quantile_groups([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]) == [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]]
    assert quantile_groups([[1, 1, 1, 1, 1, 2, 3, 9]]) == [[1], [2], [3, 9]]
    assert quantile_groups([[]]) == []


def test_a_threshold_is_the_end_itself_where_no_value_is_on_it():
    assert class_ends("jenks", [[0.1, 0.3]], Threshold(0.2, included=True)) == (0.2,)
    assert class_ends("jenks", [[0.1, 0.27]]) == (0.2,)
    assert class_ends("jenks", [[0.187, 0.2]], Threshold(0.2, included=True)) == (0.19,)
    assert class_ends("jenks", [[0.3, 2.9]], Threshold(1, included=False)) == (1,)  # the clearest would be 2


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_fewer_classes_lie_further_apart_on_the_ramp_and_darken_with_the_value(n):
    colours = class_colours(tuple(range(1, n)))
    assert (len(set(colours)), list(colours)) == (n, [c for c in RAMP if c in colours])
    if n > 2:
        assert (colours[0], colours[-1]) == (RAMP[0], RAMP[4])


def test_values_that_are_all_equal_are_one_class_named_by_the_value():
    words = {"label": lambda low, high: f"{low:g}-{high:g}"}
    (one,) = class_legend([7, 7], (), **words)
    assert (one.label, one.colour, one.n) == ("7-7", RAMP[2], 2)
    assert class_legend([], (), **words) == ()
    made = compose_map(View(plan="squareland", show="fills", measure="unmet"), LAND)
    assert [(e.label.replace(NBSP, " "), e.n) for e in made.legend] == [("$200 k", 3)]
    assert (made.method, any("Classes" in n for n in made.notes)) == ("", False)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0, 0), (3_010_916, 3_000_000), (3_050_001, 3_100_000), (99_500, 100_000), (994, 990), (7, 7), (0.1234, 0.12)],
)
def test_estimates_are_printed_with_two_significant_figures(value, rounded):
    assert round_two_figures(value) == rounded


LAND = squareland.atlas({"food": (600_000, 0, ["ash", "birch", "cedar"], "named")})


def views_of(indicator, atlas):
    """Yield every view of one sector and one day of an indicator, with all sectors and the latest day."""
    days = {None, *(day for _, day in compose_map(View(show="fills", measure=indicator.code), atlas).times)}
    sectors = [(), *((s,) for s in atlas.plan.sectors.index)]
    if indicator.layer == "need":
        sectors = [()]
    else:
        days |= set(atlas.plan.funding["as_of"].dt.date)
    for areas in ("2023", "2016", "2012"):
        for split in ("even", "idps") if indicator.layer == "money" else ("even",):
            for sector in sectors:
                for day in days:
                    yield View(show="fills", measure=indicator.code, sector=sector, date=day, areas=areas, split=split)


def test_in_every_map_of_values_no_class_is_empty_too_full_or_ends_on_a_figure(atlas):
    seen = 0
    for indicator in (i for i in atlas.indicators if has_classes(View(show="fills"), i)):
        for view in views_of(indicator, atlas):
            made, missing = compose_map(view, atlas), atlas.regions[view.areas].missing
            drawn = [r for r in made.regions if r.state == "value" and r.slug not in missing]
            shown = {r.slug: r.label.removeprefix("≥").strip() for r in drawn}
            fills = {r.slug: r.colour for r in drawn}
            classes = [e for e in made.legend if e.colour in RAMP]
            seen += len(classes) > 1
            for e in classes:
                inside = [shown[slug] for slug, fill in fills.items() if fill == e.colour]
                assert e.n == len(inside) > 0, (view.query(), e)
                assert 2 * e.n <= len(shown) or len(set(inside)) == 1, (view.query(), e)
            ends = {e.label.removeprefix("above ").split(" – ")[-1] for e in classes}
            assert len(classes) == 1 or not ends & set(shown.values()), (view.query(), ends)
    assert seen > 100


MONEY = ["unmet", "required", "confirmed", "coverage"]


def colour_of_ends(made):
    return [(e.label, e.colour) for e in made.legend if e.colour in RAMP]


@pytest.mark.parametrize("measure", [*MONEY, "unmet_per_idp"])
@pytest.mark.parametrize("sector", [(), ("shelter",), ("stabilization", "cccm")])
def test_before_and_after_a_pledge_have_one_scale(atlas, measure, sector):
    scenario = (("shelter", 2_000_000), ("stabilization", 500_000))
    after = View(show="fills", measure=measure, sector=sector).but(scenario=scenario)
    before = after.but(scenario=())
    alone = None if measure in MONEY else before  # side by side, money per person has one scale over its days too
    first, second = compose_map(before, atlas, after), compose_map(after, atlas, alone)
    if any(r.state == "value" for r in first.regions):  # shelter has reported nothing before the pledge
        assert colour_of_ends(first) == colour_of_ends(second)
        pairs = zip(*([e.n for e in m.legend if e.colour in RAMP] for m in (first, second)), strict=True)
        assert all(a + b for a, b in pairs) or measure not in MONEY


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (View(show="fills", measure="unmet"), View(show="fills", measure="unmet", sector=("mhpss",))),
        (
            View(show="fills", measure="coverage", sector=("cccm",)),
            View(show="fills", measure="coverage", basis="zone"),
        ),
        (View(show="fills", measure="idps"), View(show="fills", measure="idps", areas="2012")),
        (View(show="fills", measure="unmet_per_idp"), View(show="fills", measure="unmet_per_idp", split="idps")),
    ],
)
def test_maps_side_by_side_have_one_scale(atlas, left, right):
    one, other = compose_map(left, atlas, right), compose_map(right, atlas, left)
    assert colour_of_ends(one) == colour_of_ends(other)
    assert one.method == other.method


@pytest.mark.parametrize("measure", ["idps", "food_insecure", "food_insecure_share", "unmet_per_idp"])
def test_the_days_of_the_player_have_one_scale_and_a_day_alone_its_own(atlas, measure):
    still = compose_map(View(show="fills", measure=measure), atlas)
    queries = [query for _, query, _ in map_style(still)["times"]]
    assert all("classes=days" in q for q in queries)
    days = [day for _, day in still.times]
    played = [
        compose_map(View(show="fills", measure=measure, date=day, classes="days"), atlas) for day in (*days[:-1], None)
    ]
    assert len({tuple(colour_of_ends(m)) for m in played}) == 1
    assert played[0].method == "natural breaks (Fisher-Jenks) over all days"
    assert still.method == "natural breaks (Fisher-Jenks)"
    own = [compose_map(View(show="fills", measure=measure, date=day), atlas) for day in days]
    assert len({tuple(colour_of_ends(m)) for m in own}) > 1
    beside = compose_map(View(show="fills", measure=measure), atlas, View(measure=measure, date=days[0]))
    assert colour_of_ends(beside) == colour_of_ends(played[0]) or measure == "unmet_per_idp"
    assert beside.method == played[0].method


@pytest.mark.parametrize(
    ("classes", "named"),
    [("", "natural breaks (Fisher-Jenks)"), ("jenks", "natural breaks (Fisher-Jenks)"), ("equal", "equal steps"),
     ("quantile", "as many regions in each (quantiles)"), ("days", "natural breaks (Fisher-Jenks)")],
)  # fmt: skip
def test_a_reader_chooses_the_classes_and_the_map_names_them(atlas, classes, named):
    made = compose_map(View(show="fills", measure="unmet", classes=classes), atlas)
    assert (made.method, f"Classes: {named}." in made.notes) == (named, True)
    assert map_style(made)["legendMethod"] == named
    ends = {"equal": 2, "quantile": 5}.get(classes, 5)
    assert len(colour_of_ends(made)) == ends


def test_a_crisis_of_a_fifth_and_full_coverage_are_always_breaks(atlas):
    for measure, level, included in (("food_insecure_share", 0.2, True), ("coverage", 1, False)):
        for view in views_of(atlas.indicators[measure], atlas):
            made = [r for r in compose_map(view, atlas).regions if r.state == "value"]
            over = {r.colour for r in made if _printed(r) > level or (included and _printed(r) == level)}
            under = {r.colour for r in made if _printed(r) < level or (not included and _printed(r) == level)}
            assert not over & under, view.query()


def _printed(region):
    return round(float(region.label.strip("≥ %\u00a0").replace(",", "")) / 100, 4)


@pytest.mark.parametrize(("value", "digits", "wanted"), [
    (0.2863, 2, 0.28), (0.2899, 2, 0.28), (0.29, 2, 0.29), (0.07, 2, 0.07), (1.1, 1, 1.1), (0.4567, 3, 0.456),
])  # fmt: skip
def test_a_lower_bound_is_never_rounded_up(value, digits, wanted):
    assert at_least(value, digits) == wanted


def test_no_map_says_more_than_every_split_keeps(atlas):
    for split in ("even", "population", "idps"):
        view = View(measure="coverage", split=split)
        rows = estimate_by_region(view, atlas).rows
        bounds = {r.slug: r for r in compose_map(view, atlas).regions if r.label.startswith("≥")}
        assert bounds
        for slug, region in bounds.items():
            said = float(region.label.strip("≥ %\u00a0")) / 100
            assert said == region.value == region.low
            assert said <= rows[slug]["coverage_low"] < said + 0.01


def test_the_ends_of_classes_are_written_in_full_in_both_languages(atlas):
    made = compose_map(View(show="fills", measure="coverage", surplus="pooled"), atlas)
    first = next(e.label for e in made.legend if e.colour in RAMP)
    assert first == "0 – 12.5%"  # between 12 % and 13 %
    french = compose_map(View(show="fills", measure="coverage", surplus="pooled", lang="fr"), atlas)
    assert next(e.label for e in french.legend if e.colour in RAMP).replace("\u202f", " ") == "0 – 12,5 %"
    assert french.method == "seuils naturels (Fisher-Jenks)"
