"""An indicator is a row of a table and a file of figures: all else reads it there."""

import csv
import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.analysis import load_checked_library, read_view
from geo.briefing import compose_slide, storyline_of_view
from geo.core import DATA_FOLDER, DataError, View, split_query, translator
from geo.export import export_file, export_order
from geo.maps import compose_map
from geo.monitoring import Threshold, load_indicators
from geo.web import open_data_routes
from pages.parts import store
from tests.pages.reading import chosen, options
from tests.pages.test_pages import opened

EN, FR = translator("en"), translator("fr")
ROW = {
    "indicator": "returnees", "page": "needs", "layer": "need", "kind": "count", "symbol": "fill", "classes": "equal",
    "label_en": "Returnees", "label_fr": "Retournés", "name_en": "returnees", "name_fr": "retournés",
    "title_en": "Returnees per region", "title_fr": "Retournés par région", "unit_en": "returnees",
    "unit_fr": "retournés", "table": "returnees", "value": "people", "base": "", "caveats": "",
    "hxl": "#affected+returnees+num",
}  # fmt: skip
FIGURES = """date,region,areas,people,source
2024-03-31,mopti,2023,12000,DTM round of the test
2024-03-31,gao,2023,3000,DTM round of the test
2024-03-31,,,20000,DTM round of the test
"""


def written(data, **changed):
    """Add a row to the table of indicators, some of its cells changed."""
    file = data / "indicators.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows([*rows, ROW | changed])
    file.write_text(out.getvalue(), encoding="utf-8")
    return data


@pytest.fixture
def returnees(data):
    (data / "needs" / "returnees.csv").write_text(FIGURES, encoding="utf-8")
    return written(data)


def test_a_row_and_a_file_put_an_indicator_on_map_table_deck_route_and_address(returnees):
    library = load_checked_library(returnees)
    atlas = library.at({})
    view = read_view(split_query("measure=returnees&lang=fr"), atlas, strict=True)
    assert view.query() == "lang=fr&measure=returnees"
    drawn = compose_map(view, atlas)
    labels = {r.slug: r.label for r in drawn.regions if r.label}
    assert {slug: label.replace("\u202f", " ") for slug, label in labels.items()} == {"mopti": "12 000", "gao": "3 000"}
    assert (drawn.title, drawn.unit) == ("Retournés par région", "retournés")
    assert sum(entry.n for entry in drawn.legend) == 19  # of 20: Taoudénit is not drawn
    assert (
        drawn.need.total.replace("\u202f", " ").replace("\u00a0", " ")
        == "Total national, retournés, 31 mars 2024 : 20 000"
    )
    assert [c.code for c in drawn.caveats if c.measures] == ["need-part-of-total"]
    table = list(csv.DictReader(io.StringIO(export_file("csv", export_order(view, atlas), atlas).decode("utf-8-sig"))))
    assert {r["region"]: r["value"] for r in table if r["value"] and r["region"] != "#adm1+slug"} == {
        "mopti": "12000", "gao": "3000"}  # fmt: skip
    slide = compose_slide(storyline_of_view(view, atlas), atlas, "fr")[0]
    assert slide.title == "Mopti\u00a0: chiffre le plus élevé, 12\u202f000 (retournés)"  # what the map finds
    assert slide.subtitle.startswith("Retournés par région")
    assert [row[0] for row in slide.rows] == ["Mopti", "Gao"]
    client = TestClient(Starlette(routes=open_data_routes(lambda: library)))
    answer = client.get("/api/table.json?measure=returnees").json()
    assert {r["region"]: r["value"] for r in answer["rows"] if r["value"]} == {"mopti": 12000, "gao": 3000}


@pytest.mark.parametrize(("lang", "label"), [("en", "Returnees"), ("fr", "Retournés")])
def test_a_row_and_a_file_put_an_indicator_in_the_filter_and_on_the_page(returnees, monkeypatch, lang, label):
    monkeypatch.setattr(store, "folder", returnees)
    monkeypatch.setattr(store, "_store", store._Store())
    test = opened("needs", measure="returnees", lang=lang)
    assert not test.exception
    assert chosen(test, "measure") == [label]
    (leads,) = [address for shown, address, _ in options(test, "measure") if shown == label]
    assert "measure=returnees" in leads.removeprefix("?").split("&")
    assert any("DTM round of the test" in m.proto.body for m in test.get("html") if hasattr(m.proto, "body"))


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"classes": "fixed"}, "classes", "expected one of number, jenks, equal, quantile, bivariate"),
        ({"classes": "jenks: 0.2"}, "classes", "“jenks: from 0.2”"),
        ({"classes": "jenks: from a"}, "classes", "“jenks: from 0.2”"),
        ({"classes": "jenks:"}, "classes", "“jenks: from 0.2”"),
        ({"classes": "equal: from 1"}, "classes", "“jenks: from 0.2”"),
        ({"kind": "median"}, "kind", "count, amount, share, rate, class"),
        ({"kind": "share"}, "base", "a share needs the column that it is a share of"),
        ({"table": ""}, "table", "a need has a table and the column of its values"),
        ({"layer": "money"}, "table", "a need has a table and the column of its values"),
        ({"caveats": "census"}, "caveats", "own-base"),
        ({"hxl": "affected"}, "hxl", "HXL tag"),
        ({"label_fr": ""}, "label_fr", "the cell is empty"),
        ({"indicator": "idps"}, "indicator", "already there"),
    ],
)
def test_a_wrong_cell_of_the_indicators_is_named_with_its_row(data, changed, column, words):
    with pytest.raises(DataError) as caught:
        load_indicators(written(data, **changed))
    problem = next(p for p in caught.value.problems if p.row == 13)
    assert (problem.file, problem.column) == ("indicators.csv", column)
    assert words in problem.text(EN)


def test_figures_of_an_indicator_are_checked_as_those_of_any_other(returnees):
    file = returnees / "needs" / "returnees.csv"
    file.write_text(FIGURES.replace("gao,2023,3000", "gau,2023,-1"), encoding="utf-8")
    found = load_checked_library(returnees).complaints
    assert [(p.file, p.row, p.column) for p in found] == [("returnees.csv", 3, "people")]
    file.unlink()
    assert load_checked_library(returnees).complaints[0].text(EN).startswith("returnees.csv: the file is missing")


def test_a_folder_without_a_table_of_its_own_has_the_shipped_indicators(tmp_path):
    shipped = load_indicators(DATA_FOLDER)
    assert load_indicators(tmp_path).codes == shipped.codes
    assert shipped.of_page("funding") == ("unmet", "required", "confirmed", "coverage")
    assert shipped.of_page("where") == ("sectors",)
    assert shipped.observed == ("idps", "food_insecure", "food_insecure_share", "population")
    assert [shipped.counted(code) for code in ("food_insecure_share", "idps")] == ["food_insecure", "idps"]
    assert (shipped["coverage"].class_method, shipped["coverage"].threshold) == ("jenks", Threshold(1, included=False))
    assert shipped["food_insecure_share"].threshold == Threshold(0.2, included=True)
    assert (shipped[View().measure].class_method, shipped["idps"].threshold) == ("number", None)


def test_a_table_of_ones_own_may_still_have_the_old_name_of_the_page_where(tmp_path):
    rows = (DATA_FOLDER / "indicators.csv").read_text(encoding="utf-8")
    (tmp_path / "indicators.csv").write_text(rows.replace("sectors,where,", "sectors,coverage,"), encoding="utf-8")
    assert load_indicators(tmp_path).of_page("where") == ("sectors",)
