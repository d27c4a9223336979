"""One view through all renderers: stamp, split, days and bounds are read back from every file that it gives."""

import csv
import datetime as dt
import html
import io
import json
import re
from decimal import Decimal

import geopandas as gpd
import openpyxl
import pptx
import pyogrio
import pypdf
import pytest
from PIL import Image

from geo.core import View, translator
from geo.export import EXPORT_FORMATS, export_file, export_name, export_order
from geo.maps import compose_map
from tests.geo.test_written import LAND

PLEDGE = (("water", Decimal(100_000)),)
VIEWS = [
    View(plan="squareland", measure="coverage", scenario=PLEDGE, region="ash"),
    View(plan="squareland", measure="unmet", scenario=PLEDGE, split="population", areas="2016", basis="zone", lang="fr",
         region="birch"),
    View(plan="squareland", measure="confirmed", scenario=PLEDGE, split="custom", region="cedar",
         weights=(("ash", Decimal(1)), ("birch", Decimal(2)), ("cedar", Decimal("1.5"))), date=dt.date(2024, 1, 1)),
]  # fmt: skip


def flat(text):
    return "".join(html.unescape(text).split())


@pytest.fixture(scope="module", params=VIEWS, ids=lambda v: v.query())
def files(request, tmp_path_factory):
    """Make every file of a view once; a GeoPackage is read from a disk."""
    view, folder = request.param, tmp_path_factory.mktemp("files")
    order = export_order(view, LAND)
    made = {}
    for kind in EXPORT_FORMATS:
        made[kind] = folder / export_name(kind, order)
        made[kind].write_bytes(export_file(kind, order, LAND))
    return view, compose_map(view, LAND), made


def rows_of(path, between=","):
    _, *rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=between)
    return rows


def test_every_name_says_that_it_is_a_what_if_and_they_all_differ(files):
    _, _, made = files
    assert all("SCENARIO-water+100k" in p.name for p in made.values())
    assert len({p.name for p in made.values()}) == len(EXPORT_FORMATS)


def test_every_row_and_feature_carries_stamp_split_basis_areas_and_days(files):
    view, drawn, made = files
    body = json.loads(made["geojson"].read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(made["xlsx"])
    head, _, *cells = book[translator(view.lang)("Data")].iter_rows(values_only=True)
    found = {
        "csv": rows_of(made["csv"]),
        "csv-excel": rows_of(made["csv-excel"], ";"),
        "json": json.loads(made["json"].read_text(encoding="utf-8"))["rows"],
        "geojson": [f["properties"] for f in body["features"]],
        "gpkg": gpd.read_file(made["gpkg"], layer="regions").to_dict("records"),
        "xlsx": [dict(zip(head, row, strict=True)) for row in cells],
    }
    for kind, rows in found.items():
        assert [r["region"] for r in rows] == [r.slug for r in drawn.regions], kind
        for row, region in zip(rows, drawn.regions, strict=True):
            assert row["scenario"] == drawn.scenario, kind
            assert (row["split"], row["basis"], row["areas"]) == (view.split, view.basis, view.areas), kind
            days = [d.date() if isinstance(d, dt.datetime) else dt.date.fromisoformat(str(d)[:10])
                    for d in (row["text_date"], row["funding_date"])]  # fmt: skip
            assert days == [drawn.text_date, drawn.funding_date], kind
            assert (row["bound"] or "") == ("≥" if region.label.startswith("≥") else ""), kind
            assert row["value_is"] == "scenario", kind


def number(cell):
    text = "" if cell is None or cell != cell else str(cell).replace(",", ".")  # noqa: PLR0124 - not a number
    return None if text in ("", "nan", "None") else float(text)


def test_a_pledge_stands_in_columns_of_its_own_and_never_in_what_is_confirmed(files):
    view, _, made = files
    plain = view.but(scenario=())
    order = export_order(plain, LAND)
    before = {r["region"]: r for r in json.loads(export_file("json", order, LAND))["rows"]}
    body = json.loads(made["geojson"].read_text(encoding="utf-8"))
    found = {
        "csv": rows_of(made["csv"]), "csv-excel": rows_of(made["csv-excel"], ";"),
        "geojson": [f["properties"] for f in body["features"]],
        "gpkg": gpd.read_file(made["gpkg"], layer="regions").to_dict("records"),
    }  # fmt: skip
    for kind, rows in found.items():
        for row in rows:
            for column in ("est_confirmed_usd", "est_unmet_usd", "est_coverage_pct"):
                assert number(row[column]) == number(before[row["region"]][column]), (kind, column)
        pledged = sum((number(r["scenario_confirmed_usd"]) or 0) - (number(r["est_confirmed_usd"]) or 0) for r in rows)
        assert pledged == pytest.approx(100_000), kind
    ledger = rows_of(made["ledger"])
    assert sum(number(r["scenario_confirmed_usd"]) or 0 for r in ledger) == 100_000 + sum(
        number(r["confirmed_usd"]) or 0 for r in ledger
    )


def test_the_words_around_the_map_say_stamp_and_view_in_every_file(files):
    view, drawn, made = files
    asked = view.query()
    notes = {r["kind"]: r["text"] for r in rows_of(made["notes"])}
    package = json.loads(made["datapackage"].read_text(encoding="utf-8"))
    layer = pyogrio.read_info(made["gpkg"], layer="regions")["layer_metadata"]
    picture = Image.open(made["png"]).text
    body = json.loads(made["geojson"].read_text(encoding="utf-8"))
    table = json.loads(made["json"].read_text(encoding="utf-8"))
    for words in (notes, package, layer, body, table):
        assert (words["scenario"], words["view"]) == (drawn.scenario, asked)
    assert (picture["Scenario"], picture["View"], picture["Title"]) == (drawn.scenario, asked, drawn.title)
    assert all(source in picture["Source"] and source in picture["Copyright"] for source in drawn.sources)
    summary = openpyxl.load_workbook(made["xlsx"]).worksheets[0]
    cells = [str(c.value) for row in summary.iter_rows() for c in row if c.value is not None]
    assert drawn.scenario in cells
    assert asked in cells


def test_every_slide_note_chart_picture_and_card_is_stamped(files):
    _, drawn, made = files
    stamp = flat(drawn.scenario)
    deck = pptx.Presentation(made["pptx"])
    for slide in deck.slides:
        texts = [flat(s.text_frame.text) for s in slide.shapes if s.has_text_frame]
        assert any(stamp in text for text in texts)
        assert stamp in flat(slide.notes_slide.notes_text_frame.text)
        for shape in slide.shapes:
            if shape.has_chart and shape.chart.has_title:
                assert stamp in flat(shape.chart.chart_title.text_frame.text)
            if shape.shape_type == 13:
                assert flat(Image.open(io.BytesIO(shape.image.blob)).text["Scenario"]) == stamp
    text = made["html"].read_text(encoding="utf-8")
    slides = re.findall(r'<section class="slide.*?</section>', text, re.DOTALL)
    own = {lang: flat(compose_map(drawn.view.but(lang=lang), LAND).scenario) for lang in ("en", "fr")}
    for slide in slides:
        assert own[re.search(r' lang="(\w\w)"', slide).group(1)] in flat(slide)
    body = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text).group(1))
    for name, cards in body["cards"].items():
        for number_of_card in cards.values():
            assert own[name[:2]] in flat(re.sub(r"<[^>]+>", "", body["texts"][number_of_card]))
    for kind in ("pdf", "region"):
        first = pypdf.PdfReader(made[kind]).pages[0].extract_text()
        assert stamp in flat(first)


def test_without_a_pledge_nothing_is_stamped():
    order = export_order(VIEWS[0].but(scenario=()), LAND)
    for kind in ("csv", "json", "geojson", "notes", "datapackage", "html"):
        assert b"SCENARIO" not in export_file(kind, order, LAND)
        assert "SCENARIO" not in export_name(kind, order)
