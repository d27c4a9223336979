"""Connectors are off, ask only when told, and live with services that are slow, broken, half-sent and paged.

The service of these tests is the project's own, on this machine.
"""

import contextlib
import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.core import DATA_FOLDER, DataError, translator
from geo.intake import bring, kind_of
from geo.intake.connectors import asking, fetch_records, read_connectors

TODAY = dt.date(2024, 6, 30)
DTM = {"isSuccess": True, "result": [
    {"admin0Pcode": "MLI", "admin1Name": "Gao", "admin1Pcode": "ML07", "numPresentIdpInd": 30,
     "reportingDate": "2024-05-31T00:00:00", "roundNumber": 1, "displacementReason": "Conflict",
     "assessmentType": "BA"},
]}  # fmt: skip
FLOW = {"id": 1, "date": "2024-02-01", "amountUSD": 100, "boundary": "incoming", "status": "paid",
    "flowType": "Standard",
        "sourceObjects": [{"type": "Organization", "name": "Donor"}],
        "destinationObjects": [{"type": "GlobalCluster", "name": "Protection"}, {"type": "Location",
        "name": "Mali"}]}  # fmt: skip


class Service(BaseHTTPRequestHandler):
    """Answers by the first word of the path; the server counts what it was asked."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if len(self.server.asked) > 50:
            self.send_error(429)
            return
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            getattr(self, urlsplit(self.path).path.strip("/"))(parse_qs(urlsplit(self.path).query))

    def _send(self, body, code=200, length=None):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw) if length is None else length))
        self.end_headers()
        self.wfile.write(raw)

    def whole(self, _):
        self._send(DTM)

    def slow(self, _):
        self.server.gate.wait(20)

    def drips(self, _):
        self.send_response(200)
        self.end_headers()
        while not self.server.gate.wait(0.05):
            self.wfile.write(b" ")

    def broken(self, _):
        self._send(b"<html>sorry</html>")

    def half(self, _):
        self._send(json.dumps(DTM).encode()[:40], length=400)

    def down(self, _):
        self._send({}, 503)

    def forbidden(self, _):
        self._send({}, 403)

    def recovers(self, _):
        self._send(DTM, 200 if len(self.server.asked) > 2 else 500)

    def paged(self, query):
        start, n = int(query["offset"][0]), int(query["limit"][0])
        self._send({"data": [{"admin1_name": "Gao", "population": i} for i in range(start, min(start + n, 5))]})

    def linked(self, query):
        page = int(query.get("page", ["1"])[0])
        link = f"http://127.0.0.1:{self.server.server_port}/linked?page={page + 1}" if page < 3 else None
        self._send({"meta": {"nextLink": link}, "data": {"flows": [FLOW | {"id": page}]}})

    def elsewhere(self, _):
        self._send({"meta": {"nextLink": "http://127.0.0.2/x"}, "data": {"flows": [FLOW]}})

    def late(self, query):
        if int(query["offset"][0]):
            self._send({}, 403)
        else:
            self.paged(query)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    made.daemon_threads, made.asked, made.gate = True, [], threading.Event()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.gate.set()
    made.shutdown()
    made.server_close()


@pytest.fixture
def service(server, tmp_path):
    """Make a service of a path, with its folder of answers under the test's own."""

    def made(path, name="dtm", **said):
        words = {"enabled": True, "address": f"http://127.0.0.1:{server.server_port}/{path}", **said}
        lines = "\n".join(f"{k} = {json.dumps(v)}" for k, v in words.items())
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        (folder / "connectors.toml").write_text(f"[{name}]\n{lines}\n", encoding="utf-8")
        return read_connectors(folder)[name]

    return made


def asked(service, pauses=None):
    return fetch_records(service, TODAY, (pauses if pauses is not None else []).append)


def reason(error):
    return error.value.problems[0].text(translator("en"))


def test_every_service_that_is_shipped_is_off_and_asks_nothing():
    services = read_connectors(DATA_FOLDER)
    assert {"dtm", "fts", "hapi-idps", "hapi-presence"} <= set(services)
    assert not any(s.enabled for s in services.values())
    for each in services.values():
        with pytest.raises(DataError) as error:
            fetch_records(each, TODAY)
        assert "switched off" in reason(error)


def test_a_whole_answer_is_a_table_like_one_that_was_dropped_and_is_kept_with_its_day(service, tmp_path):
    found = asked(service("whole"))
    table = bring(found.raw, found.name).tables[0]
    assert (kind_of(table), found.rows, found.day, found.reason) == ("displacement", 1, TODAY, "")
    assert [p.name for p in (tmp_path / "fetched").iterdir()] == ["dtm-2024-06-30.json"]


@pytest.mark.parametrize(("path", "times"), [("broken", 4), ("half", 4), ("down", 4), ("forbidden", 1)])
def test_without_a_usable_answer_the_last_good_one_stands_in_with_its_age(service, server, path, times):
    asked(service("whole"))
    del server.asked[:]
    pauses = []
    found = fetch_records(service(path), dt.date(2024, 7, 5), pauses.append)
    assert (found.day, found.age(dt.date(2024, 7, 5)), found.rows) == (TODAY, 5, 1)
    assert found.reason
    assert len(server.asked) == times
    assert pauses == sorted(pauses)
    assert len(pauses) == times - 1


def test_a_slow_answer_is_waited_for_no_longer_than_agreed(service, server, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    with pytest.raises(DataError) as error:
        asked(service("slow"))
    assert "Timeout" in reason(error)
    assert len(server.asked) == asking.TRIES


def test_a_service_that_sends_a_byte_now_and_then_is_not_waited_for_without_end(service, server, monkeypatch):
    monkeypatch.setattr(asking, "WHOLE", 0.3)
    with pytest.raises(DataError) as error:
        asked(service("drips"))
    assert "no whole answer in 0 s" in reason(error)
    assert len(server.asked) == 1


def test_a_service_that_recovers_is_asked_again(service, server):
    assert asked(service("recovers")).rows == 1
    assert len(server.asked) == 3


def test_pages_by_offset_are_put_together_with_the_key(service, server):
    found = asked(service("paged", paging="offset", limit=2, key="k y", key_name="app"))
    assert [r["population"] for r in json.loads(found.raw)["result"]] == [0, 1, 2, 3, 4]
    assert all("app=k" in path for path in server.asked)
    assert len(server.asked) == 3


def test_half_of_the_pages_is_no_answer(service, tmp_path):
    with pytest.raises(DataError) as error:
        asked(service("late", paging="offset", limit=2))
    assert "HTTP 403" in reason(error)
    assert not (tmp_path / "fetched").exists()


def test_linked_pages_of_flows_become_flat_and_no_other_host_is_asked(service, server):
    found = asked(service("linked", "fts", paging="link"))
    table = bring(found.raw, found.name).tables[0]
    assert (kind_of(table), len(table.frame)) == ("flows", 3)
    assert list(table.texts("sector")) == ["Protection"] * 3
    del server.asked[:]
    with pytest.raises(DataError) as error:
        asked(service("elsewhere", "fts-x", paging="link"))
    assert "another host" in reason(error)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "text",
    ["[dtm]\naddress = 'ftp://x'", "[dtm]\naddress = 'https://x'\npaging = 'all'",
        "[dtm]\naddress = 'https://x'\nlimit = 0",
     "[dtm]\naddress = 'https://x'\nenabled = 'yes'", "[Dtm!]\naddress = 'https://x'", "[dtm", "[dtm]\nenabled = true"],
)  # fmt: skip
def test_a_wrong_entry_is_named(tmp_path, text):
    (tmp_path / "connectors.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_connectors(tmp_path)
    assert reason(error).startswith("connectors.toml")


def test_the_command_writes_the_answer_and_says_where_from(service, tmp_path):
    service("whole")
    out = tmp_path / "dtm.json"
    done = CliRunner().invoke(app, ["fetch", "dtm", "--out", str(out), "--data", str(tmp_path / "data")])
    assert (done.exit_code, "1 records" in done.stdout) == (0, True)
    assert json.loads(out.read_bytes())["result"][0]["admin1Name"] == "Gao"
    assert CliRunner().invoke(app, ["fetch", "nobody", "--data", str(tmp_path / "data")]).exit_code == 2
    assert CliRunner().invoke(app, ["fetch", "dtm"]).exit_code == 1
