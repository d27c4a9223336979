"""Tables of needs and of a reader's own weights: what is read, and which cell is wrong."""

import datetime as dt
from decimal import Decimal

import pytest

from geo.analysis import read_weights
from geo.core import DATA_FOLDER, DataError, translator
from geo.monitoring import load_indicators, load_observations, no_observations

T = translator("en")
LANDS = {"2023": ["ash", "birch", "cedar"], "2016": ["ash", "birch"], "2012": ["ash", "birch"]}
IDPS = "date,region,areas,idps,source\n"
FOOD = "start,end,reference,kind,region,areas,together,population,phase3plus,cercles,source\n"
GOOD_FOOD = "2023-06-01,2023-08-31,Jun-Aug,projected,ash,2023,birch; cedar,200,20,1,test\n"


def load(folder, idps="", food=""):
    (folder / "idps.csv").write_text(IDPS + idps, encoding="utf-8")
    (folder / "food.csv").write_text(FOOD + food, encoding="utf-8")
    return load_observations(folder, load_indicators(DATA_FOLDER), LANDS)


def refused(folder, **rows):
    with pytest.raises(DataError) as error:
        load(folder, **rows)
    return [(p.file, p.row, p.column, p.value, p.text(T)) for p in error.value.problems]


def test_a_table_is_read_as_it_stands(tmp_path):
    made = load(tmp_path, "2023-09-30,ash,2023,0,test\n2023-09-30,,,12,test\n", GOOD_FOOD)
    assert made.tables["idps"][["region", "areas", "idps"]].to_numpy().tolist() == [["ash", "2023", 0], ["", "", 12]]
    assert made.tables["food"].iloc[0][["together", "population", "phase3plus"]].tolist() == ["birch; cedar", 200, 20]
    nothing = no_observations(load_indicators(DATA_FOLDER))
    assert ({name: len(table) for name, table in nothing.tables.items()}, bool(nothing)) == (
        {"idps": 0, "food": 0},
        False,
    )


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        ("2023-09-30,cedar,2016,1,test", (2, "region", "cedar"), "unknown code; expected one of ash, birch"),
        ("2023-09-30,ash,,1,test", (2, "areas", ""), "a region needs the vintage"),
        ("2023-09-30,,2023,1,test", (2, "areas", "2023"), "a national total has none"),
    ],
)
def test_a_region_belongs_to_the_vintage_of_its_row(tmp_path, row, where, words):
    ((file, *found, said),) = refused(tmp_path, idps=row + "\n")
    assert (file, tuple(found)) == ("idps.csv", where)
    assert words in said


@pytest.mark.parametrize(
    ("before", "after", "column", "words"),
    [
        (
            "ash,2023,birch; cedar",
            ",,ash",
            "together",
            "value “ash”: a national total includes every region: name none here",
        ),
        ("birch; cedar", "birch;oak", "together", "unknown code; expected one of ash, birch, cedar"),
        (",200,20,", ",0,0,", "population", "more than 0 people"),
        (",200,20,", ",20,21,", None, "more people than the population"),
        ("2023-08-31", "2023-05-31", None, "ends before it starts"),
        ("Jun-Aug", "Jun-Jul-Aug", "reference", "expected the months"),
        ("Jun-Aug", "Jun", "reference", "expected the months"),
    ],
)
def test_one_wrong_cell_of_a_period_is_named(tmp_path, before, after, column, words):
    ((file, row, at, _, said),) = refused(tmp_path, food=GOOD_FOOD.replace(before, after))
    assert (file, row) == ("food.csv", 2)
    assert column is None or at == column
    assert words in said


def test_limits_that_are_just_kept_are_no_error(tmp_path):
    one_day = "2023-06-01,2023-06-01,Jun-Jun,current,ash,2023,,20,20,0,test\n"
    assert load(tmp_path, food=one_day).tables["food"]["phase3plus"].tolist() == [20]


def food_from(days, kind):
    start = (dt.datetime.now(tz=dt.UTC).replace(tzinfo=None) + dt.timedelta(days=days)).date()
    return f"{start},{start},Jun-Aug,{kind},ash,2023,,200,20,1,test\n"


@pytest.mark.parametrize(
    ("days", "kind", "good"),
    [(-2, "current", True), (2, "current", False), (363, "projected", True), (368, "projected", False)],
)
def test_only_a_projection_may_start_in_the_future_and_by_a_year_at_most(tmp_path, days, kind, good):
    if good:
        assert len(load(tmp_path, food=food_from(days, kind)).tables["food"]) == 1
    else:
        assert "only a projection may" in refused(tmp_path, food=food_from(days, kind))[0][-1]


def test_the_problems_of_both_tables_are_named_at_once(tmp_path):
    found = refused(tmp_path, idps="2023-09-30,oak,2023,1,test\n", food=GOOD_FOOD.replace("ash", "elm"))
    assert [(file, value) for file, _, _, value, _ in found] == [("idps.csv", "oak"), ("food.csv", "elm")]
    both = refused(tmp_path, idps="2023-09-30,ash,2023,1,a\n2023-09-30,ash,2023,2,b\n", food=GOOD_FOOD)
    assert {file for file, *_ in both} == {"idps.csv"}
    other_day = "2023-09-30,ash,2023,1,a\n2023-09-29,ash,2023,1,a\n2023-09-30,ash,2016,1,a\n"
    assert len(load(tmp_path, other_day).tables["idps"]) == 3


def weights(folder, text):
    (folder / "weights.csv").write_text(text, encoding="utf-8")
    return read_weights(folder / "weights.csv", LANDS["2023"])


def test_a_readers_weights_are_read_to_the_decimal(tmp_path):
    assert weights(tmp_path, "region,weight\ncedar,0.1\nash,3\nbirch,0\n") == (
        ("cedar", Decimal("0.1")), ("ash", Decimal(3)), ("birch", Decimal(0)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "row", "column", "words"),
    [
        ("ash,1\noak,2\n", 3, "region", "unknown code; expected one of ash, birch, cedar"),
        ("ash,-1\n", 2, "weight", "0 or more"),
        ("ash,0\nbirch,0\n", None, "weight", "give at least one region a weight above 0"),
        ("ash,1\nash,2\n", 3, None, "already there"),
    ],
)
def test_weights_that_split_nothing_are_refused(tmp_path, rows, row, column, words):
    with pytest.raises(DataError) as error:
        weights(tmp_path, "region,weight\n" + rows)
    (problem,) = error.value.problems
    assert problem.file == "weights.csv"
    assert (problem.row, column or problem.column) == (row, problem.column)
    assert words in problem.text(T)
