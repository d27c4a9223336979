"""Try the newest release of every dependency: ``python -m tests.newest [--blame] [-- words for pytest]``.

In a fresh environment beside this one; nothing here changes. Says which releases are newer than the pinned ones and
which tests fail with them; with ``--blame`` each newer release is put back in turn, to see which of them it was.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(\[[\w,]+\])?==(\S+)")


def pinned(*files):
    """Return what files of requirements pin: name with its extras, and version."""
    found = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if match := _PINNED.match(line):
                found[match[1] + (match[2] or "")] = match[3]
    return found


def plain(name):
    """Return a package's name as an index writes it."""
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def pip(python, *words):
    subprocess.run([python, "-m", "pip", "--disable-pip-version-check", "-q", *words], check=True, cwd=ROOT)


def installed(python):
    """Return the versions that an environment has."""
    said = subprocess.run(
        [python, "-m", "pip", "list", "--format", "freeze"], check=True, capture_output=True, text=True
    )
    return {plain(name): version for name, _, version in (line.partition("==") for line in said.stdout.splitlines())}


def newer(pins, versions):
    """List what the newest environment has in another version than the pinned one: name, pinned, newest."""
    return [(name, version, versions[plain(name)]) for name, version in pins.items()
            if versions.get(plain(name), version) != version]  # fmt: skip


def failed_tests(report):
    """Return the tests that failed or could not run, as pytest names them, and how many there were in all."""
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314
    bad = [c for c in cases if c.find("failure") is not None or c.find("error") is not None]
    return [f"{c.get('classname').replace('.', '/')}.py::{c.get('name')}" for c in bad], len(cases)


def run_tests(python, folder, words):
    report = folder / "report.xml"
    command = [python, "-m", "pytest", "-q", "--tb", "line", f"--junitxml={report}", *words]
    subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": ""})
    return failed_tests(report)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blame", action="store_true", help="put each newer release back in turn")
    parser.add_argument(
        "words", nargs="*", default=["-n", "2", "--dist", "loadfile"], help="words for pytest, after --"
    )
    words = parser.parse_args()
    pins = pinned(ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        pip(python, "install", "--upgrade", *pins)
        changed = newer(pins, installed(python))
        for name, old, new in changed:
            print(f"{name}: {old} -> {new}")
        failed, tried = run_tests(python, folder, words.words)
        print(f"{tried - len(failed)} passed, {len(failed)} failed with the newest of {len(pins)} dependencies "
              f"({len(changed)} newer than pinned)")  # fmt: skip
        print(*failed, sep="\n")
        for name, old, new in changed if failed and words.blame else ():
            pip(python, "install", f"{name}=={old}")
            still, _ = run_tests(python, folder, failed)
            mended = sorted(set(failed) - set(still))
            print(f"{name} {new} breaks {len(mended)} of them", *mended, sep="\n  ")
            pip(python, "install", f"{name}=={new}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
