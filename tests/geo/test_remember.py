"""Results live on the data they were computed from, are computed once, and side by side where they differ."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from geo.briefing import compose_slide, default_storyline, profile_region
from geo.charts import (
    claims_list,
    funding_history,
    plan_history,
    rank_dots,
    region_ranking,
    sector_bars,
    shares_of_view,
)
from geo.core import DATA_FOLDER, View, remember, translator
from geo.export import export_file, export_order, table_rows
from geo.maps import compose_map
from geo.maps.compose import _LAYERS
from geo.plans import import_plan_page, imported_plan, reader_tools
from geo.store import atlas_of_plan
from tests.crp_pages import Y2021


class Owner:
    """Data that results are kept on."""


def together(*works):
    """Start works at the same moment, each in a thread, and return their results or errors."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [f.exception(30) or f.result() for f in [pool.submit(w) for w in works]]


def test_the_last_used_results_are_kept_on_each_owner_up_to_the_bound():
    computed = []

    @remember(most=2)
    def square(owner, n, *, sign=1):  # noqa: ARG001 - the owner only keeps
        computed.append(n)
        return sign * n * n

    one, other = Owner(), Owner()
    assert [square(one, n) for n in (2, 3, 2, 4, 2, 3)] == [4, 9, 4, 16, 4, 9]
    assert computed == [2, 3, 4, 3]  # 2 was used again before 4 came, so 3 had to go
    assert square(other, 3, sign=-1) == -9
    assert square(other, 3) == 9


def test_the_second_asker_waits_for_the_first():
    entered, computed = threading.Barrier(2), []

    @remember(most=2)
    def slow(owner, n):  # noqa: ARG001
        computed.append(n)
        with suppress(threading.BrokenBarrierError):  # a second computation would pass the barrier with the first
            entered.wait(0.3)
        return object()

    owner = Owner()
    first, second = together(lambda: slow(owner, 1), lambda: slow(owner, 1))
    assert first is second
    assert computed == [1]


def test_an_error_is_met_by_every_asker_and_not_kept():
    asked = []

    @remember(most=2)
    def failing(owner, n):  # noqa: ARG001
        asked.append(n)
        if len(asked) <= 2:
            raise ValueError(n)
        return "made"

    owner = Owner()
    found = together(lambda: failing(owner, 1), lambda: failing(owner, 1))
    assert [type(e) for e in found] == [ValueError, ValueError]
    assert failing(owner, 1) == "made"


def test_results_die_with_their_owner_even_before_garbage_is_collected():
    kept = remember(most=2)(lambda owner, n: Owner())  # noqa: ARG005
    owner = Owner()
    result = weakref.ref(kept(owner, 1))
    gc.disable()
    try:
        assert result() is not None
        del owner
        assert result() is None
    finally:
        gc.enable()


def test_two_different_views_are_composed_at_the_same_time(atlas, monkeypatch):
    both, real = threading.Barrier(2, timeout=20), _LAYERS["presence"]

    def meet(view, *rest):
        both.wait()
        return real(view, *rest)

    monkeypatch.setitem(_LAYERS, "presence", meet)
    views = [View(sector=("shelter",), objective=("1",), areas=areas, lang="fr") for areas in ("2016", "2012")]
    made = together(*(lambda v=v: compose_map(v, atlas) for v in views))
    assert [m.view.areas for m in made] == ["2016", "2012"]


def everything(atlas, lang):
    """Compute what pages and files show of a plan."""
    t = translator(lang)
    for measure in atlas.indicators.codes:
        view = View(plan=atlas.plan.code, lang=lang, measure=measure, region="mopti")
        drawn = compose_map(view, atlas)
        table_rows(drawn, atlas)
        region_ranking(drawn, t)
        if measure in atlas.indicators.observed:
            shares_of_view(view, atlas)
    view = View(plan=atlas.plan.code, lang=lang)
    for chart in (sector_bars, rank_dots, claims_list, profile_region):
        chart(view, atlas, *(("mopti",) if chart is profile_region else (t,)))
    plan_history(atlas.plan, t)
    funding_history(atlas.plan, t)
    compose_slide(default_storyline(atlas), atlas, lang)
    for kind in ("html", "xlsx", "gpkg", "png"):
        export_file(kind, export_order(view, atlas), atlas)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_nothing_of_a_readers_plan_stays_when_he_lets_it_go(library, lang):
    tools = reader_tools(Y2021, library, DATA_FOLDER)
    plan = imported_plan(import_plan_page(Y2021, tools), tools)
    atlas = atlas_of_plan(plan, library.country(plan.country, DATA_FOLDER))
    del plan
    everything(atlas, lang)
    kept = weakref.ref(atlas), weakref.ref(atlas.plan)
    del atlas
    gc.collect()
    assert [r() for r in kept] == [None, None]
