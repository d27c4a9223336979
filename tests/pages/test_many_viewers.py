"""Many viewers of one server at the same moment: each gets what a lone one gets."""

import itertools
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests import mali_page, patience
from tests.browser.serving import started_server
from tests.crp_pages import Y2021

PAGES = ("", "where", "funding", "needs", "region")
VIEWS = (
    "", "lang=fr", "sector=shelter&basis=zone", "lang=fr&scenario=mhpss:500000", "scenario=shelter:1000000&split=idps",
    "lang=fr&sector=protection,cccm&region=gao", "areas=2016&date=2023-06-01",
    "lang=fr&areas=2016&weights=mopti:3,gao:1",
)  # fmt: skip


@pytest.fixture(scope="module")
def server():
    with started_server() as (address, _):
        yield address.removeprefix("http://")


def elements(socket, page, query, states=()):
    """Ask for a page as a browser does, with what the reader has entered, and return its elements."""
    asked = {"query_string": query, "page_name": page, "widget_states": {"widgets": list(states)}}
    socket.send(BackMsg(rerun_script=asked).SerializeToString())
    found = []
    while True:
        answer = ForwardMsg.FromString(socket.recv(patience.SECONDS))
        found.append(answer.delta.new_element)
        assert not found[-1].HasField("exception"), found[-1].exception.message
        if answer.WhichOneof("type") == "script_finished":
            return found


def look(socket, page, query):
    """Return all that is written on a page; how many choices a viewer has made is his own."""
    found = elements(socket, page, query)
    maps = (re.sub(r"(CRP\.show\(.*?, )\d+", r"\1N", e.component_instance.json_args) for e in found)
    return [e.html.body or drawn for e, drawn in zip(found, maps, strict=True) if e.html.body or drawn]


def looks(server, wanted):
    with connect(f"ws://{server}/_stcore/stream", max_size=None, open_timeout=patience.SECONDS) as socket:
        return [look(socket, *each) for each in wanted]


def test_pages_that_are_made_at_once_in_two_languages_and_under_scenarios_never_mix(server):
    asked = list(itertools.product(PAGES, VIEWS))
    alone = dict(zip(asked, looks(server, asked), strict=True))
    assert len({str(written) for written in alone.values()}) == len(asked)  # no two views show the same
    turns = [asked[n * 5 :] + asked[: n * 5] for n in range(8)]  # each viewer begins with another view
    with ThreadPoolExecutor(len(turns)) as pool:
        answers = list(pool.map(lambda wanted: looks(server, wanted), turns))
    for wanted, written in zip(turns, answers, strict=True):
        assert written == [alone[each] for each in wanted]


def read_page(server, text, lang):
    """Paste a page of a plan, have it read, and return what the reader is told."""
    with connect(f"ws://{server}/_stcore/stream", max_size=None, open_timeout=patience.SECONDS) as socket:
        first = elements(socket, "your-data", f"lang={lang}")
        (area,) = (e.text_area.id for e in first if e.HasField("text_area"))
        pasted = {"id": area, "string_value": text}
        (button,) = (e.button.id for e in first if "page-read" in e.button.id)
        told = elements(socket, "your-data", f"lang={lang}", [pasted, {"id": button, "trigger_value": True}])
        return " ".join(e.html.body for e in told)


def test_pages_of_two_plans_that_are_read_at_once_stay_with_their_readers(server):
    asked = [(Y2021, "en", "mli-2021", "mli-2023-2024"), (mali_page.text(), "fr", "mli-2023-2024", "mli-2021")] * 2
    with ThreadPoolExecutor(len(asked)) as pool:
        told = list(pool.map(lambda each: read_page(server, *each[:2]), asked))
    for (_, lang, own, other), text in zip(asked, told, strict=True):
        assert f"{own} – {'objectives:' if lang == 'en' else 'objectifs'}" in text
        assert f"{other} –" not in text
