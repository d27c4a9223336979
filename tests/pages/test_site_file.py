"""The tab of the overview that makes the plan's site."""

import pytest

from geo.core import LANGS, DataError, Problem, remember
from pages.parts import site_file
from tests.pages.test_pages import opened


@pytest.fixture
def orders(monkeypatch):
    """Make a small file instead of a site, and note what was ordered."""
    found = []

    def build(order, told):
        told(1, 2)
        found.append(order)
        return {"en/index.html": b"one"}

    monkeypatch.setattr(site_file, "build_site", build)
    made = site_file._zip.__wrapped__
    monkeypatch.setattr(site_file, "_zip", remember(most=1)(lambda *words: made(*words)))  # noqa: PLW0108 - another function, of which nothing is kept
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_a_press_makes_the_site_of_the_plan_and_offers_it(orders, lang):
    test = opened(tab="site", lang=lang)
    assert [b.key for b in test.button if b.key.startswith("site")] == ["site-make"]
    test.button(key="site-make").click().run()
    assert not test.exception
    assert [(o.plan, o.processes) for o in orders] == [("mli-2023-2024", 0)]
    (got,) = test.get("download_button")
    assert "mli-2023-2024-site.zip" in got.proto.label


def test_a_second_reader_gets_the_file_that_is_made_already(orders):
    for _ in range(2):
        opened(tab="site").button(key="site-make").click().run()
    assert len(orders) == 1


def test_why_there_is_no_site_is_said(monkeypatch):
    def refuse(*_):
        raise DataError([Problem("plan.csv", "this cannot be made")])

    monkeypatch.setattr(site_file, "build_site", refuse)
    monkeypatch.setattr(site_file, "_zip", site_file._zip.__wrapped__)
    test = opened(tab="site")
    test.button(key="site-make").click().run()
    assert [e.value for e in test.error] == ["plan.csv: this cannot be made"]


def test_a_plan_that_is_a_header_alone_offers_no_site():
    test = opened(tab="site", plan="mli-2021")
    assert not [b for b in test.button if b.key and b.key.startswith("site")]
