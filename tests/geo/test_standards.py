"""Files are read back by the programs of the field: HXL's own validator, GDAL, and each other by P-code."""

import io
import itertools
import json
import shutil
import subprocess
from decimal import Decimal

import geopandas as gpd
import hxl
import pandas as pd
import pyogrio
import pytest
import shapely
from lxml import etree

from geo.core import DATA_FOLDER, View
from geo.export import EXPORT_FORMATS, export_file, export_order
from geo.maps import compose_map
from geo.monitoring import load_indicators

SCENARIO = (("mhpss", Decimal(500_000)), ("cccm", Decimal(-50_000)))
LOOKS = (
    {}, {"lang": "fr", "scenario": SCENARIO}, {"areas": "2016", "split": "idps", "basis": "zone"},
    {"areas": "2012", "lang": "fr", "split": "custom", "weights": (("mopti", Decimal("2.5")), ("gao", Decimal(1)))},
)  # fmt: skip
MEASURES = load_indicators(DATA_FOLDER).codes
HXL_FILES = [k for k, f in EXPORT_FORMATS.items() if f.suffix in ("csv", "xlsx") and k != "csv-excel"]


def written(kind, view, atlas, folder):
    path = folder / f"file.{EXPORT_FORMATS[kind].suffix}"
    path.write_bytes(export_file(kind, export_order(view, atlas), atlas))
    return path


def hxl_of(path):
    return hxl.data(str(path), hxl.InputOptions(allow_local=True))


def errors_of(path):
    found = []
    rows = list(hxl_of(path))
    assert hxl.schema(None, found.append).validate(hxl_of(path)) in (True, False)
    return rows, [(e.rule.description, e.message) for e in found if e.rule.severity == "error"]


@pytest.mark.parametrize("kind", HXL_FILES)
def test_hxls_own_validator_finds_no_error_in_a_table(atlas, tmp_path, kind):
    views = [View(measure=m, **look) for m, look in zip(MEASURES, itertools.cycle(LOOKS))]
    for view in (*views, View(measure="unmet", **LOOKS[1]), View(measure="coverage", **LOOKS[3])):
        rows, errors = errors_of(written(kind, view, atlas, tmp_path))
        assert errors == [], view.query()
        assert kind == "caveats" or len(rows) > 1


def test_the_p_code_is_what_is_found_as_the_code_of_a_region_and_its_list_is_named(atlas, tmp_path):
    """ML09 is Taoudénit in the list of 2025 and Bamako in that of 2021: a code alone would join the wrong rows."""
    found = {}
    for areas in ("2023", "2016", "2012"):
        source = hxl_of(written("csv", View(measure="unmet", areas=areas), atlas, tmp_path))
        code = hxl.TagPattern.parse("#adm1+code")
        assert [c.display_tag for c in source.columns if code.match(c)] == ["#adm1+code"]
        for row in source:
            key = row.get("#adm1+code"), row.get("#meta+pcode+list"), row.get("#meta+pcode+version")
            found.setdefault(key, set()).add(row.get("#adm1+slug"))
    assert all(len(regions) == 1 for regions in found.values())
    assert found["ML09", "OCHA COD-AB MLI", "v03 (2025)"] == {"taoudenit"}
    assert found["ML09", "OCHA COD-AB MLI", "2021"] == {"bamako"}


def test_tables_of_two_measures_are_joined_by_p_code(atlas, tmp_path):
    money = hxl_of(written("csv", View(measure="unmet"), atlas, tmp_path)).cache()
    people = hxl_of(written("xlsx", View(measure="idps", lang="fr"), atlas, tmp_path)).cache()
    figures = people.with_columns("#adm1+code,#affected+num").rename_columns("#affected+num:#affected+f")
    joined = money.merge_data(figures, keys="#adm1+code", tags="#affected+f")
    values = {row.get("#adm1+slug"): row.get("#affected+f") for row in joined}
    drawn = {r.slug: r.value for r in compose_map(View(measure="idps"), atlas).regions if r.value is not None}
    assert {slug: float(v) for slug, v in values.items() if v} == drawn


@pytest.mark.parametrize("areas", ["2023", "2016", "2012"])
def test_geojson_is_as_rfc_7946_has_it(atlas, areas):
    view = View(measure="unmet", areas=areas, scenario=SCENARIO)
    body = json.loads(export_file("geojson", export_order(view, atlas), atlas))
    shapes = {f["id"]: shapely.geometry.shape(f["geometry"]) for f in body["features"] if f["geometry"]}
    for shape in shapes.values():
        for part in getattr(shape, "geoms", [shape]):
            assert shapely.is_ccw(part.exterior)
            assert not any(shapely.is_ccw(ring) for ring in part.interiors)
    bounds = shapely.total_bounds(list(shapes.values()))
    assert body["bbox"] == pytest.approx(list(bounds))
    assert body["bbox"][0] < body["bbox"][2]
    assert {f["id"]: f.get("bbox") for f in body["features"]} == {
        f["id"]: list(shapes[f["id"]].bounds) if f["id"] in shapes else None for f in body["features"]
    }
    said = {(p["areas"], p["basis"], p["split"], p["text_date"], p["funding_date"], p["scenario"])
            for p in (f["properties"] for f in body["features"])}  # fmt: skip
    assert said == {(areas, "named", "even", "2024-10-10", "2024-01-13", compose_map(view, atlas).scenario)}


def test_a_geopackage_has_layers_fields_and_styles_for_gdal_and_geopandas(atlas, tmp_path):
    path = written("gpkg", View(measure="coverage", lang="fr", scenario=SCENARIO), atlas, tmp_path)
    assert pyogrio.list_layers(path)[:, 0].tolist() == [
        "regions", "neighbours", "rivers", "lakes", "towns", "layer_styles"]  # fmt: skip
    regions = gpd.read_file(path, layer="regions").set_index("region")
    assert regions.loc["tombouctou", "name"] == "Tombouctou"
    assert regions.loc["mopti", "sectors"] == "shelter|cccm|peacebuilding|stabilization"
    for column in ("est_required_usd", "est_confirmed_usd", "scenario_confirmed_usd", "value"):
        assert pd.api.types.is_float_dtype(regions[column]), column
    assert regions.loc["kidal", "scenario_confirmed_usd"] == 100_000  # 500,000 over five regions
    assert pd.isna(regions.loc["kidal", "est_confirmed_usd"])
    assert len(gpd.read_file(path, layer="rivers")) == len(atlas.basemap.rivers)
    assert set(gpd.read_file(path, layer="neighbours")["name_fr"]) == set(atlas.basemap.neighbours["name_fr"])
    styles = pyogrio.read_dataframe(path, layer="layer_styles")
    assert set(styles["f_table_name"]) == {"regions", "neighbours", "rivers", "lakes", "towns"}
    assert styles["useAsDefault"].all()


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="GDAL's ogrinfo is not installed (Debian: gdal-bin)")
def test_ogrinfo_reads_every_layer(atlas, tmp_path):
    for kind in ("gpkg", "geojson"):
        path = written(kind, View(measure="idps", areas="2016"), atlas, tmp_path)
        done = subprocess.run(["ogrinfo", "-al", "-so", str(path)], capture_output=True, text=True, check=True)
        assert "ERROR" not in done.stderr
        assert "pcode_version: String" in done.stdout
    assert all(f"Layer name: {name}" in subprocess.run(["ogrinfo", "-al", "-so", str(path.with_suffix(".gpkg"))],
               capture_output=True, text=True, check=True).stdout
               for name in ("regions", "rivers", "neighbours", "layer_styles"))  # fmt: skip


def test_a_csv_reads_as_a_table_of_numbers_and_days_without_its_tags(atlas):
    content = export_file("csv", export_order(View(measure="unmet", scenario=SCENARIO), atlas), atlas)
    frame = pd.read_csv(io.BytesIO(content), skiprows=[1], parse_dates=["text_date"]).set_index("region")
    assert len(frame) == 20
    assert frame["est_required_usd"].sum() == pytest.approx(12_000_000)
    assert frame["est_unmet_usd"].sum() == pytest.approx(9_953_052)  # without any pledge
    assert frame["text_date"].dt.year.unique().tolist() == [2024]


def style_of(path):
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    return etree.fromstring(styles.loc["regions", "styleQML"].split(">", 1)[1])


def discs(symbol):
    """Return colour, outline and the field that decides the size of each marker of a symbol."""
    found = []
    for layer in symbol.iterfind(".//layer[@class='SimpleMarker']"):
        looks = {o.get("name"): o.get("value") for o in layer.iterfind("./Option/Option")}
        size = layer.find(".//Option[@name='expression']").get("value")
        found.append((looks["color"], looks.get("outline_style", "solid"), size))
    return found


def test_a_geopackages_style_draws_the_circles_of_the_map_by_area_the_smaller_on_top(atlas, tmp_path):
    view = View(measure="unmet")
    path = written("gpkg", view, atlas, tmp_path)
    sizes = {r.slug: r.circle.size for r in compose_map(view, atlas).regions if r.circle}
    regions = gpd.read_file(path, layer="regions").set_index("region")
    for slug, row in regions.iterrows():
        if slug not in sizes:
            assert row[["circle_ring", "circle_filled", "circle_dashed"]].isna().all()
        else:
            assert (row["circle_ring"], row["circle_filled"]) == (sizes[slug].whole, sizes[slug].filled)
            assert row["circle_dashed"] == sizes[slug].end or (pd.isna(row["circle_dashed"]) and not sizes[slug].end)
    style = style_of(path)
    assert "circle_ring" in style.findtext(".//orderByClause")
    assert style.find(".//orderByClause").get("asc") == "0"
    categories = {c.get("value"): (c.get("symbol"), c.get("label")) for c in style.iterfind(".//category")}
    assert set(categories) == set(regions["colour"])
    number, label = categories["#fbfaf6"]
    assert label.startswith("unmet requirements, US dollars, estimate; ring: requirements; filled: confirmed; empty")
    ring, filled, dashed = discs(style.find(f".//symbols/symbol[@name='{number}']"))
    assert ring == ("255,255,255,255", "solid", 'coalesce(sqrt("circle_ring" / 3400000) * 14, 0)')
    assert filled == ("91,155,213,255", "no", 'coalesce(sqrt("circle_filled" / 3400000) * 14, 0)')
    assert dashed == ("0,0,0,0", "dash", 'coalesce(sqrt("circle_dashed" / 3400000) * 14, 0)')


def test_a_geopackages_style_tells_a_zone_from_a_named_region(atlas, tmp_path):
    path = written("gpkg", View(sector=("protection", "mhpss")), atlas, tmp_path)
    regions = gpd.read_file(path, layer="regions").set_index("region")
    assert regions["pattern"].dropna().eq("zone").all()
    assert regions["pattern"].notna()[["mopti", "kidal"]].tolist() == [True, False]
    style = style_of(path)
    categories = {c.get("value"): (c.get("symbol"), c.get("label")) for c in style.iterfind(".//category")}
    number, label = categories["#2069b4zone"]
    assert label == "◐ by zone only"
    fills = style.find(f".//symbols/symbol[@name='{number}']").iterfind("./layer[@class='SimpleFill']")
    looks = [{o.get("name"): o.get("value") for o in fill.iterfind("./Option/Option")} for fill in fills]
    assert [(x["color"], x["style"]) for x in looks] == [("238,244,250,255", "solid"), ("32,105,180,255", "b_diagonal")]
    assert '"pattern"' in style.find(".//renderer-v2").get("attr")


def test_a_geopackages_style_names_every_fill_of_the_map(atlas, tmp_path):
    views = [{}, {"sector": ("protection",)}, {"sector": ("displacement-tracking",)}, {"measure": "idps"},
             {"measure": "coverage"}, {"measure": "mismatch"}, {"measure": "unmet", "show": "fills"}]  # fmt: skip
    for changes in views:
        path = written("gpkg", View(**changes), atlas, tmp_path)
        assert all(c.get("label") for c in style_of(path).iterfind(".//category")), changes
