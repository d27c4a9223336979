"""The app as a process of its own, on a free port."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests import patience

ROOT = Path(__file__).parents[2]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run_app(port, folder=ROOT, before=(), out=subprocess.DEVNULL, app=ROOT / "app.py", **told):
    """Start the app as a process, from a folder, after some words of a command."""
    command = [*before, sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port),
               "--server.address", "127.0.0.1"]  # fmt: skip
    return subprocess.Popen(command, cwd=folder, stdout=out, stderr=out,
                            env={**os.environ, "PYTHONPATH": "", **told})  # fmt: skip


@contextlib.contextmanager
def started_server(port=0, folder=ROOT, before=(), out=subprocess.DEVNULL, app=ROOT / "app.py", **told):
    """Start the app with some environment, give its address and process once it answers, and stop it in the end."""
    port = port or free_port()
    process = run_app(port, folder, before, out, app, **told)
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(patience.SECONDS)


def _wait(process, port):
    end = time.monotonic() + patience.SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/ready", timeout=patience.SECONDS):
                return
        except urllib.error.HTTPError:  # it answers, if only to say what is wrong
            return
        except OSError:
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
    pytest.fail(f"the server did not start in {patience.SECONDS} seconds")
