"""Small groups are withheld, and so is what would give one away by a sum."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.monitoring.layers.withholding import untold_lines, withheld_cells

ROWS, COLUMNS = ("a", "b", "c"), (1, 2, 3)
CELLS = [(r, c) for r in ROWS for c in COLUMNS]
LINES = [[(r, c) for c in COLUMNS] for r in ROWS] + [[(r, c) for r in ROWS] for c in COLUMNS]


def table(*numbers):
    return pd.Series(numbers, index=pd.Index(CELLS, tupleize_cols=False))


def hidden(n, smallest=5):
    found = withheld_cells(n, LINES, smallest)
    return {cell for cell in n.index if found[cell]}


def test_nothing_is_withheld_where_no_group_is_small():
    assert hidden(table(9, 8, 0, 7, 6, 5, 9, 9, 9)) == set()


def test_a_small_group_takes_one_more_of_its_row_and_of_its_column_and_their_meeting_with_it():
    # (a, 1) is small. Its row's smallest is (a, 2), its column's (b, 1); both need a fourth to hide behind: (b, 2).
    assert hidden(table(2, 10, 30, 11, 12, 40, 50, 60, 70)) == {("a", 1), ("a", 2), ("b", 1), ("b", 2)}


def test_nobody_is_no_small_group():
    assert ("b", 2) not in hidden(table(2, 10, 30, 11, 0, 40, 50, 60, 70))


def test_two_small_groups_that_are_small_together_take_a_third():
    n = pd.Series([1, 1, 8, 20], index=["p", "q", "r", "s"])
    assert withheld_cells(n, [list("pqrs")], 5).tolist() == [True, True, True, False]


def test_a_sum_that_is_one_withheld_cell_is_not_told():
    n = pd.Series([3, 0, 9, 9], index=["p", "q", "r", "s"])
    lines = [["p", "q"], ["r", "s"]]
    found = withheld_cells(n, lines, 5)
    assert found.tolist() == [True, False, False, False]
    assert untold_lines(lines, n, found, 5) == [True, False]


def solvable(n, found, told):
    """Find the withheld cells that the sums which are told determine, by elimination over whole numbers."""
    unknown = [cell for cell in n.index if found[cell]]
    sums = [([cell in line for cell in unknown]) for line, t in zip(LINES, told, strict=True) if not t]
    if not unknown or not sums:
        return set()
    matrix = np.array(sums, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    return {
        cell for k, cell in enumerate(unknown)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(unknown))[k]])) == rank
    }  # fmt: skip


@given(st.lists(st.integers(0, 12), min_size=9, max_size=9), st.integers(2, 6))
def test_no_sum_that_is_told_gives_a_withheld_cell_away(numbers, smallest):
    n = table(*numbers)
    found = withheld_cells(n, LINES, smallest)
    told = untold_lines(LINES, n, found, smallest)
    assert all(found[cell] for cell in CELLS if 0 < n[cell] < smallest)
    assert solvable(n, found, told) == set()
    for line, kept_back in zip(LINES, told, strict=True):
        inside = [cell for cell in line if found[cell]]
        assert kept_back or not inside or (len(inside) > 1 and n[inside].sum() >= smallest)


@pytest.mark.parametrize("smallest", [0, 1])
def test_a_layer_that_shows_all_withholds_nothing(smallest):
    assert not any(
        withheld_cells(table(*numbers), LINES, smallest).any()
        for numbers in itertools.islice(itertools.product((0, 1, 2), repeat=9), 50)
    )
