"""Two replicas behind nginx with the shipped settings: a reader stays with one, and goes on when it is replaced."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time

import httpx
import psutil
import pytest

from tests import patience
from tests.browser.serving import ROOT, free_port, started_server
from tests.browser.test_faults import at_slide, goes_on, shows

pytestmark = pytest.mark.browser


@contextlib.contextmanager
def started_proxy(tmp_path, replicas):
    """Start nginx with deploy/nginx.conf, its hosts and ports put in place of those of the containers."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx on this machine (Debian: apt-get install nginx-light)")
    port, text = free_port(), (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for name, replica in zip(("one:8501", "two:8501"), replicas, strict=True):
        assert text.count(name) == 1
        text = text.replace(name, f"127.0.0.1:{replica}")
    text, n = re.subn(r"listen 8501;", f"listen 127.0.0.1:{port};", text)
    assert n == 1
    text = re.sub(r"pid \S+;", f"pid {tmp_path}/nginx.pid;", text)
    file = tmp_path / "nginx.conf"
    file.write_text("daemon off; master_process off;\n" + text, encoding="utf-8")
    process = subprocess.Popen([nginx, "-p", str(tmp_path), "-c", str(file), "-e", "stderr"])
    try:
        end = time.monotonic() + patience.SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert process.poll() is None
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(patience.SECONDS)


def holds_a_session(pid, port):
    """Tell whether a replica has a connection that stays: the websocket of the reader."""
    found = psutil.Process(pid).net_connections("tcp")
    return any(c.status == psutil.CONN_ESTABLISHED and c.laddr.port == port for c in found)


def test_a_session_keeps_view_language_and_slide_through_a_rolling_restart(page, tmp_path):
    ports = [free_port(), free_port()]
    with contextlib.ExitStack() as running, started_proxy(tmp_path, ports) as proxy:
        pids = [running.enter_context(started_server(port))[1] for port in ports]
        cookies = {cookie_of(proxy) for _ in range(9)}
        assert len(cookies) == 9  # each reader has one of his own, by which he stays with his replica
        assert all("HttpOnly" in c and "SameSite=Strict" in c for c in cookies)
        deck = at_slide(page, proxy, 3)
        for slide in (4, 5):  # each replica is replaced in its turn
            deck.evaluate("() => document.querySelector('#bar [data-do=on]').click()")
            shows(deck, slide)
            page.wait_for_url(f"**slide={slide}**")
            (holder,) = [n for n in (0, 1) if holds_a_session(pids[n], ports[n])]
            os.kill(pids[holder], signal.SIGTERM)
            other = 1 - holder
            wait_for(lambda other=other: holds_a_session(pids[other], ports[other]))
            page.wait_for_function("() => !/connecting/i.test(document.body.innerText)")
            shows(deck, slide)
            pids[holder] = running.enter_context(started_server(ports[holder]))[1]
        goes_on(page, 5)


def cookie_of(proxy):
    return httpx.get(f"{proxy}/api/ready", timeout=patience.SECONDS).headers["Set-Cookie"]


def wait_for(condition):
    end = time.monotonic() + patience.SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
