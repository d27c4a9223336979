"""Monitoring tools on the map: each shipped layer from ten rows, by hand; withheld, synthetic, alerts, beneath."""

import dataclasses
import datetime as dt
import io
import json

import pandas as pd
import pytest
from openpyxl import load_workbook

from geo.analysis import alerts_csv, bring_layer, monitored_layer, unserved, with_monitored
from geo.analysis.monitored import DECIDED_APART, OF_REGIONS
from geo.core import DataError, View
from geo.export import export_file, export_name, export_order
from geo.maps import compose_map, map_style
from geo.monitoring.layers import load_profiles, read_summary
from tests.tables import csv_file

PROFILES = load_profiles()
TEN = {
    "mobility": (
        """adm1_pcode,locality,date,idps
ML05,a,2024-01-02,100
ML05,a,2024-01-20,150
ML05,b,2024-01-05,50
ML05,c,2024-01-05,25
ML06,d,2024-01-05,10
ML06,e,2024-01-06,20
ML07,f,2024-01-07,5
ML07,f,2024-01-08,7
ML07,g,2024-01-09,0
ML99,h,2024-01-09,9""",
        "mobility_displaced",
        {"mopti": "225", "tombouctou": "30", "gao": "7"},
    ),
    "locations": (
        """region,village,date,eau
Mopti,a,2024-01-02,oui
Mopti,b,2024-01-02,oui
Mopti,c,2024-01-02,non
Mopti,d,2024-01-02,oui
Gao,e,2024-01-02,non
Gao,f,2024-01-02,non
Gao,g,2024-01-02,
Kidal,h,2024-01-02,yes
Kidal,i,2024-01-02,no
Kidal,j,2024-01-02,yes""",
        "locations_water",
        {"mopti": "75.0%", "gao": "0.0%", "kidal": "66.7%"},
    ),
    "stability": (
        """region,village,date,score
Mopti,a,2024-01-02,20
Mopti,b,2024-01-02,60
Mopti,c,2024-01-02,70
Gao,d,2024-01-02,49
Gao,e,2024-01-02,50
Gao,f,2024-01-02,51
Gao,g,2024-01-02,90
Kidal,h,2024-01-02,10
Kidal,i,2024-01-02,20
Kidal,j,2024-01-02,30""",
        "stability_fragile",
        {"mopti": "33.3%", "gao": "25.0%", "kidal": "100.0%"},
    ),
    "transhumance": (
        """lon,lat,date,tetes
-8.0,12.65,2024-01-02,60
-8.0,12.65,2024-01-03,61
-8.0,12.65,2024-01-04,62
-4.2,14.5,2024-01-02,10
-4.2,14.5,2024-01-03,11
0,0,2024-01-02,5
12.65,-8.0,2024-01-02,5
50,5,2024-01-02,5
-4.2,14.5,soon,5
-4.2,14.5,2024-01-04,-3""",
        "transhumance_heads",
        {"bamako": "183", "mopti": "21"},
    ),
    "migrants": (
        """lon,lat,date,persons
-8.0,12.65,2024-01-01,1
-8.0,12.65,2024-01-02,2
-8.0,12.65,2024-01-03,3
-8.0,12.65,2024-01-04,4
-8.0,12.65,2024-01-05,5
-4.2,14.5,2024-01-01,10
-4.2,14.5,2024-01-02,10
-4.2,14.5,2024-01-03,10
-4.2,14.5,2024-01-04,10
-4.2,14.5,2024-01-05,10""",
        "migrants_persons",
        {"bamako": "15", "mopti": "50"},
    ),
    "sites": (
        """region,site,service,date,providers
Mopti,s,0,2024-01-02,0
Mopti,s,1,2024-01-02,0
Mopti,s,2,2024-01-02,1
Mopti,s,3,2024-01-02,2
Gao,t,0,2024-01-02,1
Gao,t,1,2024-01-02,1
Gao,t,2,2024-01-02,3
Kidal,u,1,2024-01-02,0
Kidal,v,1,2024-01-02,0
Kidal,w,1,2024-01-02,0""",
        "sites_gaps",
        {"mopti": "50.0%", "gao": "0.0%", "kidal": "100.0%"},
    ),
    "feedback": (
        """region,date,category,delai_jours
Mopti,2024-01-01,complaint,1
Mopti,2024-01-02,complaint,2
Mopti,2024-01-03,complaint,3
Mopti,2024-01-04,complaint,4
Mopti,2024-01-05,complaint,5
Gao,2024-01-01,complaint,31
Gao,2024-01-02,complaint,32
Gao,2024-01-03,complaint,33
Gao,2024-01-04,complaint,34
Gao,2024-01-05,complaint,35""",
        "feedback_received",
        {"mopti": "5", "gao": "5"},
    ),
}
"""By layer: ten records, a measure, and its figures worked out by hand."""


def brought(atlas, code, text, **order):
    raw = csv_file([line.split(",") for line in text.splitlines()])
    layer = bring_layer(raw, f"{code}.csv", PROFILES, atlas, **order)
    return layer, with_monitored(atlas, (layer,))


def labels(drawn):
    return {r.slug: r.label for r in drawn.regions if r.state == "value"}


@pytest.mark.parametrize("code", list(TEN))
def test_ten_rows_of_each_shipped_layer_come_to_the_map_with_the_figures_worked_out_by_hand(atlas, code):
    text, measure, wanted = TEN[code]
    assert len(text.splitlines()) == 1 + 10
    layer, own = brought(atlas, code, text)
    assert layer.profile.code == code  # its columns tell which it is
    drawn = compose_map(View(measure=measure), own)
    assert labels(drawn) == wanted
    assert drawn.need.words.endswith("January 2024")
    assert drawn.scenario == ""
    assert PROFILES[code].names["fr"] in compose_map(View(measure=measure, lang="fr"), own).title
    assert measure not in atlas.indicators.codes  # the atlas that all share has nothing of it


def test_what_cannot_be_used_is_counted(atlas):
    layer, _ = brought(atlas, "transhumance", TEN["transhumance"][0])
    assert (layer.read, layer.placed) == (10, 6)
    assert layer.reasons.counts == {"zero-point": 1, "swapped": 1, "outside": 1, "no-date": 1, "negative": 1}


def feedback(**counts):
    """Write a table of so many complaints per region."""
    rows = [f"{region},2024-01-0{n},complaint" for region, k in counts.items() for n in range(1, k + 1)]
    return "\n".join(["region,date,category", *rows])


def small(atlas):
    return brought(atlas, "feedback", feedback(Mopti=2, Gao=6, Kidal=8, Ségou=9))[1]


def test_a_withheld_region_is_drawn_and_named_as_withheld_and_so_is_what_would_give_it_away(atlas):
    drawn = compose_map(View(measure="feedback_received"), small(atlas))
    states = {r.slug: r.state for r in drawn.regions if r.state != "nodata"}
    assert states == {"mopti": "withheld", "gao": "withheld", "kidal": "value", "segou": "value"}
    entry = next(e for e in drawn.legend if e.pattern == "withheld")
    assert (entry.n, entry.colour) == (2, None)
    mopti = next(r for r in drawn.regions if r.slug == "mopti")
    assert (mopti.value, mopti.label, mopti.need, mopti.pattern) == (None, "", None, "withheld")
    assert "withheld" in mopti.tooltip[0][1]
    assert map_style(drawn, small(atlas))["regions"]["mopti"]["pattern"] == "withheld"


def test_the_sum_of_another_month_never_stands_for_one_that_is_withheld(atlas):
    rows = ["gao,region,2023-12-01,6,6,False", "kidal,region,2023-12-01,8,8,False", ",region,2023-12-01,14,14,False",
            "gao,region,2024-01-01,,,True", "kidal,region,2024-01-01,9,9,False", "kayes,region,2024-01-01,9,9,False",
            ",region,2024-01-01,,,True"]  # fmt: skip
    raw = "\n".join([HEADER, *(f"feedback,received,{row},False,month" for row in rows)]).encode()
    own = with_monitored(atlas, (bring_layer(raw, "months.csv", PROFILES, atlas),))
    view = View(measure="feedback_received")
    assert compose_map(view, own).need.total == ""
    december = compose_map(view.but(date=pd.Timestamp("2023-12-31").date()), own)
    assert december.need.total == "National total, feedback received, December 2023: 14"


def test_older_wider_regions_do_not_tell_what_is_withheld_in_them(atlas):
    own = brought(atlas, "feedback", feedback(Mopti=2, Bandiagara=6, Douentza=7, Gao=9))[1]
    drawn = {r.slug: r.state for r in compose_map(View(measure="feedback_received", areas="2016"), own).regions}
    assert drawn["mopti"] == "withheld"
    assert drawn["gao"] == "value"


def test_no_file_tells_a_withheld_figure(atlas):
    own = small(atlas)
    order = export_order(View(measure="feedback_received"), own)
    table = pd.read_csv(io.BytesIO(export_file("csv", order, own)), skiprows=[1]).set_index("region")
    assert table["value"].dropna().to_dict() == {"kidal": 8, "segou": 9}
    shapes = json.loads(export_file("geojson", order, own))["features"]
    told = {f["properties"]["region"]: f["properties"]["value"] for f in shapes}
    assert {region: value for region, value in told.items() if value is not None} == {"kidal": 8, "segou": 9}
    book = load_workbook(io.BytesIO(export_file("xlsx", order, own)))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    of_feedback = [row for row in rows if "feedback_received" in row]
    assert {"withheld", None} <= {cell for row in of_feedback if "mopti" in row for cell in row}
    assert not [row for row in of_feedback if {"mopti", "gao"} & set(row) and {2, 6} & set(row)]


WEEKS = [
    f"transhumance,heads,{place},region,{day:%Y-%m-%d},{value},1,False,{{synthetic}},week"
    for place, year, n, value in [
        *[("mopti", y, w, 100) for y in range(2018, 2024) for w in range(40, 50)],
        ("mopti", 2024, 40, 100), ("mopti", 2024, 41, 900), ("kita", 2024, 41, 20),
    ]
    for day in [pd.Timestamp.fromisocalendar(year, n, 1)]
]  # fmt: skip
HEADER = "layer,measure,place,level,period,value,n,withheld,synthetic,every"


def weekly(atlas, *, synthetic=False):
    raw = "\n".join([HEADER, *(w.format(synthetic=synthetic) for w in WEEKS)]).encode()
    layer = bring_layer(raw, "weeks.csv", PROFILES, atlas)
    return layer, with_monitored(atlas, (layer,))


def test_alerts_are_on_the_map_of_their_week_in_words_and_in_a_file(atlas):
    layer, own = weekly(atlas)
    assert [(a.place, a.kind, a.count) for a in layer.alerts if a.week.year == 2024] == [("mopti", "mass", 900)]
    drawn = compose_map(View(measure="transhumance_heads"), own)
    assert labels(drawn) == {"mopti": "▲ 900", "kita": "20"}
    assert drawn.badges == ("▲ Early warning: Mopti (mass movement).",)
    mopti = next(r for r in drawn.regions if r.slug == "mopti")
    assert (
        "early warning",
        "Mass movement in Mopti, week of October 7, 2024: 900 against 100 usually (score 20.0, 6 earlier years)",
    ) in mopti.tooltip
    assert compose_map(View(measure="transhumance_heads", date=pd.Timestamp("2024-10-05").date()), own).badges == ()
    assert b"transhumance,heads,mopti,2024-10-07,mass,900.0,100" in alerts_csv(layer)


def test_the_plan_stands_beneath_and_a_region_without_a_sector_comes_first(atlas):
    _, own = weekly(atlas)
    rows = unserved(View(measure="transhumance_heads"), own)
    # The plan names four sectors in Mopti and none in Kita.
    assert [(u.region, u.value, u.sectors) for u in rows] == [("kita", 20, 0), ("mopti", 900, 4)]


def test_synthetic_figures_are_stamped_on_the_map_in_its_code_its_source_and_its_files(atlas):
    _, own = weekly(atlas, synthetic=True)
    view = View(measure="synthetic_transhumance_heads")
    drawn = compose_map(view, own)
    assert drawn.scenario.startswith("SYNTHETIC")
    assert any("SYNTHETIC" in s for s in drawn.sources)
    assert monitored_layer(own, view.measure).summary.synthetic
    assert "synthetic" in export_name("png", export_order(view, own))
    assert b"SYNTHETIC" in export_file("csv", export_order(view, own), own)


def test_a_table_of_cercles_of_an_unknown_layer_or_of_nothing_is_refused(atlas):
    for change in ("transhumance,heads,mopti,cercle", "herds,heads,mopti,region"):
        raw = f"{HEADER}\n{change},2024-01-01,1,1,False,False,week\n".encode()
        with pytest.raises(DataError):
            bring_layer(raw, "weeks.csv", PROFILES, atlas)
    with pytest.raises(DataError):
        bring_layer(csv_file([["colour", "taste"], ["red", "sweet"]]), "x.csv", PROFILES, atlas)
    with pytest.raises(DataError):
        bring_layer(csv_file([["region", "date", "water"], ["Nowhere", "2024-01-01", "yes"]]), "x.csv", PROFILES, atlas)


def test_a_table_that_looks_like_individuals_is_refused(atlas):
    rows = [["Gao", "2024-01-01", "complaint", f"+223 76 12 34 5{n}"] for n in range(9)]
    rows.insert(0, ["region", "date", "category", "telephone"])
    with pytest.raises(DataError) as error:
        bring_layer(csv_file(rows), "feedback.csv", PROFILES, atlas)
    assert "telephone" in str(error.value.problems[0].details)


def test_a_table_of_all_time_is_read_as_it_was_written(atlas):
    layer, own = brought(atlas, "mobility", TEN["mobility"][0], period="all")
    again = read_summary(layer.summary.csv().encode(), "x.csv")
    assert again.table["period"].tolist() == layer.summary.table["period"].tolist()
    assert compose_map(View(measure="mobility_displaced"), own).need.words == "Displaced persons, all time"
    assert dataclasses.replace(layer, alerts=()).alerts_at(None) == ()


def level_table(level, *rows, layer="transhumance,heads", synthetic=False):
    written = [f"{layer},{place},{level},2024-01-01,{value},1,False,{synthetic},month" for place, value in rows]
    return "\n".join([HEADER, *written]).encode()


def test_a_table_of_cercles_and_one_of_hexagons_are_drawn_beside_their_table_of_regions(atlas):
    regions = bring_layer(level_table("region", ("mopti", 30)), "regions.csv", PROFILES, atlas)
    assert regions.detail is None
    cercles = level_table("cercle", ("mopti", 10), ("youwarou", 20), ("", 30))
    both = bring_layer(cercles, "cercles.csv", PROFILES, atlas, held=(regions,))
    assert both.summary is regions.summary
    assert both.detail.at("cercle", "heads", dt.date(2024, 1, 1))["value"].to_dict() == {"mopti": 10, "youwarou": 20}
    three = bring_layer(level_table("h3", ("845a8b1ffffffff", 30)), "hex.csv", PROFILES, atlas, held=(both,))
    assert set(three.detail.tables) == {"cercle", "hexagon"}


@pytest.mark.parametrize("change", [
    {"held": ()}, {"raw": level_table("cercle", ("mopti", 10), synthetic=True)},
    {"raw": level_table("village", ("mopti", 10))},
    {"raw": level_table("cercle", ("mopti", 9)).replace(b"month", b"week")},
])  # fmt: skip
def test_a_finer_table_without_its_table_of_regions_is_refused(atlas, change):
    regions = bring_layer(level_table("region", ("mopti", 30)), "regions.csv", PROFILES, atlas)
    asked = {"raw": level_table("cercle", ("mopti", 10)), "held": (regions,)} | change
    with pytest.raises(DataError) as error:
        bring_layer(asked["raw"], "x.csv", PROFILES, atlas, held=asked["held"])
    assert error.value.problems[0].expected == OF_REGIONS


def test_a_table_of_hexagons_of_a_layer_with_small_groups_is_refused_beside_its_regions(atlas):
    layer = "migrants,persons"
    regions = bring_layer(level_table("region", ("mopti", 30), layer=layer), "regions.csv", PROFILES, atlas)
    with pytest.raises(DataError) as error:
        bring_layer(level_table("h3", ("845a8b1ffffffff", 30), layer=layer), "x.csv", PROFILES, atlas, held=(regions,))
    assert error.value.problems[0].expected == DECIDED_APART


def test_a_region_that_a_table_writes_is_not_taken_for_the_cercle_of_its_name(atlas):
    layer, _ = brought(
        atlas,
        "mobility",
        """adm1_pcode,locality,date,idps
Mopti,a,2024-01-02,100
ML05,b,2024-01-02,50
Youwarou,c,2024-01-02,7""",
    )
    rows = layer.detail.at("cercle", "displaced", dt.date(2024, 1, 1))
    assert rows["value"].to_dict() == {"youwarou": 7}
