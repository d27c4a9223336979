from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.analysis.apportion import apportion_cents, split_weights

AMOUNTS = st.integers(0, 10**14)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(sum)


def test_an_even_split_gives_the_odd_cents_to_the_first_regions():
    assert apportion_cents(100, [1, 1, 1]) == [34, 33, 33]
    assert apportion_cents(200, [1, 1, 1]) == [67, 67, 66]


def test_the_largest_remainder_gets_the_cent():
    # 10 cents over 1:2:4 are 1.43, 2.86 and 5.71: floors 1, 2, 5; two cents to .86 and .71
    assert apportion_cents(10, [1, 2, 4]) == [1, 3, 6]


@pytest.mark.parametrize(
    ("cents", "shares", "made"),
    [
        (1, [1, 2, 2], [0, 1, 0]),  # remainders .2, .4, .4: the earlier of the largest
        (3, [2, 1, 2, 1], [1, 1, 1, 0]),  # 1, .5, 1, .5: the odd cent to the first of the two halves
        (5, [0, 3, 0, 3], [0, 3, 0, 2]),
        (100, [Fraction(1, 3), Fraction(1, 6), Fraction(1, 2)], [33, 17, 50]),  # 33.3, 16.7, 50
        (0, [1, 0], [0, 0]),
    ],
)  # fmt: skip
def test_odd_cents_go_to_the_largest_remainders_in_order(cents, shares, made):
    assert apportion_cents(cents, shares) == made


@given(AMOUNTS, WEIGHTS)
def test_every_cent_is_kept_and_no_share_is_a_cent_off_its_quotient(cents, shares):
    made = apportion_cents(cents, shares)
    assert sum(made) == cents
    assert all(abs(m - Fraction(cents * w, sum(shares))) < 1 for m, w in zip(made, shares, strict=True))


@given(AMOUNTS, WEIGHTS, st.integers(2, 1000))
def test_weights_count_only_in_proportion(cents, shares, factor):
    assert apportion_cents(cents, shares) == apportion_cents(cents, [w * factor for w in shares])


@pytest.mark.parametrize(("cents", "shares"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [2, -1])])
def test_an_impossible_split_is_refused(cents, shares):
    with pytest.raises(ValueError, match="expected an amount"):
        apportion_cents(cents, shares)


def test_a_region_without_a_figure_makes_the_whole_sector_even_and_is_named():
    made = split_weights("idps", ["a", "b", "c"], {"a": 5, "c": 0})
    assert (made.values, made.method, made.reason, made.regions) == ((1, 1, 1), "even", "missing", ("b",))


def test_weights_that_are_all_zero_make_the_sector_even():
    made = split_weights("custom", ["a", "b"], {"a": Decimal(0), "b": Decimal(0)})
    assert (made.values, made.method, made.reason, made.regions) == ((1, 1), "even", "all_zero", ())


def test_a_method_that_can_be_used_keeps_its_name_and_the_order_of_the_regions():
    made = split_weights("population", ["b", "a"], {"a": 5, "b": Decimal("0.5"), "c": 9})
    assert (made.values, made.method, made.reason, made.regions) == ((Fraction(1, 2), 5), "population", "", ())
    even = split_weights("even", ["a", "b"], {"a": 5})
    assert (even.values, even.method, even.reason, even.regions) == ((1, 1), "even", "", ())
    assert split_weights("idps", ["a", "b"]).regions == ("a", "b")  # no figures at all


def test_no_region_to_split_over_is_refused():
    with pytest.raises(ValueError, match="no region"):
        split_weights("even", [])


def test_a_zero_beside_other_figures_is_a_figure():
    assert split_weights("idps", ["a", "b"], {"a": 0, "b": 7}).values == (0, 7)


def test_a_negative_weight_is_refused():
    with pytest.raises(ValueError, match="negative"):
        split_weights("custom", ["a", "b"], {"a": Decimal(-1), "b": Decimal(2)})
