"""Search, who does what where, what changed, money per sector: what the pages and their routes answer."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.parts import search_route, take_away
from tests.pages.reading import choice, choose, follow, options, press
from tests.pages.test_pages import opened, texts


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=[*search_route.routes(), *take_away.routes()]))


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"q": "taoudeni"}, {"name": "Taoudénit", "kind": "region", "go": "/region?region=taoudenit"}),
        ({"q": "menka", "lang": "fr"}, {"name": "Ménaka", "kind": "région", "go": "/region?lang=fr&region=menaka"}),
        ({"q": "abris"}, {"name": "Shelter and NFI", "kind": "sector", "go": "/where?sector=shelter"}),
        ({"q": "unicef", "region": "gao"}, {"name": "UNICEF", "kind": "partner", "go": "/where?tab=who&who=unicef"}),
        ({"q": "nationwide", "sector": "cccm"}, {"name": "nationwide", "kind": "word", "go": "?sector=cccm&tab=words"}),
        ({"q": "% funded"}, {"name": "% funded", "kind": "map", "go": "/funding?measure=coverage"}),
        ({"q": "fair selection"}, {"name": "Fair selection of those helped", "kind": "activity",
                                   "go": "/where?sector=shelter&tab=activities"}),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_found_with_the_address_that_it_opens(client, asked, first):
    assert client.get("/find", params=asked).json()[0] == first


def test_a_region_opens_who_works_there_too_and_nonsense_finds_nothing(client):
    found = client.get("/find", params={"q": "Ménaka"}).json()
    assert found[1] == {"name": "Who does what in Ménaka", "kind": "table", "go": "/where?region=menaka&tab=who"}
    assert client.get("/find", params={"q": "qqqqqq"}).json() == []
    assert client.get("/find").json() == []
    assert client.get("/find", params={"q": "Ménaka", "plan": "nonsense", "region": "x"}).status_code == 200


def test_who_works_in_a_region_in_what_is_listed_with_its_basis_and_can_be_narrowed_and_taken_away(client):
    test = opened("where", region="menaka", tab="who")
    said = texts(test)
    row = "<tr><td>UNICEF</td><td>Mental health and psychosocial</td><td>Ménaka</td><td>● named</td>"
    assert row + "<td>an activity names it (1)</td></tr>" in said
    assert [name for name, _, on in choice(test, "who-region") if on] == ["Ménaka"]
    choose(test, "who-partner", "UNICEF")
    assert dict(test.query_params) == {"region": "menaka", "tab": "who", "who": "unicef"}
    assert texts(test).count("<td>an activity names it (1)</td>") == 1
    table = client.get("/take/who", params={"region": "menaka", "who": "unicef", "lang": "fr"})
    lines = table.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "partner,sector,region,region_code,link,basis,activities"
    assert lines[1].startswith("#org+name,#sector+name,#adm1+name")
    assert lines[2] == "UNICEF,Santé mentale et psychosociale,Ménaka,menaka,une activité le nomme,nommée,1"
    assert table.headers["Content-Disposition"].endswith('"mli-2023-2024-who-fr.csv"')


@pytest.mark.parametrize("kind", ["slide", "xlsx"])
def test_a_view_is_taken_away_at_once(client, kind):
    made = client.get(f"/take/{kind}", params={"measure": "unmet", "sector": "shelter"})
    assert (made.status_code, made.content[:2]) == (200, b"PK")
    assert "attachment" in made.headers["Content-Disposition"]


def test_a_file_that_cannot_be_is_refused_with_the_reason(client):
    refused = client.get("/take/xlsx", params={"sector": "nonsense", "lang": "fr"})
    assert refused.status_code == 400
    assert "nonsense" in refused.text
    assert client.get("/take/secrets").status_code == 404


def test_what_changed_since_an_earlier_plan_marks_what_is_unknown():
    test = opened("funding", tab="changed")
    assert [label for label, _, _ in options(test, "since")] == [
        "the plan of 2020", "the plan of 2021", "the plan of 2022", "the plan of 2025-2026",
        "funding of January 12, 2024",
    ]  # fmt: skip
    said = texts(press(test, "since", "the plan of 2021"))
    assert "<td>Requirements, whole plan</td><td class='n'>$15,300,000</td><td class='n'>$22,000,000</td>" in said
    assert "<td class='n'>+$6,700,000</td>" in said
    assert "<td>Shelter and NFI</td><td class='n'>unknown</td><td class='n'>$4,000,000</td>" in said


def test_what_changed_between_two_days_of_funding_never_takes_unknown_for_zero():
    said = texts(opened("funding", tab="changed", since="2024-01-12"))
    unchanged = "<td>Protection</td><td class='n'>$1,403,040</td><td class='n'>$1,403,040</td><td class='n'>$0</td>"
    assert unchanged in said
    assert "<td class='n'>unknown</td><td class='n'>$436,585</td><td class='n'>unknown</td>" in said


def test_a_regions_page_tells_its_money_sector_by_sector():
    said = texts(opened("region", region="mopti"))
    money = said[said.index("Money by sector, estimate") :]
    assert money.index("Camp coordination") < money.index("Community stabilization")  # least confirmed first
    assert "<td>Shelter and NFI</td><td class='n'>$2.0\u00a0M</td><td class='n'>not reported</td>" in money
    assert "Money by sector" not in texts(opened("region", region="taoudenit"))


def test_the_regions_page_is_a_press_from_its_panel():
    test = opened("funding", region="gao")
    assert "Gao</h1>" in texts(follow(test, "go-region"))
