"""Measure what the tests hold: ``python -m bench.mutation [--only geo/funding.py ...] [--sample 40]``.

mutmut makes the mutants and runs, for each, the tests that reach its function. It works on a copy of the
project in which nothing is remembered, neither by the code nor by its tests: mutmut passes over decorated
functions, a figure that was computed before the mutant came would hide it, and what one test made for all
would be counted as reached by that test alone. Survivors that change nothing a reader can see
are listed with their reason in ``bench/equivalent_mutants.csv``.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parents[1]
COPIED = ("app.py", "bench", "data", "docs", "geo", "pages", "tests", "README.md", "CHANGELOG.md", "pyproject.toml",
          "requirements.txt", "requirements-dev.txt", ".streamlit")  # fmt: skip
SUBJECTS = ("geo/*",)
TESTS = ("tests/geo",)
REMEMBERING = re.compile(r"^\s*@(?:functools\.)?(?:lru_cache|cache|remember\w*|remembered)\b.*\n", re.MULTILINE)
WORDING = (r"\bN_\(", r"\bt\(\"", r"raise \w+\(\"")
"""Lines that word a message: their texts are the catalogue's tests' business."""
KILLED = {"killed", "timeout", "caught by type check", "segfault"}
HARMLESS = (
    re.compile(r",?\s*strict=(True|False|None)|,\s*(?=\))"),  # zip's guard against tables that never differ in length
    re.compile(r",?\s*encoding=(\"[Uu][Tt][Ff]-8\"|None)|\"(utf|UTF)-8\""),  # the same codec, also by default
    re.compile(r"\bcast\([^,]*,"),  # a word to the type checker
)
"""Parts of a line that change nothing when the run is done."""
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.csv")


def copy_without_memory(target: Path) -> None:
    """Copy the project, without the decorators that remember results."""
    for name in COPIED:
        source = HERE / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
        elif source.exists():
            shutil.copyfile(source, target / name)
    for path in [*(target / "geo").rglob("*.py"), *(target / "tests" / "geo").rglob("*.py")]:
        text = REMEMBERING.sub("", path.read_text(encoding="utf-8"))
        path.write_text(text.replace('scope="module"', 'scope="function"'), encoding="utf-8")


def configure(target: Path, only: list[str], tests: list[str]) -> None:
    """Tell mutmut what to change and which tests to run."""
    others = [n for n in COPIED if n not in ("geo", "tests", "pyproject.toml")]
    lists = {
        "source_paths": ["geo"], "only_mutate": only, "also_copy": others, "do_not_mutate_patterns": list(WORDING),
        "pytest_add_cli_args_test_selection": tests, "pytest_add_cli_args": ["-p", "no:cacheprovider"],
    }  # fmt: skip
    with (target / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "".join(f"{k} = {json.dumps(v)}\n" for k, v in lists.items()))


def mutmut(target: Path, *words: str) -> str:
    """Run mutmut in the copy and return what it prints."""
    command = [sys.executable, "-m", "mutmut", *words]
    done = subprocess.run(command, cwd=target, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def outcomes(target: Path) -> dict[str, str]:
    """Return the state of each mutant by its name."""
    lines = mutmut(target, "results", "--all", "true").splitlines()
    pairs = [line.strip().rsplit(": ", 1) for line in lines if "__mutmut_" in line]
    return dict(pairs)


def sample(names: list[str], most: int, seed: int) -> list[str]:
    """Choose at most so many mutants of each module, the same for the same seed."""
    by_module: dict[str, list[str]] = {}
    for name in names:
        by_module.setdefault(module_of(name), []).append(name)
    chance = random.Random(seed)
    return [n for found in by_module.values() for n in sorted(chance.sample(found, min(most, len(found))))]


def module_of(name: str) -> str:
    """Return the module of a mutant's name."""
    return name.rsplit(".", 1)[0]


def diff(target: Path, name: str) -> str:
    """Return the changed lines of a mutant, as one text."""
    lines = mutmut(target, "show", name).splitlines()
    return " ".join(line.strip() for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def is_equivalent(change: str, listed: set[str]) -> bool:
    """Tell whether a change is listed as changing nothing, or is of a kind that never does."""
    before, *added = re.split(r" \+(?= {4})", change.removeprefix("-"), maxsplit=1)  # an added line is indented
    after = "".join(added)
    return change in listed or any(rule.sub("", before).strip() == rule.sub("", after).strip() for rule in HARMLESS)


def listed() -> set[str]:
    """Return the changes that are listed, each with its reason, as changing nothing."""
    if not EQUIVALENT.exists():
        return set()
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {row["change"] for row in csv.DictReader(file)}


def main() -> None:
    """Make the mutants, run them and print the share killed and every survivor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=list(SUBJECTS), help="modules, as paths or patterns")
    parser.add_argument("--tests", nargs="+", default=list(TESTS))
    parser.add_argument("--sample", type=int, default=0, help="mutants of each module; all by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--children", type=int, default=2)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        copy_without_memory(target)
        configure(target, words.only, words.tests)
        chosen: list[str] = []
        if words.sample:
            print(mutmut(target, "run", "--max-children", "1", "none.such__mutmut_1")[-300:])
            chosen = sample(list(outcomes(target)), words.sample, words.seed)
        print(mutmut(target, "run", "--max-children", str(words.children), *chosen)[-300:])
        found = outcomes(target)
        if chosen:
            found = {n: found[n] for n in chosen}
        report(target, found)


def report(target: Path, found: dict[str, str]) -> None:
    """Print the share killed by module, and each survivor with its change."""
    known, left = listed(), []
    counts: dict[str, Counter[str]] = {}
    for name, state in found.items():
        change = "" if state in KILLED else diff(target, name)
        outcome = "killed" if state in KILLED else "equivalent" if is_equivalent(change, known) else "survived"
        counts.setdefault(module_of(name), Counter())[outcome] += 1
        if outcome == "survived":
            left.append((name, state, change))
    for name, state, change in left:
        print(f"{name} [{state}] {change}")
    total = sum(counts.values(), Counter())
    for module, count in [*sorted(counts.items()), ("all", total)]:
        judged = count["killed"] + count["survived"]
        print(f"{module:32} {count['killed']:5} of {judged:5} killed, {count['equivalent']:3} equivalent,"
              f" {count['killed'] / max(1, judged):6.1%}")  # fmt: skip


if __name__ == "__main__":
    main()
