"""A few of the things of chance that ``python -m tests.fuzz`` throws by the thousand."""

import random

import pytest

from geo.core import DataError, Problem
from tests import fuzz


def test_whatever_comes_is_shown_or_refused_in_words(library):
    counts = list(fuzz.fuzz(7, library, views=60, pages=12, tables=15, storylines=15))
    assert [c.failures for c in counts] == [[]] * 4
    assert [c.shown + c.refused for c in counts] == [60, 12, 15, 15]
    assert all(c.shown and c.refused for c in counts)


def test_the_same_seed_throws_the_same(atlas):
    makers = (fuzz.view_maker(atlas), fuzz.make_page, fuzz.make_table, fuzz.storyline_maker(atlas))
    for make in makers:
        one, other, third = (
            [make(chance) for _ in range(5)] for chance in (random.Random(3), random.Random(3), random.Random(4))
        )
        assert one == other != third


def test_a_traceback_and_a_refusal_are_counted_apart():
    def use(what, _):
        raise {0: DataError([Problem("x", "y")]), 1: ValueError("z")}[what]

    numbers = iter((0, 1, 0))
    count = fuzz.run("views", 3, random.Random(1), lambda _: next(numbers), use)
    assert (count.shown, count.refused, len(count.failures)) == (0, 2, 1)
    assert "ValueError: z" in count.failures[0]


@pytest.mark.parametrize(
    ("seconds", "size", "slow"), [(0.9, 10, 0), (1.1, 10, 1), (1.9, 200_000, 0), (2.1, 200_000, 1)]
)
def test_what_takes_more_than_a_second_for_100_kilobytes_is_counted(monkeypatch, seconds, size, slow):
    now = [0.0]
    monkeypatch.setattr(fuzz, "cpu", lambda: now[0])

    def use(_what, _):
        now[0] += seconds

    assert fuzz.run("pages", 1, random.Random(1), lambda _: b"x" * size, use).slow == slow
