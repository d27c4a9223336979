"""Small groups are withheld, and so is what would give one away by a sum, in one table or in several together."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.monitoring.layers.partial_sums import add_up
from geo.monitoring.layers.placing import shape_placer
from geo.monitoring.layers.profile import load_profiles
from geo.monitoring.layers.records import read_records
from geo.monitoring.layers.shown_sums import EVERYWHERE
from geo.monitoring.layers.summary import Grid, summarise_parts
from geo.monitoring.layers.withholding import withheld_cells
from tests import squareland

ROWS, COLUMNS = ("a", "b", "c"), (1, 2, 3)
CELLS = [(r, c) for r in ROWS for c in COLUMNS]
SUMS = [(("", c), [(r, c) for r in ROWS]) for c in COLUMNS] + [((r, 0), [(r, c) for c in COLUMNS]) for r in ROWS]
"""A table with the sum of each column and of each row."""


def table(*numbers):
    cells = dict(zip(CELLS, numbers, strict=True))
    every = cells | {whole: sum(cells[p] for p in parts) for whole, parts in SUMS}
    return pd.Series(every.values(), index=pd.Index(list(every), tupleize_cols=False))


def hidden(n, smallest=5):
    found = withheld_cells(n, SUMS, smallest)
    return {cell for cell, held in zip(n.index, found, strict=True) if held}


def test_nothing_is_withheld_where_no_group_is_small():
    assert hidden(table(9, 8, 0, 7, 6, 5, 9, 9, 9)) == set()


def test_a_small_group_takes_one_more_of_its_row_and_of_its_column_and_their_meeting_with_it():
    # (a, 1) is small. Its row's smallest is (a, 2), its column's (b, 1); both need a fourth to hide behind: (b, 2).
    assert hidden(table(2, 10, 30, 11, 12, 40, 50, 60, 70)) == {("a", 1), ("a", 2), ("b", 1), ("b", 2)}


def test_nobody_is_no_small_group():
    assert ("b", 2) not in hidden(table(2, 10, 30, 11, 0, 40, 50, 60, 70))


def one_sum(*parts):
    cells = {f"p{k}": n for k, n in enumerate(parts)} | {"all": sum(parts)}
    return pd.Series(cells), [("all", [c for c in cells if c != "all"])]


def test_two_small_groups_that_are_small_together_take_a_third():
    n, sums = one_sum(1, 1, 8, 20)
    assert withheld_cells(n, sums, 5).tolist() == [True, True, True, False, False]


def test_a_sum_that_has_one_part_is_withheld_with_it():
    n, sums = one_sum(3, 0)
    assert withheld_cells(n, sums, 5).tolist() == [True, False, True]


def test_a_part_that_must_be_withheld_takes_its_sum_where_nothing_else_is_left():
    n, sums = one_sum(9, 0)
    assert withheld_cells(n, sums, 5, already=["p0"]).tolist() == [True, False, True]
    assert withheld_cells(n, sums, 5, already=["p0"], told=["all"]).tolist() == [True, False, False]


def determined(unknown, equations):
    """Find which of some unknown numbers sums of them determine, by rank."""
    if not equations:
        return set()
    matrix = np.array([[row.get(cell, 0) for cell in unknown] for row in equations], dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    unit = np.eye(len(unknown))
    return {c for k, c in enumerate(unknown) if np.linalg.matrix_rank(np.vstack([matrix, unit[k]])) == rank}


@given(st.lists(st.integers(0, 12), min_size=9, max_size=9), st.integers(2, 6))
def test_no_sum_gives_a_withheld_cell_away(numbers, smallest):
    n = table(*numbers)
    held = hidden(n, smallest)
    assert held >= {cell for cell, k in zip(n.index, n, strict=True) if 0 < k < smallest}
    unknown = sorted(held, key=str)
    equations = [{whole: -1} | dict.fromkeys(parts, 1) for whole, parts in SUMS]
    kept = [{c: v for c, v in e.items() if c in held} for e in equations]
    assert determined(unknown, [e for e in kept if e]) == set()
    records = dict(zip(n.index, n, strict=True))
    for whole, parts in SUMS:
        inside = [records[p] for p in parts if p in held]
        assert whole in held or not inside or (len(inside) > 1 and sum(inside) >= smallest)


@pytest.mark.parametrize("smallest", [0, 1])
def test_a_layer_that_shows_all_withholds_nothing(smallest):
    for numbers in itertools.islice(itertools.product((0, 1, 2), repeat=9), 50):
        assert hidden(table(*numbers), smallest) == set()


PROFILE = load_profiles()["feedback"]
PLOTS = [f"{region}-{side}" for region in squareland.SLUGS for side in ("east", "west")]
PARENTS = {plot: plot.partition("-")[0] for plot in PLOTS}
KINDS = ("complaint", "information", "question of another kind")
DAYS = ("2023-11-03", "2023-12-03", "2024-01-03")


def tables_of(counts, period):
    """Make the tables of some feedback, of cercles and of regions."""
    rows = [
        {"pcode": plot, "date": day, "category": kind, "n": n}
        for (plot, day, kind), k in counts.items()
        for n in range(k)
    ]
    made = {}
    for level in ("region", "cercle"):
        places = list(squareland.SLUGS) if level == "region" else PLOTS
        names = list(PARENTS.items()) if level == "region" else []
        frame = squareland.regions().frame
        frame = frame.loc[places] if level == "region" else frame.reindex(places)
        placer = shape_placer(frame, names, points=False)
        grid = Grid(placer.codes, level, period, PARENTS if level == "cercle" else None)
        records, reasons = read_records(pd.DataFrame(rows), PROFILE, placer, pd.Timestamp("2024-06-01"))
        made[level] = summarise_parts(add_up(records, reasons, len(rows), PROFILE, period), PROFILE, grid)
    return made


def cells_behind(row, level, period):
    """Return the finest cells whose sum a row is."""

    def fits(plot, day, kind):
        where = row.place in (EVERYWHERE, plot if level == "cercle" else PARENTS[plot])
        start = {"month": day[:7], "year": day[:4], "all": ""}[period]
        when = f"{row.period:%Y-%m}".startswith(start) if period != "year" else f"{row.period:%Y}" == start
        what = (
            row.measure == "received" or {"complaints": "complaint", "information": "information"}[row.measure] == kind
        )
        return where and when and what

    return {cell: 1 for cell in itertools.product(PLOTS, DAYS, KINDS) if fits(*cell)}


@pytest.mark.parametrize("period", ["month", "year", "all"])
@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 9, 30)), min_size=54, max_size=54))
def test_no_withheld_figure_can_be_had_by_subtracting_figures_of_regions_of_cercles_and_of_kinds(period, numbers):
    counts = dict(zip(itertools.product(PLOTS, DAYS, KINDS), numbers, strict=True))
    if not sum(numbers):
        return
    shown, held = [], []
    for level, summary in tables_of(counts, period).items():
        rows = summary.table[summary.table["measure"].isin(["received", "complaints", "information"])]
        for row in rows.itertuples():
            behind = cells_behind(row, level, period)
            n = sum(counts[cell] for cell in behind)
            if row.withheld:
                held.append(behind)
            else:
                assert n == row.n == row.value
                assert n >= PROFILE.smallest
                shown.append(behind)
    # A finest cell without a record has no row: it is known to be nothing.
    unknown = [cell for cell, k in counts.items() if k]
    matrix = np.array([[row.get(cell, 0) for cell in unknown] for row in shown], dtype=float).reshape(-1, len(unknown))
    rank = np.linalg.matrix_rank(matrix) if len(matrix) else 0
    for behind in held:
        asked = np.array([behind.get(cell, 0) for cell in unknown], dtype=float)
        assert np.linalg.matrix_rank(np.vstack([matrix, asked])) > rank
