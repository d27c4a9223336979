"""Security headers on every answer, and limits on what one client may ask."""

import threading
import time

import pytest
from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.server import measures, open_files
from pages.server.answer_headers import AnswerHeaders
from pages.server.load_limits import AT_ONCE, LONGEST_QUERY, LoadLimits

STRICT = {"/api/": 3, "/api/table.xlsx": 1}


def served(endpoint=lambda _: PlainTextResponse("good"), limits=STRICT):
    routes = [Route(path, endpoint) for path in ("/", "/api/table.csv", "/api/table.xlsx", "/assets/painting/1")]
    middleware = [Middleware(AnswerHeaders), Middleware(LoadLimits, per_minute=limits)]
    return Starlette(routes=routes, middleware=middleware)


@pytest.mark.parametrize("path", ["/", "/api/table.csv", "/nowhere", "/?" + "x" * (LONGEST_QUERY + 1)])
def test_every_answer_forbids_other_hosts_frames_of_others_and_guessed_types(path):
    headers = TestClient(served()).get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_tiles_are_let_in_for_the_reader_who_switched_them_on_and_nobody_else():
    client = TestClient(served(), cookies={"tiles": "on"})
    policy = client.get("/").headers["content-security-policy"]
    assert "img-src 'self' data: blob: https://tile.openstreetmap.org;" in policy
    assert policy.count("https:") == 1


def test_an_address_that_is_too_long_is_refused_in_a_few_words():
    client = TestClient(served())
    assert client.get("/?" + "x" * LONGEST_QUERY).status_code == 200
    refused = client.get("/api/table.csv?" + "&".join(f"p{n}=1" for n in range(8000)))
    assert refused.status_code == 414
    assert len(refused.content) < 200
    assert refused.json()["errors"]


def test_a_client_that_asks_too_often_is_told_when_to_come_back_and_another_is_answered():
    app = served()
    one, other = (TestClient(app, client=(host, 5)) for host in ("127.0.0.1", "127.0.0.2"))
    assert [one.get("/api/table.csv").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = one.get("/api/table.csv")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["errors"] == [f"too many requests; ask again in {refused.headers['retry-after']} s"]
    assert other.get("/api/table.csv").status_code == 200
    assert one.get("/").status_code == 200  # pages are not counted


def test_a_heavy_file_has_a_limit_of_its_own():
    client = TestClient(served())
    assert [client.get("/api/table.xlsx").status_code for _ in range(2)] == [200, 429]
    assert client.get("/api/table.csv").status_code == 200


def test_heavy_files_are_made_a_few_at_a_time_and_all_are_answered():
    busy, most, lock = [0], [0], threading.Lock()
    full = threading.Event()

    def slow(_):
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
            if busy[0] == AT_ONCE:
                full.set()
        full.wait(10)
        time.sleep(0)
        with lock:
            busy[0] -= 1
        return PlainTextResponse("made")

    with TestClient(served(slow, limits={})) as client:
        answers = []
        threads = [
            threading.Thread(target=lambda: answers.append(client.get("/api/table.xlsx").text)) for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == ["made"] * 6
    assert most[0] == AT_ONCE


def test_runs_errors_and_sessions_are_counted_and_name_no_reader():
    before = measures._runs.labels("where")._sum.get(), measures._errors.labels("where")._value.get()
    with measures.run_of("where"):
        pass
    with pytest.raises(ValueError, match="broken"), measures.run_of("where"):
        raise ValueError("broken")
    text = generate_latest().decode()
    assert measures._errors.labels("where")._value.get() == before[1] + 1
    assert measures._runs.labels("where")._sum.get() > before[0]
    assert 'crisis_map_run_seconds_count{page="where"}' in text
    assert "crisis_map_sessions" in text


@pytest.mark.parametrize("port", ["many", "0", "70000", "-1"])
def test_a_port_of_figures_that_is_none_ends_the_start_with_its_name(monkeypatch, port):
    monkeypatch.setenv(measures.PORT, port)
    with pytest.raises(SystemExit, match=measures.PORT):
        measures.serve(lambda: 0)


def test_figures_are_served_on_a_port_of_their_own_only_if_one_is_set(monkeypatch):
    started = []
    monkeypatch.setattr(measures, "start_http_server", lambda port, **words: started.append((port, words["addr"])))
    monkeypatch.delenv(measures.PORT, raising=False)
    measures.serve(lambda: 0)
    assert started == []
    monkeypatch.setenv(measures.PORT, "9100")
    measures.serve(lambda: 3)
    assert started == [(9100, "127.0.0.1")]
    assert "crisis_map_sessions 3.0" in generate_latest().decode()


def test_the_limit_of_open_files_is_raised_to_what_the_system_allows():
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
        open_files.raise_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
