"""The page of all plans: countries and years, a country's plans over time, the session's own, the files."""

import csv
import dataclasses
import io
import re
from urllib.parse import unquote

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.store import load_library
from geo.web import open_data_routes
from pages.parts import own_figures, portfolio_page, store, take_away
from pages.parts.keys import Key
from tests.pages.reading import chosen, follow, go, links, options, press, tree
from tests.pages.test_pages import opened, shipped, texts
from tests.squareland import write_plan

__all__ = ["shipped"]


@pytest.fixture
def several(shipped):
    """Add plans of Niger and one over Mali and Niger to the shipped ones."""
    write_plan(shipped, plan="ner-2023", country="NER", start_year="2023", end_year="2023", title_en="Niger Plan",
               title_fr="Plan du Niger")  # fmt: skip
    write_plan(shipped, tables={}, plan="reg-sahel-2024", country="", countries="MLI;NER", title_en="Sahel Plan",
               title_fr="Plan du Sahel", requirements_usd="50000000")  # fmt: skip
    return shipped


def rows(test, table):
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in tree(test).xpath(f"//table[contains(@class, '{table}')]/tbody/tr")
    ]


WORDS = {
    "en": ("Portfolio", "Plans: 5; countries: 1; years: 2020–2026", "not known here", "Mali"),
    "fr": ("Portefeuille", "Plans : 5 ; pays : 1 ; années : 2020–2026", "inconnu ici", "Mali"),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_all_plans_stand_on_the_map_in_the_panel_and_in_the_table_in_both_languages(lang):
    test = opened("portfolio", lang=lang)
    assert not test.exception
    title, sub, unknown, country = WORDS[lang]
    said = texts(test).replace("\u202f", " ").replace("\u00a0", " ")
    assert f">{title}</h1>" in said
    assert sub in said
    assert len(rows(test, "all-plans")) == 5
    (row,) = rows(test, "countries")
    assert row[0] == f"{country} 2025-2026"
    assert unknown in row
    assert len(tree(test).xpath("//a[@id='land-MLI' and @aria-label]")) == 1
    (year, *years) = options(test, "year")
    assert [label for label, _, _ in years] == [str(y) for y in range(2020, 2027)]
    assert year[2]


def test_a_year_shows_the_plans_that_cover_it_and_what_the_plan_of_then_reports():
    test = press(opened("portfolio"), "year", "2024")
    ((country, required, confirmed, share),) = rows(test, "countries")
    assert (country, required, confirmed, share) == ("Mali 2023-2024", "$22,000,000", "≥ $4,366,858", "20.3% – 37.8%")
    assert [row[0] for row in rows(test, "all-plans")] == ["Mali Crisis Response Plan 2023-2024"]
    assert chosen(test, "year") == ["2024"]


@pytest.mark.usefixtures("several")
def test_a_press_on_a_country_opens_its_plans_over_time_of_any_year_and_a_second_one_closes_it():
    test = follow(opened("portfolio", year="2024"), "country-NER")
    assert dict(test.query_params) == {"year": "2024", "countries": "NER"}
    said = texts(test)
    assert "data-region='NER'" in said
    assert [a.text_content() for a in tree(test).xpath("//ol[@class='plans']/li/a")] == ["2023", "2024"]
    assert "Their amounts are for all their countries" in said
    assert [row[0] for row in rows(test, "all-plans")] == ["Sahel Plan"]  # of Niger and of 2024
    ((go_back,),) = [tree(test).xpath("//*[@id='land-NER']/@href")]
    assert "countries" not in go_back
    assert "countries" not in links(test)["close"]
    all_of_2024 = [row[0] for row in rows(go(test, go_back), "all-plans")]
    assert all_of_2024 == ["Sahel Plan", "Mali Crisis Response Plan 2023-2024"]


@pytest.mark.usefixtures("several")
def test_a_plan_opens_in_the_explorer_in_the_reader_s_language():
    test = follow(opened("portfolio", lang="fr", countries="NER"), "open-ner-2023")
    assert dict(test.query_params) == {"plan": "ner-2023", "lang": "fr"}
    test = opened(lang="fr", plan="ner-2023")
    assert "Plan du Niger" in texts(test)
    assert links(opened("portfolio"))["plan-mli-2022"] == "/?plan=mli-2022"


@pytest.mark.usefixtures("several")
def test_overlapping_plans_are_said_to_overlap_and_several_countries_may_be_chosen():
    test = opened("portfolio", countries="MLI")
    assert "Overlaps with Sahel Plan: not added up." in texts(test)
    test = opened("portfolio")
    test = press(test, "countries", "Niger")
    test = follow(test, "close")
    assert [label for label, _, on in options(test, "countries") if on] == []
    test = opened("portfolio", countries="MLI,NER")
    assert chosen(test, "countries") == ["Mali", "Niger"]
    assert [row[0] for row in rows(test, "countries")] == ["Mali 2025-2026", "Niger 2023"]
    (picture,) = tree(test).xpath("//img[starts-with(@src, 'data:')]/@src")
    assert unquote(picture).count('stroke-width="2.4"') == 2


def test_a_country_or_year_that_no_plan_has_is_said_and_all_are_shown():
    said = texts(opened("portfolio", countries="ATL", year="1990"))
    assert "countries “ATL”: shown instead is all plans." in said
    assert "year “1990”: shown instead is all plans." in said
    assert "Plans: 5; countries: 1" in said
    assert "shown instead" not in texts(opened("portfolio", countries="MLI", year="2021"))


@pytest.mark.usefixtures("several")
def test_the_table_is_taken_away_as_it_is_shown(several):
    client = TestClient(Starlette(routes=open_data_routes(store.library)))
    address = links(opened("portfolio", countries="NER", year="2023", lang="fr"))["tool-plans"]
    assert address == "/api/plans.csv?countries=NER&year=2023&lang=fr"
    answer = client.get(address)
    table = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row["title"] for row in table[1:]] == ["Plan du Niger"]
    assert several.is_dir()


def test_a_plan_that_the_session_accepted_is_among_them_marked_and_in_its_own_file_alone(tmp_path):
    write_plan(tmp_path, plan="hti-2024", country="HTI")
    for name in ("boundaries", "context"):
        (tmp_path / name).mkdir()
    shared = store.folder
    (tmp_path / "indicators.csv").write_bytes((shared / "indicators.csv").read_bytes())
    own = load_library(tmp_path, lambda _: None).atlases
    test = opened("portfolio")
    assert "Haiti" not in texts(test)
    test.session_state[Key.ACCEPTED] = own
    test.run()
    assert "Squareland Response Plan (yours)" in texts(test)
    assert [row[0] for row in rows(test, "countries")] == ["Mali 2025-2026", "Haiti 2024"]
    client = TestClient(Starlette(routes=[*portfolio_page.routes(), *take_away.routes()]))
    address = links(test)["tool-plans"]
    assert re.fullmatch(r"/take/plans\?lang=en&own=[0-9a-f]{32}", address)
    answer = client.get(address)
    assert "hti-2024,Squareland Response Plan (yours),HTI" in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert client.get("/take/plans?lang=en&own=nobody").status_code == 404
    assert "hti-2024" not in client.get(f"{address}&countries=MLI").text
    assert "Haiti" not in texts(opened("portfolio"))


class Brought:
    """Figures of a reader's own: a million confirmed for shelter, which does not report otherwise."""

    name = "own-test"

    def has(self, plan):
        return plan == "mli-2023-2024"

    def on(self, atlas):
        if not self.has(atlas.plan.code):
            return atlas
        row = pd.DataFrame([{"sector": "shelter", "as_of": pd.Timestamp("2024-01-13"), "amount_usd": 1_000_000.0,
                             "state": "confirmed", "source": "own.csv"}])  # fmt: skip
        funding = pd.concat([atlas.plan.funding, row.astype(atlas.plan.funding.dtypes.to_dict())])
        return dataclasses.replace(atlas, plan=dataclasses.replace(atlas.plan, funding=funding))


def test_confirmed_funding_that_the_reader_brought_is_in_the_session_s_table(monkeypatch):
    monkeypatch.setattr(own_figures, "current", Brought)
    test = opened("portfolio", year="2023")
    assert rows(test, "countries")[0][2] == "≥ $5,366,858"  # 4,366,858 and the million
    assert rows(test, "all-plans")[0][0] == "Mali Crisis Response Plan 2023-2024 (with your figures)"
    client = TestClient(Starlette(routes=portfolio_page.routes()))
    assert "5366858" in client.get(links(test)["tool-plans"]).text


def test_a_plan_over_several_countries_is_marked_as_one_in_the_table(several):
    area = {row[0]: row[1] for row in rows(opened("portfolio"), "all-plans")}
    assert (area["Sahel Plan"], area["Niger Plan"]) == ("Mali, Niger over several countries", "Niger")
    assert several.is_dir()


def test_the_picture_of_the_world_is_a_file_that_a_browser_keeps(library):
    client = TestClient(Starlette(routes=portfolio_page.routes()))
    (address,) = tree(opened("portfolio")).xpath("//img[@class='ground']/@src")
    answer = client.get(address)
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text.startswith("<svg ")
    assert len(answer.content) < 150_000
    assert client.get("/assets/world/world-other.svg").status_code == 404
    assert library.world.countries


def test_without_the_outlines_the_page_says_what_makes_them_and_keeps_its_table(shipped):
    (shipped / "boundaries" / "world.geojson").unlink()
    test = opened("portfolio")
    assert not test.exception
    assert not test.warning
    assert "python -m geo regions world FILE" in texts(test)
    assert len(rows(test, "all-plans")) == 5
    (shipped / "boundaries" / "world.geojson").write_text("{")
    broken = opened("portfolio")
    assert "last good figures" in broken.warning[0].value
    assert "world.geojson" in texts(broken)


def test_the_plan_of_the_header_stays_in_the_address_of_every_link():
    test = opened("portfolio", countries="MLI", plan="mli-2021")
    assert not test.exception
    assert links(test)["close"] == "?plan=mli-2021&measure=idps"  # only its header is known
