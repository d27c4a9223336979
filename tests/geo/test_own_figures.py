"""Figures that a reader brought: worked out by hand, on the map like the plan's own, and marked as the reader's."""

import datetime as dt

import pytest

from geo.analysis import (
    all_caveats,
    duplications,
    figures_by_cercle,
    organisations_by_place,
    plan_against_presence,
    presence_gaps,
    with_own_figures,
)
from geo.briefing import default_storyline
from geo.core import DataError, View, translator
from geo.export import brought_archive, brought_workbook, deck_html, export_file, export_order
from geo.intake import (
    LayerOrder,
    bring,
    default_order,
    funding_template,
    kind_of,
    make_layer,
    match_places,
    presence_template,
    read_session_file,
    write_session_file,
)
from geo.maps import compose_map, source_line
from geo.places import CERCLE_LEVEL, Place, index_places
from tests import tables

TODAY = dt.date(2024, 6, 30)
PRESENCE = [
    ["Organisation", "Cluster", "Région", "Cercle", "Statut"],
    ["ACF", "Abris", "Mopti", "Mopti", "En cours"],
    ["NRC", "Shelter/NFI", "Mopti", "Mopti", "En cours"],
    ["N.R.C", "Abris", "Mopti", "Djenné", "En cours"],
    ["acf", "ABRIS", "Mopti", "Mopti", "En cours"],  # the same again
    ["ACF", "WASH", "Gao", "Ansongo", "En cours"],
    ["DRC", "Protection", "Gao", "", "En cours"],
    ["DRC", "VBG", "Kayes", "Kita", "Terminé"],  # over
    ["IRC", "Abris; WASH", "Gao", "Gao", "En cours"],  # several
]
"""Kita lies in Kita of 2023, so that its row would be asked; it is over anyway."""


@pytest.fixture(scope="module")
def index(atlas):
    return index_places("MLI", atlas.regions["2023"], atlas.cercles)


@pytest.fixture(scope="module")
def make(atlas, index):
    def made(rows, code="own_1", kind="", order=None, areas=""):
        (table, *_) = bring(tables.csv_file(rows), f"{code}.csv").tables
        report = match_places(table, index, None, areas)
        order = order or default_order(table, kind or kind_of(table), TODAY)
        return make_layer(code, table, report, atlas.plan, order)

    return made


@pytest.fixture(scope="module")
def presence(make):
    return make(PRESENCE)


def said(layer):
    return " ".join(r.text(translator("en")) for r in layer.remarks)


def test_organisations_by_sector_and_place_are_counted_once(presence):
    who = presence.presence
    assert organisations_by_place(who, "region_2012").to_dict("index") == {
        "protection": {"gao": 1, "mopti": 0}, "shelter": {"gao": 0, "mopti": 3}, "wash": {"gao": 1, "mopti": 0},
    }  # fmt: skip
    assert organisations_by_place(who, "cercle").loc["shelter"].to_dict() == {"ansongo": 0, "djenne": 1, "mopti": 2}
    assert "1 rows are of activities that are over" in said(presence)
    assert "1 rows name no sector, or several in one cell" in said(presence)


def test_gaps_are_the_sectors_that_nobody_reports(presence):
    gaps = presence_gaps(presence.presence, "region_2023", ["mopti", "gao"], ["shelter", "cccm"])
    assert list(gaps.itertuples(index=False, name=None)) == [("shelter", "gao"), ("cccm", "mopti"), ("cccm", "gao")]


def test_duplications_are_several_organisations_in_one_sector_and_cercle(presence):
    found = duplications(presence.presence)
    assert found.to_dict("records") == [
        {"sector": "shelter", "cercle": "mopti", "n": 2, "organisations": ["ACF", "NRC"]}
    ]


def test_the_plan_beside_presence_both_ways(atlas, presence):
    """Shelter: the plan names Mopti and Timbuktu. CCCM: Mopti, Timbuktu, Gao, Ménaka. Protection: zones with Gao."""
    regions = atlas.regions["2023"]
    found = plan_against_presence(atlas.plan, presence.presence, "2023", regions.rollup, list(regions.frame.index))
    by_state = {(r.sector, r.region): (r.state, r.basis, r.n) for r in found.itertuples()}
    assert by_state["shelter", "mopti"] == ("both", "named", 3)
    assert by_state["shelter", "tombouctou"] == ("intended", "named", 0)
    assert {r for (s, r), (state, *_) in by_state.items() if s == "cccm" and state == "intended"} == {
        "mopti", "tombouctou", "gao", "menaka",
    }  # fmt: skip
    assert by_state["protection", "gao"] == ("both", "zone", 1)
    assert not any(sector == "displacement-tracking" for sector, _ in by_state)  # nationwide is nowhere a surprise


def test_what_is_reported_where_the_plan_does_not_place_it_is_told(atlas, make):
    layer = make([["Organisation", "Cluster", "Région"], ["NRC", "Abris", "Kidal"]])
    regions = atlas.regions["2023"]
    found = plan_against_presence(atlas.plan, layer.presence, "2023", regions.rollup, list(regions.frame.index))
    reported = found[found["state"] == "reported"]
    assert list(reported[["sector", "region", "n"]].itertuples(index=False, name=None)) == [("shelter", "kidal", 1)]


def test_presence_is_a_map_with_zeros_and_never_adds_an_organisation_up_twice(atlas, presence):
    own = with_own_figures(atlas, (presence,))
    drawn = compose_map(View(measure="own_organisations", lang="fr"), own)
    values = {r.slug: r.value for r in drawn.regions}
    assert (values["mopti"], values["gao"], values["kayes"]) == (3, 3, 0)
    assert drawn.need.parts == ()
    assert "own_1.csv, apporté par le lecteur, non vérifié" in drawn.sources
    assert atlas.own == ()
    assert "own_organisations" not in atlas.indicators.codes
    assert "own_organisations" not in own.vocabulary.needs


def test_a_region_opens_into_its_cercles_with_their_gaps(atlas, presence):
    own = with_own_figures(atlas, (presence,))
    found = figures_by_cercle(own, "own_organisations", "mopti", "2023")
    assert found.values == {"mopti": 2, "djenne": 1, "tenenkou": 0, "youwarou": 0}
    assert found.gaps["mopti"] == ("protection", "wash")
    assert figures_by_cercle(own, "own_organisations", "gao", "2023").unplaced == 1
    assert figures_by_cercle(own, "idps", "mopti", "2023") is None
    assert figures_by_cercle(atlas, "own_organisations", "mopti", "2023") is None


IDPS = [["Région", "Cercle", "Nombre de PDI", "Date"], ["Mopti", "Mopti", 700, "2024-05-31"],
        ["Mopti", "Djenné", "300", "2024-05-31"], ["Gao", "", 50, "31/05/2024"],
        ["Total", "", 2000, "2024-05-31"]]  # fmt: skip


def test_displacement_joins_the_needs_with_its_day_and_source(atlas, make):
    layer = make(IDPS)
    own = with_own_figures(atlas, (layer,))
    drawn = compose_map(View(measure="idps"), own)
    assert {r.slug: r.value for r in drawn.regions if r.value is not None} == {"mopti": 1000, "gao": 50}
    assert drawn.need.start == dt.date(2024, 5, 31)
    assert {code: n for code, _, n in drawn.need.parts} == {"shown": 1050, "rest": 950}
    earlier = compose_map(View(measure="idps", date=dt.date(2023, 9, 30)), own)
    assert [r.value for r in earlier.regions] == [
        r.value for r in compose_map(View(measure="idps", date=dt.date(2023, 9, 30)), atlas).regions
    ]
    assert figures_by_cercle(own, "idps", "mopti", "2023").values == {
        "mopti": 700, "djenne": 300, "tenenkou": None, "youwarou": None,
    }  # fmt: skip


@pytest.mark.parametrize(("first", "second"), [
    ("2024-04", "2024-05"), ("avril 2024", "mai 2024"), ("04/2024", "05/2024"), ("202404", "202405")
])  # fmt: skip
def test_months_of_a_column_are_days_of_their_own_and_never_added_up(atlas, make, first, second):
    rows = [["Région", "Mois", "PDI", "Ménages"], ["Mopti", first, "900", "180"], ["Gao", first, "60", "12"],
            ["Mopti", second, "1000", "200"], ["Gao", second, "50", "10"]]  # fmt: skip
    own = with_own_figures(atlas, (make(rows),))
    drawn = compose_map(View(measure="idps"), own)
    assert {r.slug: r.value for r in drawn.regions if r.value is not None} == {"mopti": 1000, "gao": 50}
    assert drawn.need.start == dt.date(2024, 5, 31)
    earlier = compose_map(View(measure="idps", date=dt.date(2024, 4, 30)), own)
    assert {r.slug: r.value for r in earlier.regions if r.value is not None} == {"mopti": 900, "gao": 60}


def test_a_figure_of_a_day_that_is_there_takes_its_place_in_the_session_alone(atlas, make):
    layer = make([["Région", "Nombre de PDI", "Date"], ["Mopti", 7, "2023-09-30"], ["Gao", 9, "2023-09-30"]])
    own = with_own_figures(atlas, (layer,))
    view = View(measure="idps", date=dt.date(2023, 9, 30))
    assert next(r.value for r in compose_map(view, own).regions if r.slug == "mopti") == 7
    assert next(r.value for r in compose_map(view, atlas).regions if r.slug == "mopti") == 91274


@pytest.mark.parametrize(
    ("how", "wanted"),
    [("sum", {"mopti": 10, "gao": 5}), ("mean", {"mopti": 5, "gao": 5}), ("highest", {"mopti": 8, "gao": 5}),
     ("rows", {"mopti": 2, "gao": 1}), ("different", {"mopti": 2, "gao": 1})],
)  # fmt: skip
def test_any_figure_is_mapped_as_the_reader_chooses(atlas, make, how, wanted):
    rows = [["Région", "Écoles fermées"], ["Mopti", 2], ["Mopti", 8], ["Gao", 5], ["Kano", 99]]
    layer = make(rows, order=LayerOrder("figure", TODAY, "Écoles fermées", how))
    own = with_own_figures(atlas, (layer,))
    drawn = compose_map(View(measure="own_1", lang="fr"), own)
    assert {r.slug: r.value for r in drawn.regions if r.value is not None} == wanted
    assert drawn.title == "Vos chiffres\u00a0: Écoles fermées, par région"
    assert "own_1" in own.vocabulary.needs


def test_a_mean_is_not_added_up_to_wider_regions(atlas, make):
    rows = [["Région", "Prix"], ["Mopti", 2], ["Bandiagara", 4], ["Gao", 5]]
    own = with_own_figures(atlas, (make(rows, order=LayerOrder("figure", TODAY, "Prix", "mean"), areas="2023"),))
    drawn = compose_map(View(measure="own_1", areas="2016"), own)
    assert {r.slug: r.value for r in drawn.regions if r.value is not None} == {"gao": 5}


def test_households_are_never_people(atlas, make):
    layer = make([["Région d'accueil", "Ménages affectés"], ["Gao", 12]])
    assert (layer.kind, layer.title) == ("alerts", "Ménages affectés")
    own = with_own_figures(atlas, (layer,))
    assert own.observations.tables["idps"] is atlas.observations.tables["idps"]
    assert own.indicators["own_1"].unit("fr") == "Ménages affectés"


FUNDING = [["Secteur", "Financement requis", "Financement confirmé", "Date"],
           ["Abris", 4000000, 250000, "2024-05-31"], ["Protection", 1000000, "", "2024-05-31"],
           ["Sécurité alimentaire", 1, 5, "2024-05-31"], ["cccm", "", 9, "2024-01-13"]]  # fmt: skip


def test_funding_is_appended_for_sectors_and_days_that_the_plan_lacks(atlas, make):
    layer = make(FUNDING)
    own = with_own_figures(atlas, (layer,))
    assert len(own.plan.funding) == len(atlas.plan.funding) + 1
    latest = own.plan.latest_funding()
    assert (latest.loc["shelter", "amount_usd"], latest.loc["shelter", "as_of"].date()) == (
        250000,
        dt.date(2024, 5, 31),
    )
    assert latest.loc["cccm", "amount_usd"] == 436585
    assert latest.loc["protection", "amount_usd"] == 1403040
    told = "".join(c.write(translator("en")) for c in all_caveats(own) if c.code == "brought-figures")
    assert told.startswith("Confirmed funding of Shelter and NFI: brought by the reader (own_1.csv) for this session")


def test_what_was_brought_stands_in_every_file_and_deck_marked_as_what_it_is(atlas, make, presence):
    layers = (presence, make(IDPS, "own_2"), make([["Région", "<b>Puits</b>"], ["Gao", 3]], "own_3"))
    own = with_own_figures(atlas, layers)
    for measure, file in (("own_organisations", "own_1.csv"), ("idps", "own_2.csv"), ("own_3", "own_3.csv")):
        view = View(measure=measure)
        drawn = compose_map(view, own)
        assert any(
            f"{file}, brought by the reader, not checked" in line for line in source_line(drawn, translator("en"))
        )
        assert any(c.code == "brought-figures" for c in drawn.caveats)
        table = export_file("csv", export_order(view, own), own).decode()
        assert f"{file}, brought by the reader, not checked" in table
    deck = deck_html(default_storyline(own), own, "en")
    assert "own_2.csv" in deck
    assert "<b>Puits" not in deck


def test_cleaned_tables_carry_codes_tags_and_no_formula(atlas, make):
    rows = [["Organisation", "Cluster", "Région"], ['=HYPERLINK("http://x")', "Abris", "Mopti"]]
    layer = make(rows)
    (table,) = (
        t for t in bring(brought_workbook((layer,), atlas, translator("en")), "x.xlsx").tables if "presence" in t.sheet
    )
    assert table.roles["pcode"] == "adm1_code"
    assert list(table.texts("adm1_code")) == ["ML05"]
    assert list(table.texts("org_name")) == ['\'=HYPERLINK("http://x")']
    assert b"'=HYPERLINK" not in brought_archive((layer,), atlas, translator("en"))[:10]


def test_a_saved_session_opens_again_as_it_was(atlas, index, make, presence):
    layers = (presence, make(IDPS, "own_2"), make(FUNDING, "own_3"))
    answers = {"nioo": Place(CERCLE_LEVEL, "nioro"), "zone": None}
    saved = read_session_file(write_session_file(atlas.plan.code, layers, answers), "s.json", atlas.plan, index)
    assert saved.answers == answers
    before, after = (with_own_figures(atlas, la) for la in (layers, saved.layers))
    for measure in ("own_organisations", "idps", "confirmed"):
        assert [r.value for r in compose_map(View(measure=measure), before).regions] == [
            r.value for r in compose_map(View(measure=measure), after).regions
        ]
    again = write_session_file(atlas.plan.code, saved.layers, saved.answers)
    assert again == write_session_file(atlas.plan.code, layers, answers)


@pytest.mark.parametrize(
    "spoil",
    [lambda b: b[:-5], lambda b: b.replace(b'"version":1', b'"version":9'), lambda b: b.replace(b'"mopti"',
        b'"atlantis"'),
     lambda b: b.replace(b"own:", b"IOM"),
     lambda b: b.replace(b"700]", b'"x"]'), lambda b: b.replace(b"700]", b"-7]"),
     lambda b: b.replace(b"700]", b"1e999]"), lambda _: b"[]", lambda _: b"\x00", lambda b: b.replace(b"own_2",
         b"sectors"),
     lambda b: b.replace(b"2024-05-31", b"2024-99-31"), lambda _: b"[" * 100_000],
)  # fmt: skip
def test_a_saved_session_that_was_spoilt_is_refused_with_a_reason(atlas, index, make, spoil):
    raw = write_session_file(atlas.plan.code, (make(IDPS, "own_2"),), {})
    with pytest.raises(DataError) as caught:
        read_session_file(spoil(raw), "s.json", atlas.plan, index)
    assert "saved session" in caught.value.problems[0].text(translator("en"))


def test_a_session_of_another_plan_says_which(atlas, index):
    with pytest.raises(DataError) as caught:
        read_session_file(write_session_file("mli-2021", (), {}), "s.json", atlas.plan, index)
    assert "another plan (mli-2021)" in caught.value.problems[0].text(translator("en"))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_empty_workbook_that_is_filled_in_is_read_back_without_a_remark(atlas, index, lang):
    import io

    import openpyxl

    t, regions = translator(lang), atlas.regions["2023"]
    titles = list(atlas.plan.sectors[f"title_{lang}"])
    book = openpyxl.load_workbook(io.BytesIO(presence_template(atlas.plan, regions, atlas.cercles, t)))
    for n, (region, cercle) in enumerate((("gao", "ansongo"), ("mopti", "djenne"))):
        book.worksheets[0].append(
            ["Action contre la faim", "ACF", "", titles[n], "x", regions.name(region, lang), atlas.cercles.name(cercle),
             "", dt.date(2024, 1, 1), dt.date(2024, 6, 1), 20]
        )  # fmt: skip
    brought = bring(tables.saved(book), "3w.xlsx")
    report = match_places(brought.tables[0], index)
    layer = make_layer(
        "own_1", brought.tables[0], report, atlas.plan, default_order(brought.tables[0], "presence", TODAY)
    )
    assert (brought.remarks, report.to_answer, layer.remarks) == ((), (), ())
    assert sorted(layer.presence.frame["sector"]) == sorted(atlas.plan.sectors.index[:2])
    assert len(book.worksheets[0].data_validations.dataValidation) == 5
    money = openpyxl.load_workbook(io.BytesIO(funding_template(atlas.plan, regions, atlas.cercles, t)))
    money.worksheets[0].append([titles[0], 10, 5, dt.date(2024, 6, 1)])
    table = bring(tables.saved(money), "f.xlsx").tables[0]
    assert kind_of(table) == "funding"
    made = make_layer("own_1", table, match_places(table, index), atlas.plan, default_order(table, "funding", TODAY))
    assert list(made.funding[["sector", "funding"]].itertuples(index=False, name=None)) == [("shelter", 5)]
    assert made.remarks == ()
