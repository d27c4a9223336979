"""The names of files: two different views never have one, and a what-if shows in every name."""

import dataclasses
import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.briefing import Slide, Storyline
from geo.core import AGAINST, BASES, CLASSES, LANGS, SHOWS, SPLITS, SURPLUSES, VINTAGES, View
from geo.export import EXPORT_FORMATS, ExportOrder, export_name, kit_name
from geo.export.names import file_stem, story_words

NOTHING = Storyline("x", ())
# Real codes, and codes that could be read as another part of a name.
CODES = ("shelter", "cccm", "durable-solutions", "mopti", "zone", "a", "a-b", "b", "2016", "by-idps", "ledger", "fills",
         "unmet", "santé", "Abris", "x/y", "sector-2", "scenario", "b+c", "need_a", "3w")  # fmt: skip
MEASURES = ("sectors", "unmet", "idps", "food_insecure_share", "a", "zone")
AMOUNTS = st.one_of(
    st.decimals(-(10**12), 10**12, places=2),
    st.sampled_from([Decimal(x) for x in ("0", "5e5", "500000.5", "-1e6", "1")]),
)
PAIRS = st.lists(st.tuples(st.sampled_from(CODES), AMOUNTS), unique_by=lambda p: p[0], max_size=9).map(tuple)
SOME = st.lists(st.sampled_from(CODES), unique=True, max_size=9).map(tuple)
VIEWS = st.builds(
    View,
    plan=st.sampled_from(["mli-2023-2024", "mli-2023", "squareland", "a", "a-unmet", "a-b"]),
    lang=st.sampled_from(LANGS), objective=st.lists(st.sampled_from(["1", "2", "a-zone"]), unique=True).map(tuple),
    sector=SOME, measure=st.sampled_from(MEASURES), split=st.sampled_from(SPLITS), basis=st.sampled_from(BASES),
    surplus=st.sampled_from(SURPLUSES), areas=st.sampled_from(VINTAGES),
    region=st.none() | st.sampled_from(CODES), scenario=PAIRS, weights=PAIRS.map(
        lambda pairs: tuple((c, abs(a)) for c, a in pairs)),
    date=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), need=st.sampled_from(["idps", *CODES]),
    against=st.sampled_from(AGAINST), share=SOME, show=st.sampled_from(SHOWS), classes=st.sampled_from(CLASSES),
)  # fmt: skip
# A neighbour differs in one field or in few: that is where two names would meet.
NEIGHBOURS = st.tuples(
    VIEWS, VIEWS, st.sets(st.sampled_from([f.name for f in dataclasses.fields(View)]), min_size=1)
).map(lambda x: (x[0], x[0].but(**{name: getattr(x[1], name) for name in x[2]})))


@settings(max_examples=600, deadline=None)
@given(NEIGHBOURS, st.sampled_from([k for k in EXPORT_FORMATS if k != "region"]))
@example((View(plan="a", measure="unmet", sector=("a",)), View(plan="a-unmet", measure="a")), "csv")
@example((View(sector=("zone",)), View(basis="zone")), "csv")
@example((View(scenario=(("a", Decimal(500_000)),)), View(scenario=(("a", Decimal("500000.5")),))), "xlsx")
@example((View(scenario=(("a-b", Decimal(1)),)), View(scenario=(("a", Decimal(1)),), sector=("b",))), "png")
@example((View(sector=("a", "b")), View(sector=("a-b",))), "png")
@example((View(sector=("ledger",)), View(sector=())), "csv")
def test_two_different_views_never_have_one_file_name(views, kind):
    one, two = (export_name(kind, ExportOrder(view, NOTHING)) for view in views)
    assert (one.lower() == two.lower()) == (views[0] == views[1]), (one, two)
    for name in (one, two):
        assert re.fullmatch(r"[A-Za-z0-9_.+=-]+", name)
        assert len(name) <= 160


@settings(max_examples=200, deadline=None)
@given(NEIGHBOURS)
@example((View(region="a", sector=("b",)), View(region="a-b")))
@example((View(region="a", measure="b"), View(region="a-b")))
def test_two_different_views_never_have_one_region_page(views):
    asked = [view.but(region=view.region or "mopti") for view in views]
    one, two = (export_name("region", ExportOrder(view, NOTHING)).lower() for view in asked)
    assert (one == two) == (asked[0] == asked[1])


@given(VIEWS)
def test_the_files_of_one_view_have_names_of_their_own(view):
    order = ExportOrder(view.but(region="mopti"), NOTHING)
    names = {export_name(kind, order).lower() for kind in EXPORT_FORMATS} | {kit_name(order).lower()}
    assert len(names) == len(EXPORT_FORMATS) + 1


@given(VIEWS, st.sampled_from(list(EXPORT_FORMATS)))
def test_a_file_of_a_what_if_says_so_in_capitals(view, kind):
    name = export_name(kind, ExportOrder(view.but(region="mopti"), NOTHING))
    assert ("SCENARIO" in name) == bool(view.scenario)


@pytest.mark.parametrize(
    ("view", "name"),
    [
        (View(), "mli-2023-2024-sectors-en"),
        (View(measure="unmet", lang="fr", scenario=(("mhpss", Decimal(500_000)),)),
         "mli-2023-2024-unmet-SCENARIO-mhpss+500k-fr"),
        (View(sector=("protection",), basis="zone", areas="2016"), "mli-2023-2024-sectors-protection-zone-2016-en"),
        (View(measure="unmet", scenario=(("shelter", Decimal(1_000_000)), ("cccm", Decimal("-1500.5")))),
         "mli-2023-2024-unmet-SCENARIO-shelter+1M+cccm-1500.5-en"),
        (View(measure="unmet", split="custom", weights=(("mopti", Decimal("2.50")), ("gao", Decimal(1)))),
         "mli-2023-2024-unmet-by-custom-weights-mopti=2.5+gao=1-en"),
        (View(measure="idps", date=dt.date(2023, 9, 30), show="fills", classes="quantile", surplus="pooled"),
         "mli-2023-2024-idps-pooled-2023-09-30-fills-classes-quantile-en"),
        (View(objective=("1", "2"), sector=("shelter", "cccm"), region="gao", share=("gao",), need="food_insecure"),
         "mli-2023-2024-sectors-shelter+cccm-objective-1+2-region-gao-share-gao-need-food_insecure-en"),
    ],
)  # fmt: skip
def test_a_name_says_what_differs_from_the_default(view, name):
    assert file_stem(view, "map") == name


def test_a_long_name_is_cut_and_stays_one_of_a_kind():
    sectors = tuple(f"sector-of-many-{c}" for c in "abcdefghij")
    pledges = [tuple((s, Decimal(n + k)) for n, s in enumerate(sectors)) for k in (1, 2)]
    names = {file_stem(View(scenario=p), "map") for p in pledges}
    assert len(names) == 2
    assert all(len(n) < 150 and "SCENARIO" in n for n in names)


def test_a_storyline_of_ones_own_has_a_name_of_its_own_and_tells_its_what_if():
    plain, other = (Storyline("x", (Slide("view", f"measure={m}"),)) for m in ("unmet", "idps"))
    what_if = Storyline("x", (Slide("view", "measure=unmet&scenario=shelter:5"),))
    words = [story_words(s) for s in (plain, other, what_if)]
    assert len(set(words)) == 3
    assert ["SCENARIO" in w for w in words] == [False, False, True]
    names = {export_name("pptx", ExportOrder(View(), s, told=story_words(s))) for s in (plain, other, what_if)}
    assert len(names) == 3
