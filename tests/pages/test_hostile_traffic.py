"""Paths that lead out, messages and uploads that are none, and a flood: answered in words, held up nobody."""

import contextlib
import http.client
import random
import re
import socket
import statistics
import threading
import time
import urllib.request

import psutil
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.memory import distinct_views
from tests import patience
from tests.browser.serving import ROOT, started_server
from tests.pages.test_many_viewers import elements

OUT = ("../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/app.py", "..%5c..%5capp.py",
       "....//....//app.py", "/etc/passwd", "%00", "x%00.js", "..;/app.py", "%c0%ae%c0%ae/app.py",
       "C:%5cWindows%5cwin.ini",
       "../../.streamlit/config.toml", "../data/connectors.toml", "%252e%252e%252fapp.py")  # fmt: skip
PLACES = ("", "assets/map/", "assets/painting/", "assets/small-map/", "assets/pages/", "assets/leaflet/", "take/",
          "briefing/deck/", "api/", "media/", "component/", "_stcore/",
          "_stcore/upload_file/", "static/", "app/static/", "find/",
          "_stcore/bidi-components/")  # fmt: skip
SECRETS = (b"root:x:", b"MultiPartParser.spool_max_size", b"gatherUsageStats", b"for 16-bit app", b"switch one on")


@pytest.fixture(scope="module")
def server():
    with started_server() as (address, pid):
        yield address.removeprefix("http://"), pid


def asked(host, method, path, body=None, **headers):
    """Send a request with its path as it is; the answer's status and beginning."""
    connection = http.client.HTTPConnection(host, timeout=patience.SECONDS)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read(100_000)
    finally:
        connection.close()


def test_no_path_leads_out_of_what_is_served(server):
    host, _ = server
    assert any(secret in (ROOT / "app.py").read_bytes() for secret in SECRETS)
    for place in PLACES:
        for out in OUT:
            status, content = asked(host, "GET", f"/{place}{out}")
            assert status < 500, (place, out)
            assert not [s for s in SECRETS if s in content], (place, out)
    for name in ("plan", "own", "story", "version", "x"):
        for out in OUT:
            status, content = asked(host, "GET", f"/briefing/deck/x?{name}={out}&lang={out}")
            assert status in (400, 404)
            assert not [s for s in SECRETS if s in content]


def test_requests_that_are_none_are_answered_in_words_and_the_server_goes_on(server):
    host, _ = server
    address, port = host.split(":")
    for raw in (b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET " + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n",
                b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
                b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 5000 + b"\r\n",
                b"POST /api/table.csv HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                b"GET /api/table.csv?lang=\xff\xfe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"):  # fmt: skip
        with socket.create_connection((address, int(port))) as stream, contextlib.suppress(ConnectionError):
            stream.sendall(raw)
            stream.shutdown(socket.SHUT_WR)
            assert b"Traceback" not in stream.recv(100_000)
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "X"):
        assert asked(host, method, "/api/table.csv")[0] == 405
    assert asked(host, "GET", "/api/ready")[0] == 200


def none_at_all(chance):
    """Give messages that no page sends: text, bytes of chance, too large, too many words, widgets that never were."""
    yield from ("text", "{}", b"\xff" * 100, chance.randbytes(1000), chance.randbytes(9_000_000), b"")
    many = [{"id": "no", "string_value": "v" * 9}] * 5000
    for asked in ({"query_string": "x=" + "&x=".join("y" * 200 for _ in range(900))}, {"page_name": "../../x" * 999},
                  {"widget_states": {"widgets": many}}):  # fmt: skip
        yield BackMsg(rerun_script=asked).SerializeToString()


def test_messages_that_are_none_or_too_large_end_their_own_session_alone(server):
    host, pid = server
    before = psutil.Process(pid).memory_info().rss
    with connect(f"ws://{host}/_stcore/stream", max_size=None, open_timeout=patience.SECONDS) as good:
        for message in none_at_all(random.Random(5)):
            with (
                connect(f"ws://{host}/_stcore/stream", max_size=None, open_timeout=patience.SECONDS) as bad,
                contextlib.suppress(ConnectionClosed, TimeoutError),
            ):
                bad.send(message)
                said = bad.recv(2)
                assert b"Traceback" not in (said if isinstance(said, bytes) else said.encode())
        assert elements(good, "funding", "")
    assert psutil.Process(pid).memory_info().rss - before < 150_000_000


def test_uploads_that_are_malformed_foreign_or_lead_out_are_refused(server):
    host, _ = server
    with urllib.request.urlopen(f"http://{host}/_stcore/health", timeout=patience.SECONDS) as answer:
        xsrf = re.search(r"_streamlit_xsrf=([^;]+)", answer.headers["Set-Cookie"])[1]
    right = {"X_Xsrftoken": xsrf, "Cookie": f"_streamlit_xsrf={xsrf}"}
    whole = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="../../app.py"\r\n\r\nx\r\n--cut--\r\n'
    form = "multipart/form-data; boundary=cut"
    for place, body, headers in (
        ("nobody/x", whole, right | {"Content_Type": form}), ("../../x/y", whole, right | {"Content_Type": form}),
        ("nobody/x", whole, {"Content_Type": form}), ("nobody/x", whole[:40], right | {"Content_Type": form}),
        ("nobody/x", b"\x00" * 1000, right | {"Content_Type": "multipart/form-data"}),
        ("nobody/x", whole, right | {"Content_Type": "application/json"}), ("nobody/x", b"", right),
    ):  # fmt: skip
        status, content = asked(host, "PUT", f"/_stcore/upload_file/{place}", body, **headers)
        assert 400 <= status < 500, (place, body[:20], headers)
        assert b"Traceback" not in content
    assert (ROOT / "app.py").stat().st_size > 100


def seconds_of_a_click(stream, n):
    start = time.perf_counter()
    elements(stream, "funding", f"sector={('shelter', 'cccm')[n % 2]}")
    return time.perf_counter() - start


def seconds_of_work():
    """Time a fixed piece of work: how busy the machine is."""
    start = time.perf_counter()
    sum(n * n for n in range(300_000))
    return time.perf_counter() - start


def test_the_flood_of_one_client_does_not_hold_up_the_click_of_another(server):
    """A click takes at most a second more than alone, counted in the seconds of a machine as busy as it is then."""
    host, _ = server
    views, rounds = iter(distinct_views(20_000)), []
    with connect(f"ws://{host}/_stcore/stream", max_size=None, open_timeout=patience.SECONDS) as stream:
        for _ in range(4):  # a busy machine is slow now and then, not four times in the same way
            alone, work = medians(stream, 5)
            with flood(host, views) as answers:
                held, busy = medians(stream, 9)
            assert set(answers) <= {200, 429}
            rounds.append((alone, held, max(1, busy / work), len(answers)))
            if held < (alone + 1) * rounds[-1][2] and len(answers) > 6:
                return
    pytest.fail(f"seconds of a click alone and under a flood, how much busier it was, answers: {rounds}")


def medians(stream, times):
    """Return the seconds of a click and of the fixed work beside it."""
    pairs = [(seconds_of_a_click(stream, n), seconds_of_work()) for n in range(times)]
    return [statistics.median(each) for each in zip(*pairs, strict=True)]


@contextlib.contextmanager
def flood(host, views):
    """Ask for files, tables and paintings that nobody has asked for, from six threads, as fast as they are answered."""
    over, answers = threading.Event(), []

    def one():
        while not over.is_set():
            kind = random.choice(("api/table.xlsx", "assets/painting/x", "take/png", "api/table.csv"))
            with contextlib.suppress(OSError, http.client.HTTPException):
                answers.append(asked(host, "GET", f"/{kind}?{next(views)}")[0])

    threads = [threading.Thread(target=one, daemon=True) for _ in range(6)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join(patience.SECONDS)
