"""Tables to take away: unknown is not zero, every unit is said, and a sheet is ready to be read and printed."""

import csv
import io
import json
import re

import geopandas as gpd
import openpyxl
import pyogrio
import pypdf
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.briefing import profile_region
from geo.core import View, translator
from geo.export import export_file, export_order, table_rows
from geo.maps import compose_map, need_sources
from geo.maps.layers.needs import need_of_view
from geo.store import Library
from geo.web import open_data_routes


def made(kind, view, atlas, paper=""):
    return export_file(kind, export_order(view, atlas, None, paper), atlas)


def book_of(view, atlas):
    return openpyxl.load_workbook(io.BytesIO(made("xlsx", view, atlas)))


def regions_of(view, atlas):
    return {r["region"]: r for r in table_rows(compose_map(view, atlas), atlas)}


def column_of(sheet, name):
    n = [c.value for c in sheet[1]].index(name) + 1
    return [sheet.cell(row, n) for row in range(3, sheet.max_row + 1)]


def test_where_nothing_is_located_money_is_empty_and_a_counted_zero_stays(atlas):
    for measure in ("unmet", "coverage", "unmet_per_idp"):
        bamako = regions_of(View(measure=measure), atlas)["bamako"]
        assert [bamako[f"est_{k}_usd"] for k in ("required", "confirmed", "unmet")] == [None] * 3
    assert regions_of(View(), atlas)["bamako"]["value"] == 0
    kidal = regions_of(View(measure="unmet"), atlas)["kidal"]  # mhpss alone: 1,000,000 / 5, not reported
    assert (kidal["est_required_usd"], kidal["est_confirmed_usd"], kidal["est_unmet_usd"]) == (200_000, None, 200_000)


def test_the_unit_of_a_share_and_of_a_difference_of_ranks_is_said(atlas, tmp_path):
    share = regions_of(View(measure="coverage"), atlas)["mopti"]
    assert share["unit"].endswith("(a share: 0.5 is 50 %)")
    ranks = regions_of(View(measure="mismatch"), atlas)["bandiagara"]
    assert ranks["unit"].startswith("rank by response less rank by need")
    assert ranks["value"] == 3  # sixth by money, third by need
    layer = tmp_path / "x.gpkg"
    layer.write_bytes(made("gpkg", View(measure="mismatch"), atlas))
    assert set(gpd.read_file(layer)["unit"]) == {ranks["unit"]}


def test_every_file_carries_the_same_view(atlas, tmp_path):
    for view, words in ((View(), "lang=en"), (View(lang="fr", measure="unmet"), "lang=fr&measure=unmet")):
        layer = tmp_path / "x.gpkg"
        layer.write_bytes(made("gpkg", view, atlas))
        notes = csv.DictReader(io.StringIO(made("notes", view, atlas).decode("utf-8-sig")))
        sheet = book_of(view, atlas).worksheets[0]
        found = {
            "gpkg": pyogrio.read_info(layer, layer="regions")["layer_metadata"]["view"],
            "geojson": json.loads(made("geojson", view, atlas))["view"],
            "json": json.loads(made("json", view, atlas))["view"],
            "notes": next(r["text"] for r in notes if r["kind"] == "view"),
            "datapackage": json.loads(made("datapackage", view, atlas))["view"],
            "xlsx": sheet.cell(sheet.max_row, 1).value,
        }
        assert set(found.values()) == {words}, found
        assert f": {words}" in translator(view.lang)("View: {view}", view=words).replace("\u00a0", " ").replace(
            " :", ":"
        )


def test_a_csv_file_opens_in_excel_with_its_accents(atlas):
    assert made("csv", View(), atlas).startswith(b"\xef\xbb\xbfregion,")
    routes = open_data_routes(lambda: Library({atlas.plan.code: atlas}, {}))
    answer = TestClient(Starlette(routes=routes)).get("/api/table.csv")
    assert answer.content == made("csv", View(), atlas)


def words_of(sheet, heading):
    """Return the cells of a column of a sheet's table."""
    (table,) = sheet.tables.values()
    head, *rows = sheet[table.ref]
    n = [c.value for c in head].index(heading)
    return {row[n].value for row in rows}


def test_a_french_workbook_has_words_where_the_tables_have_codes(atlas):
    book = book_of(View(lang="fr", measure="unmet"), atlas)
    activities = words_of(book["Activités"], "Modalité")
    assert {"en nature", "formation"} <= activities
    assert not activities & {"in_kind", "mixed", "cash", "training"}
    assert words_of(book["Besoins"], "Nature") == {"observé", "projeté", "recensement"}
    assert words_of(book["Besoins"], "Besoin") == {"Personnes déplacées", "Crise alimentaire", "Population"}
    assert {None, "Tombouctou", "Ménaka"} <= words_of(book["Besoins"], "Région")
    assert "communautés hôtes" in " ".join(str(c) for c in words_of(book["Activités"], "Pour qui"))
    assert any("Abris et articles essentiels" in str(c) for c in words_of(book["Régions"], "Secteurs"))
    assert "Abris et articles essentiels" in words_of(book["Secteurs"], "Secteur")


def test_a_source_with_a_cut_address_is_named_by_its_host_and_in_the_readers_language(atlas):
    need = need_of_view("idps", View(), atlas)
    assert any("..." in s for s in need.sources)
    assert need_sources(need, translator("en")) == ("IOM DTM (fr.apadiaspora.net)",)
    assert need_sources(need, translator("fr")) == ("OIM DTM (fr.apadiaspora.net)",)


def test_the_seat_of_a_region_is_named_in_the_readers_language(atlas):
    assert dict(profile_region(View(), atlas, "tombouctou").facts)["Seat"] == "Timbuktu"
    assert dict(profile_region(View(lang="fr"), atlas, "tombouctou").facts)["Chef-lieu"] == "Tombouctou"


@pytest.mark.parametrize("kind", ["pdf", "region"])
def test_a_wide_paper_is_honoured_as_pdf(atlas, kind):
    reader = pypdf.PdfReader(io.BytesIO(made(kind, View(region="mopti", measure="unmet"), atlas, "16:9")))
    wide, high = (float(x) for x in reader.pages[0].mediabox[2:])
    assert wide / high == pytest.approx(16 / 9, abs=0.01)
    assert kind == "pdf" or len(reader.pages) == 1


def test_no_word_of_a_pdf_table_is_broken(atlas):
    pages = pypdf.PdfReader(io.BytesIO(made("pdf", View(lang="fr"), atlas))).pages
    lines = [line for page in pages for line in page.extract_text().split("\n")]
    assert any(re.search(r"\bTombouctou\b", line) for line in lines)
    assert not any(re.search(r"\bTombouct$|\bTombouc$", line) for line in lines)
