"""The server as it runs: foreign websockets, what it asks of the network, and uploads that are too large."""

import asyncio
import http.client
import re
import socket
import statistics
import time
import tomllib
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
import uvicorn
from starlette.datastructures import Headers
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from pages.parts import origins
from pages.server import sent_at_once
from tests.browser.serving import started_server

LISTENER = """
import os, sys, time
def note(event, details):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto"):
        host = details[0] if event.startswith("socket.get") else details[1][0]
        with open(os.environ["ASKED"], "a") as file:
            file.write(f"{host}\\n")
        if host not in ("127.0.0.1", "localhost"):
            time.sleep(1)  # a name server far away
with open(os.environ["ASKED"], "w") as file:
    file.write("127.0.0.1\\n")  # it listens
sys.addaudithook(note)
"""
CONFIGURATION = Path(__file__).parents[2] / ".streamlit" / "config.toml"
FOREIGN = ("https://elsewhere.example", "http://127.0.0.1:1", "http://localhost", "null", "file://")
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start a server that notes which names and addresses it asks for."""
    folder = tmp_path_factory.mktemp("listener")
    (folder / "sitecustomize.py").write_text(LISTENER)
    asked = folder / "asked.txt"
    told = {"PYTHONPATH": str(folder), "ASKED": str(asked),
            "STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS": "https://partner.example"}  # fmt: skip
    with started_server(**told) as (address, pid):
        yield address.removeprefix("http://"), asked, pid


def handshake(host, **headers):
    """Ask for a websocket and return the answer's status."""
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", "/_stcore/stream", headers=upgrade | headers)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def seconds_of_another(host):
    start = time.perf_counter()
    with urllib.request.urlopen(f"http://{host}/api/health", timeout=60) as answer:
        answer.read()
    return time.perf_counter() - start


def test_foreign_websockets_are_refused_delay_nobody_and_make_the_server_ask_nobody(server):
    host, asked, _ = server
    delays = []
    for _ in range(5):  # a busy machine is slow now and then, not five times in the same way
        alone = seconds_of_another(host)
        with ThreadPoolExecutor(len(FOREIGN)) as pool:
            answers = [pool.submit(handshake, host, Origin=origin) for origin in FOREIGN]
            delays.append(seconds_of_another(host) - alone)
            assert [a.result() for a in answers] == [403] * 5
        if delays[-1] < 0.2:
            break
    assert min(delays) < 0.2, delays
    assert set(asked.read_text().split()) <= {"127.0.0.1", "localhost"}


def test_its_own_pages_allowed_origins_and_programs_get_their_websocket_and_the_server_still_asks_nobody(server):
    host, asked, _ = server
    welcome = ({}, {"Origin": f"http://{host}"}, {"Origin": "https://partner.example"},
               {"Origin": "https://plans.example", "X-Forwarded-Host": "plans.example, inner"})  # fmt: skip
    assert [handshake(host, **headers) for headers in welcome] == [101] * 4
    assert set(asked.read_text().split()) <= {"127.0.0.1", "localhost"}


@pytest.mark.parametrize(
    ("host", "origin", "own"),
    [
        ("plans.example", "https://plans.example", True),
        ("plans.example:443", "https://Plans.Example", True),
        ("plans.example", "https://plans.example:443", True),
        ("[::1]:8501", "http://[::1]:8501", True),
        ("plans.example:8501", "http://plans.example", False),
        ("plans.example", "https://plans.example.org", False),
        ("plans.example", "https://elsewhere.example/plans.example", False),
        ("plans.example", "plans.example", False),
        ("plans.example", "http://plans.example:port", False),
        ("", "null", False),
    ],
)
def test_an_origin_is_the_servers_own_if_host_and_port_are_those_that_were_asked_for(host, origin, own):
    assert origins.allowed(Headers({"host": host, "origin": origin})) is own


def seconds_of(connections):
    """Ask for one file over each connection in turn; return the seconds that the middle answer took."""
    found = []
    for connection in connections:
        start = time.perf_counter()
        connection.request("GET", "/api/health")
        connection.getresponse().read()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def test_what_the_server_answers_is_sent_at_once(server):
    host = server[0]
    kept = http.client.HTTPConnection(host, timeout=60)
    fresh = [http.client.HTTPConnection(host, timeout=60) for _ in range(20)]
    # Linux confirms what comes first on a connection at once, and lets a sender wait 40 milliseconds later on.
    assert seconds_of([kept] * 60) < 5 * seconds_of(fresh)
    for connection in (kept, *fresh):
        connection.close()


def test_every_connection_is_told_to_send_at_once_whatever_way_the_port_was_bound(monkeypatch):
    monkeypatch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)  # as it was, after this test
    sent_at_once.begin()

    async def page(scope, receive, send):  # noqa: ARG001 - as ASGI has it
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        await send({"type": "http.response.body", "body": b"1"})

    async def is_prompt():
        with socket.socket() as listening:  # no protocol named, as Streamlit does
            listening.bind(("127.0.0.1", 0))
            server = uvicorn.Server(uvicorn.Config(page, lifespan="off", log_level="critical"))
            server.config.load()
            server.lifespan = server.config.lifespan_class(server.config)
            await server.startup(sockets=[listening])
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            await reader.readuntil(b"\r\n\r\n1")
            (other_end,) = server.server_state.connections
            prompt = other_end.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            await server.shutdown(sockets=[listening])
            return prompt

    with ThreadPoolExecutor(1) as pool:  # a loop of its own: tests with a browser have one running here
        assert pool.submit(asyncio.run, is_prompt()).result()


def memory(pid):
    """Return the megabytes that a process holds."""
    return psutil.Process(pid).memory_info().rss / MEGABYTE


def upload(host, session, xsrf, size, *, chunked):
    """Send a file as a page does and return the answer's status; the server may hang up before all is sent."""
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="page.txt"\r\n\r\n'
    whole, rest = divmod(size, MEGABYTE)
    parts = [head, *[b"x" * MEGABYTE] * whole, b"x" * rest, b"\r\n--cut--\r\n"]
    headers = {"Content-Type": "multipart/form-data; boundary=cut", "X-Xsrftoken": xsrf,
               "Cookie": f"_streamlit_xsrf={xsrf}"}  # fmt: skip
    if not chunked:
        headers["Content-Length"] = str(sum(map(len, parts)))
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request("PUT", f"/_stcore/upload_file/{session}/{size}-{chunked}", iter(parts), headers)
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return "hung up"
    finally:
        connection.close()


def test_an_upload_over_the_limit_of_the_configuration_is_refused_before_it_is_held(server):
    host, _, pid = server
    limit = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["server"]["maxUploadSize"] * 1024 * 1024
    with urllib.request.urlopen(f"http://{host}/_stcore/health", timeout=60) as answer:
        xsrf = re.search(r"_streamlit_xsrf=([^;]+)", answer.headers["Set-Cookie"])[1]
    with connect(f"ws://{host}/_stcore/stream", max_size=None, open_timeout=60) as page:
        page.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())
        first = ForwardMsg.FromString(page.recv(60))
        session = first.new_session.initialize.session_id
        assert upload(host, session, xsrf, limit - 1000, chunked=False) == 204
        before = memory(pid)
        far = limit + 100 * MEGABYTE
        for chunked in (False, True):
            assert {upload(host, session, xsrf, far, chunked=chunked) for _ in range(2)} <= {413, "hung up"}
        assert upload(host, session, xsrf, limit + 1, chunked=False) == 413
        assert memory(pid) - before < 60
