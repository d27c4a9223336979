"""The files of ``deploy/`` fit the app: what the container copies is enough, and the unit is one."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from tests import patience
from tests.browser.serving import ROOT, free_port, started_server

CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")


def test_what_the_container_copies_runs_without_writing_and_its_health_check_passes(tmp_path):
    copied = [shlex.split(line)[1] for line in re.findall(r"^COPY (?!--from).*", CONTAINER, re.MULTILINE)]
    folder = tmp_path / "app"
    folder.mkdir()
    for name in copied:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    before = {p.relative_to(folder) for p in folder.rglob("*")}
    port = free_port()
    with started_server(port, app=folder / "app.py", folder=folder, PYTHONDONTWRITEBYTECODE="1", HOME=str(tmp_path)):
        check = re.search(r'"-c", "(.*)"\]', CONTAINER)[1].replace("8501", str(port)).replace("timeout=4", "timeout=99")
        done = subprocess.run([sys.executable, "-c", check], check=False, timeout=patience.SECONDS)
        assert done.returncode == 0
    assert {p.relative_to(folder) for p in folder.rglob("*")} == before
    assert "USER 10001" in CONTAINER
    assert {"app.py", "geo", "pages", "data", ".streamlit", "requirements.txt"} == set(copied)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here (Debian: systemd)")
def test_the_unit_is_one_with_its_sign_in_on_and_off(tmp_path):
    text = (ROOT / "deploy" / "crisis-map.service").read_text(encoding="utf-8")
    text = re.sub(r"/opt/crisis-map/\.venv/bin/streamlit", sys.executable, text)
    text = text.replace("WorkingDirectory=/opt/crisis-map", f"WorkingDirectory={ROOT}")
    for name, unit in (("off", text), ("on", re.sub(r"^#(?=\w+=)", "", text, flags=re.MULTILINE))):
        file = tmp_path / name / "crisis-map.service"
        file.parent.mkdir()
        file.write_text(unit, encoding="utf-8")
        done = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False,
                              timeout=patience.SECONDS, env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"})  # fmt: skip
        assert (done.returncode, done.stdout, [x for x in done.stderr.splitlines() if "crisis-map" in x]) == (0, "", [])
    assert unit.count("CRISIS_MAP_") == 3


def test_the_replicas_of_the_compose_file_are_those_of_the_proxy():
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    proxy = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    named = re.findall(r"server (\w+):8501", proxy)
    assert named == ["one", "two"]
    assert all(re.search(rf"^  {name}:", compose, re.MULTILINE) for name in named)
