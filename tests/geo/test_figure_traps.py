"""The traps of known formats: what is told twice, split, blank, or counts something else; worked out by hand."""

import datetime as dt

import pandas as pd
import pytest

from geo.core import translator
from geo.intake import bring, default_order, kind_of, make_layer, match_places
from geo.intake.numbers import as_days, as_numbers
from geo.places import index_places
from tests import tables

TODAY = dt.date(2025, 6, 30)


@pytest.fixture(scope="module")
def made(atlas):
    index = index_places("MLI", atlas.regions["2023"], atlas.cercles)

    def make(rows, kind="", file=tables.csv_file):
        (table, *_) = bring(file(rows), "x").tables
        order = default_order(table, kind or kind_of(table), TODAY)
        return make_layer("own_1", table, match_places(table, index), atlas.plan, order)

    return make


def figures(layer):
    return {(f"{r.date:%Y-%m-%d}", r.region): r.value for r in layer.by_region.itertuples()}


def said(layer):
    return " ".join(r.text(translator("en")) for r in layer.remarks)


DTM = ["id", "operation", "admin0Name", "admin0Pcode", "admin1Name", "admin1Pcode", "admin2Name", "admin2Pcode",
       "adminLevel", "numPresentIdpInd", "reportingDate", "yearReportingDate", "monthReportingDate", "roundNumber",
       "displacementReason", "numberMales", "numberFemales", "idpOriginAdmin1Name", "idpOriginAdmin1Pcode",
       "assessmentType", "operationStatus"]  # fmt: skip


def dtm(n, region, people, day, reason, origin, kind):
    code = {"Gao": "ML07", "Mopti": "ML05"}[region]
    return [n, "Crise du Mali", "Mali", "MLI", region, code, "", "", 1, people, f"{day}T00:00:00", day[:4],
        int(day[5:7]),
            3, reason, "", "", origin, "Not available", kind, "Active"]  # fmt: skip


ROUNDS = [
    DTM,
    dtm(1, "Gao", 100, "2024-03-31", "Conflict", "Mopti", "BA"),
    dtm(2, "Gao", 20, "2024-03-31", "Conflict", "Not available", "BA"),
    dtm(3, "Gao", 5, "2024-03-31", "Natural disaster", "Gao", "BA"),
    dtm(4, "Gao", 125, "2024-03-31", "Conflict", "Gao", "SA"),  # the same figure, told by sites
    dtm(5, "Mopti", 70, "2024-03-31", "Conflict", "Gao", "SA"),  # told by sites alone
    dtm(6, "Gao", 90, "2024-06-30", "Conflict", "Gao", "BA"),
]


@pytest.mark.parametrize("file", [tables.csv_file, tables.json_file, tables.xlsx_file])
def test_dtm_rows_by_reason_and_origin_are_added_up_and_a_second_telling_is_not(made, file):
    layer = made(ROUNDS, file=file)
    assert layer.kind == "displacement"
    assert figures(layer) == {("2024-03-31", "gao"): 125, ("2024-03-31", "mopti"): 70, ("2024-06-30", "gao"): 90}
    assert "1 rows tell the same figure a second time" in said(layer)


HAPI = ["location_code", "has_hrp", "in_gho", "admin1_code", "admin1_name", "admin2_code", "admin2_name", "admin_level"]


def test_hapi_rows_of_several_levels_are_not_added_up(made):
    head = [*HAPI, "operation", "assessment_type", "population", "reporting_round", "reference_period_start",
            "reference_period_end"]  # fmt: skip
    tail = ["2024-03-31", "2024-03-31"]
    rows = [head, ["MLI", "Y", "Y", "", "", "", "", 0, "x", "BA", 500, 1, *tail],
            ["MLI", "Y", "Y", "ML07", "Gao", "", "", 1, "x", "BA", 300, 1, *tail],
            ["MLI", "Y", "Y", "ML07", "Gao", "ML0701", "Ansongo", 2, "x", "BA", 120, 1, *tail],
            ["MLI", "Y", "Y", "ML05", "Mopti", "ML0506", "Mopti", 2, "x", "BA", 80, 1, *tail],
            ["AFG", "Y", "Y", "AF01", "Kabul", "", "", 1, "x", "BA", 999, 1, *tail]]  # fmt: skip
    layer = made(rows, file=lambda r: tables.csv_file(r, encoding="utf-8-sig"))
    assert figures(layer) == {("2024-03-31", ""): 500, ("2024-03-31", "gao"): 300, ("2024-03-31", "mopti"): 80}
    assert "1 rows of cercles are parts of regions" in said(layer)


def test_hapi_operational_presence_is_presence(made):
    rows = [[*HAPI, "org_acronym", "org_name", "org_type_description", "sector_code", "sector_name",
             "reference_period_start", "reference_period_end"],
            ["MLI", "Y", "Y", "ML07", "Gao", "ML0701", "Ansongo", 2, "ACF", "Action contre la faim", "INGO", "SHL",
             "Emergency Shelter and NFI", "2024-01-01", "2024-03-31"]]  # fmt: skip
    layer = made(rows)
    assert list(layer.presence.frame[["org", "sector", "cercle"]].itertuples(index=False, name=None)) == [
        ("acf", "shelter", "ansongo")
    ]
    assert layer.day == dt.date(2024, 3, 31)


def test_a_site_list_visited_on_several_days_is_one_round(made):
    rows = [["Région", "Cercle", "Commune", "Site/Village", "Nb ménages", "Nb individus", "Date"],
            ["Gao", "Gao", "Gao", "Site 1", 3, 20, "2024-03-01"], ["Gao", "Ansongo", "Bara", "Site 2", 2, 10,
                "2024-03-09"],
            ["Mopti", "Mopti", "Socoura", "Site 3", 1, 5, "2024-03-12"]]  # fmt: skip
    layer = made(rows)
    assert (layer.kind, figures(layer)) == (
        "displacement", {("2024-03-12", "gao"): 30, ("2024-03-12", "mopti"): 5},
    )  # fmt: skip


def test_the_total_row_of_a_region_is_no_part_of_it_and_a_wrong_one_is_told(made):
    rows = [["Région", "Cercle", "Nombre de PDI"], ["Gao", "Gao", 20], ["Gao", "Ansongo", 10], ["Gao", "Total", 31],
            ["Mopti", "Total", 7]]  # fmt: skip
    layer = made(rows)
    assert {r: n for (_, r), n in figures(layer).items()} == {"gao": 30, "mopti": 7}
    assert "the total row says 31, the rows below it add up to 30" in said(layer)


def test_figures_below_zero_are_told_and_not_counted(made):
    layer = made([["Région", "Nombre de PDI"], ["Gao", 20], ["Mopti", -5]])
    assert set(figures(layer).values()) == {20}
    assert [(p.row, p.column, p.value) for p in layer.remarks] == [(3, "Nombre de PDI", "-5")]
    assert "a figure below 0 is not counted" in said(layer)


def test_cells_that_are_no_number_are_named_with_row_column_and_value(made):
    rows = [["Région", "Nombre de PDI"], ["Gao", 20], ["Mopti", "environ cent"], ["Kidal", "n/a"], ["Ségou", None]]
    layer = made(rows)
    assert [(p.row, p.column, p.value) for p in layer.remarks] == [(3, "Nombre de PDI", "environ cent")]
    assert "this is no number and is not counted" in said(layer)
    many = made([["Région", "Nombre de PDI"], ["Gao", 20], *[["Mopti", f"word {n}"] for n in range(9)]])
    assert [p.row for p in many.remarks] == [3, 4, 5, 6, 7, None]
    assert "4 more cells of this column" in said(many)


FTS = ["date", "amountUSD", "srcOrganization", "destPlan", "destPlanCode", "destGlobalClusters", "boundary", "status"]


def test_fts_flows_are_added_up_where_they_are_confirmed_and_of_one_cluster(made):
    flow = ["2024-02-01", 100, "Donor", "Mali 2024", "HMLI24"]
    rows = [FTS, [*flow, "Protection", "incoming", "paid"], [*flow, "Protection", "incoming", "commitment"],
            [*flow, "Protection", "incoming", "pledge"], [*flow, "Protection", "outgoing", "paid"],
            [*flow, "Health,Nutrition", "incoming", "paid"], [*flow, "Not specified", "incoming", "paid"],
            [*flow, "", "incoming", "paid"], [*flow, "Nutrition", "incoming", "paid"]]  # fmt: skip
    layer = made(rows)
    found = {r.sector: r.funding for r in layer.funding.itertuples()}
    assert (layer.kind, found) == ("flows", {"protection": 200, "nutrition": 100})
    told = said(layer)
    assert "300 USD are for no sector" in told
    assert "1 flows are pledges" in told
    assert "1 flows are outgoing" in told
    assert "plans Mali 2024" in told


def test_blank_requirements_are_unknown_and_not_zero(made):
    rows = [["countryCode", "id", "name", "code", "cluster", "requirements", "funding", "percentFunded"],
            ["MLI", 1, "Mali 2024", "HMLI24", "Protection COVID-19", "", 300, ""],
            ["MLI", 1, "Mali 2024", "HMLI24", "Nutrition", 100, "", ""]]  # fmt: skip
    layer = made(rows)
    found = {r.sector: (r.requirements, r.funding) for r in layer.funding.itertuples()}
    assert pd.isna(found["protection"][0])
    assert pd.isna(found["nutrition"][1])
    assert (found["protection"][1], found["nutrition"][0]) == (300, 100)


CH = ["adm0_name", "adm1_name", "adm1_pcod2", "adm2_name", "adm2_pcod2", "chtype", "reference_label", "reference_year",
      "population", "phase_class", "phase35", "usethisperiod"]  # fmt: skip


def test_cadre_harmonise_takes_the_period_to_be_used_and_adds_cercles_up(made):
    gao = ["Mali", "Gao", "ML07"]
    rows = [CH, [*gao, "Ansongo", "ML0701", "current", "Sep-Dec", 2024, 1000, 3, 100, "Y"],
            [*gao, "Gao", "ML0703", "current", "Sep-Dec", 2024, 3000, 2, 200, "Y"],
            [*gao, "Gao", "ML0703", "current", "Sep-Dec", 2024, 3000, 2, 999, "N"],
            [*gao, "Gao", "ML0703", "projected", "Oct-Jan", 2024, 3000, 2, 300, "Y"],
            [*gao, "Gao", "ML0703", "projected", "soon", 2024, 3000, 2, 300, "Y"]]  # fmt: skip
    layer = made(rows, file=tables.xlsx_file)
    spans = layer.food.groupby(["start", "end", "reference", "kind"])[["population", "phase3plus"]].sum().reset_index()
    assert [(f"{r.start:%Y-%m-%d}", f"{r.end:%Y-%m-%d}", r.reference, r.kind, r.population, r.phase3plus)
            for r in spans.itertuples()] == [
        ("2024-09-01", "2024-12-31", "Sep-Dec", "current", 4000, 300),
        ("2024-10-01", "2025-01-31", "Oct-Jan", "projected", 3000, 300),
    ]  # fmt: skip
    assert "1 rows are marked as not to be used" in said(layer)
    assert "1 rows have no period" in said(layer)


def test_hapi_food_security_takes_phase_three_and_above_of_all(made):
    head = ["location_code", "admin1_code", "admin1_name", "ipc_phase", "ipc_type", "population_in_phase",
            "population_fraction_in_phase", "reference_period_start", "reference_period_end"]  # fmt: skip
    when = ["2024-06-01", "2024-08-31"]
    rows = [head, ["MLI", "ML07", "Gao", "all", "current", 1000, 1.0, *when],
            ["MLI", "ML07", "Gao", "3+", "current", 250, 0.25, *when], ["MLI", "ML07", "Gao", "3", "current", 200,
                0.2, *when],
            ["MLI", "ML07", "Gao", "4", "current", 50, 0.05, *when]]  # fmt: skip
    layer = made(rows)
    (row,) = layer.food.itertuples()
    assert (row.region, round(row.population), row.phase3plus, row.reference, row.kind) == (
        "gao", 1000, 250, "Jun-Aug", "current",
    )  # fmt: skip


def test_alerts_count_households_over_all_events(made):
    rows = [["Date_evenement", "Effectifs_Estimatif_des_menages", "Admin1_Nam", "Pcode_Ad_1", "Admin2_Nam",
        "Pcode_Ad_2"],
            ["2024-01-05", 30, "Gao", "ML07", "Ansongo", "ML0701"], ["2024-02-05", 12, "Gao", "ML07", "Gao",
                "ML0703"]]  # fmt: skip
    layer = made(rows)
    assert (layer.kind, figures(layer)) == ("alerts", {("2024-02-05", "gao"): 42})


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [(["1 250", "1\u202f250,5", "7"], [1250, 1250.5, 7]), (["1,250", "2,500.75"], [1250, 2500.75]),
     (["1.250,50", "3,5"], [1250.5, 3.5]), (["12%", "$1,000", "USD 7"], [12, 1000, 7]), (["-", "n/a",
         "x1"], [None] * 3),
     (["1,5", "1.250"], [1.5, 1250]), (["1.250", "3.5"], [1.25, 3.5]), (["1e3", "1e999"], [1000, None])],
)  # fmt: skip
def test_numbers_are_read_as_their_column_writes_them(cells, wanted):
    found = [None if pd.isna(v) else v for v in as_numbers(pd.Series(cells, dtype=object))]
    assert found == wanted


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [(["2024-01-13", "13/01/2024", "13.1.24"], ["2024-01-13"] * 3), (["01/13/2024", "02/03/2024"], ["2024-01-13",
        "2024-02-03"]),
     (["2024-07", "07/2024", "2024/02", "7.2024", "202407", 202407.0], ["2024-07-31", "2024-07-31", "2024-02-29",
         "2024-07-31", "2024-07-31", "2024-07-31"]),
     (["2024-13", "0/2024", "1850-07", 7.0, 2023.0], [None, None, None, None, "2023-12-31"]),
     (["01/02/2024"], ["2024-02-01"]), (["13 janv. 2024", "January 2024", "août 2023"], ["2024-01-13", "2024-01-31",
         "2023-08-31"]),
     ([45304.0, "2024-01-13T00:00:00", "2024-01-13 10:00:00"], ["2024-01-13"] * 3), (["31/02/2024", "soon",
         "1850-01-01"], [None] * 3)],
)  # fmt: skip
def test_days_are_read_as_their_column_writes_them(cells, wanted):
    found = [None if pd.isna(v) else f"{v:%Y-%m-%d}" for v in as_days(pd.Series(cells, dtype=object))]
    assert found == wanted
