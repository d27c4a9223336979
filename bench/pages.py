"""Score the plan reader on pages with a known truth, as they are and written in other ways: ``python -m bench.pages``.

The folder has pages as text and ``truth.json``: what a careful reader takes from each. A field is right if the tables
that the import writes have it as it is there, empty where the page gives none; *missing* if they have nothing, *wrong*
if they have something else, *invented* if the page gives no such thing.
"""

from __future__ import annotations

import argparse
import csv
import html
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER, DataError
from geo.plans import import_plan_page, reader_tools, table_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.plans import PlanImport

FOLDER = Path(__file__).parents[2] / "shared" / "pages"
OUT = Path(__file__).parent / "PAGES.md"
HEADER = {"title": "title_en", "y1": "start_year", "y2": "end_year", "text_date": "text_date",
          "funding_date": "funding_date", "req": "requirements_usd", "pin": "people_in_need",
          "tgt": "people_targeted"}  # fmt: skip
OBJECTIVE = {"n": "objective", "title": "title_en", "req": "requirements_usd", "tgt": "people_targeted",
             "ent": "entities_targeted", "funded": "printed_funded_pct", "gap": "printed_gap_pct"}  # fmt: skip
SECTOR = {"n": "objective", "title": "source_title", "req": "requirements_usd"}


def as_html(page: str) -> str:
    """Write a page as HTML: a block per line, its bullets as a list's items."""
    lines = [line.strip() for line in page.split("\n")]
    blocks = [f"<li>{html.escape(x[1:].strip())}</li>" if x.startswith("•") else f"<p>{html.escape(x)}</p>"
              for x in lines if x]  # fmt: skip
    return "<!DOCTYPE html><html><head><title>x</title></head><body>\n" + "\n".join(blocks) + "\n</body></html>"


VARIANTS: dict[str, Callable[[str], str | bytes]] = {
    "as it is": lambda p: p,
    "CRLF": lambda p: p.replace("\n", "\r\n").encode(),
    "non-breaking spaces": lambda p: p.replace(" ", "\u00a0"),
    "thin-space thousands": lambda p: re.sub(r"(?<=\d),(?=\d{3})", "\u2009", p),
    "blank lines doubled": lambda p: p.replace("\n\n", "\n\n\n\n"),
    "blank lines missing": lambda p: re.sub(r"\n\s*\n+", "\n", p),
    "tabs": lambda p: "\n".join("\t" + line.replace(" ", "\t", 1) for line in p.split("\n")),
    "HTML": as_html,
    "HTML in one line": lambda p: as_html(p).replace("\n", ""),
    "UTF-16": lambda p: p.encode("utf-16"),
    "cp1252": lambda p: p.encode("cp1252", "replace"),
}


def read(page: str | bytes, library: object) -> PlanImport:
    """Read a page as the command does."""
    return import_plan_page(page, reader_tools(page, library, DATA_FOLDER))  # type: ignore[arg-type]


def score(made: PlanImport | None, truth: dict[str, object]) -> Iterator[tuple[str, str, str, str]]:
    """List each field of a page: its verdict, its name, what the page gives and what was read."""
    texts = {} if made is None else table_texts(made)
    rows = {name: list(csv.DictReader(io.StringIO(texts.get(name, "")))) for name in
            ("plan", "objectives", "sectors", "funding")}  # fmt: skip
    plan = rows["plan"][0] if rows["plan"] else {}
    for name, column in HEADER.items():
        yield _field(name, str(truth[name]), plan.get(column, ""))
    said = [] if made is None else [e for e in made.evidence if e["table"] == "page"]
    entities = next((str(e["value"]) for e in said if e["column"] == "entities_targeted"), "")
    yield _field("ent", str(truth["ent"]), entities)
    country = str(truth["country"])
    yield _field("country", "" if country.startswith("REG") else country, plan.get("country", ""))
    if country.startswith("REG"):
        yield _field("plan", "reg", plan.get("plan", "")[:3])
    objectives = [
        r | {"people_targeted": r["people_targeted"] or r["people_targeted_text_en"]} for r in rows["objectives"]
    ]
    yield from _rows("objective", truth["objectives"], objectives, OBJECTIVE)
    paid = {r["sector"]: r["amount_usd"] for r in rows["funding"]}
    sectors = [r | {"conf": paid.get(r["sector"], "")} for r in rows["sectors"]]
    yield from _rows("sector", truth["sectors"], sectors, SECTOR | {"conf": "conf"})


def _rows(
    kind: str, wanted: object, found: list[dict[str, str]], columns: dict[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    rows = list(wanted)  # type: ignore[call-overload]
    for n in range(max(len(rows), len(found))):
        want = rows[n] if n < len(rows) else dict.fromkeys(columns, "")
        have = found[n] if n < len(found) else dict.fromkeys(columns.values(), "")
        for name, column in columns.items():
            yield _field(f"{kind} {n + 1} {name}", str(want[name]), have[column])


def _field(name: str, want: str, have: str) -> tuple[str, str, str, str]:
    same = re.sub(r"\s*-\s*", "-", want).casefold() == re.sub(r"\s*-\s*", "-", have).casefold()
    verdict = "right" if same else "missing" if not have else "wrong" if want else "invented"
    return verdict, name, want, have


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--folder", type=Path, default=FOLDER)
    ask.add_argument("--only", nargs="*", default=[], help="names of pages")
    ask.add_argument("--variants", nargs="*", default=list(VARIANTS))
    ask.add_argument("--write", action="store_true", help="write bench/PAGES.md")
    words = ask.parse_args()
    truths = json.loads((words.folder / "truth.json").read_text(encoding="utf-8"))
    library = load_checked_library(DATA_FOLDER)
    lines, total = [], Counter()
    by_variant: dict[str, Counter[str]] = {v: Counter() for v in words.variants}
    for name in words.only or sorted(truths):
        page, of_page = (words.folder / f"{name}.txt").read_text(encoding="utf-8"), Counter()
        for variant in words.variants:
            try:
                made = read(VARIANTS[variant](page), library)
            except DataError as error:
                made = None
                print(f"{name} ({variant}): refused: {error.problems[0].expected}")
            for verdict, field, want, have in score(made, truths[name]):
                of_page[verdict] += 1
                by_variant[variant][verdict] += 1
                if verdict in ("wrong", "invented") or (verdict == "missing" and variant == words.variants[0]):
                    print(f"{name} ({variant}): {field}: {verdict}: {want!r} / {have!r}")
        total += of_page
        lines.append(f"| {name} | {_words(of_page)} |")
    rows = [f"| {v} | {_words(c)} |" for v, c in by_variant.items()]
    head = "| {} | right | missing | wrong | invented | share right |\n| --- | --- | --- | --- | --- | --- |\n"
    text = head.format("page") + "\n".join(lines) + "\n\n" + head.format("way of writing") + "\n".join(rows)
    text += f"\n\nAll: {_words(total)}\n"
    print(text)
    if words.write:
        OUT.write_text(
            f"# The plan reader on pages with a known truth\n\n`python -m bench.pages --write`\n\n{text}",
            encoding="utf-8",
        )


def _words(count: Counter[str]) -> str:
    verdicts = ("right", "missing", "wrong", "invented")
    return " | ".join([*(str(count[v]) for v in verdicts), f"{100 * count['right'] / max(1, count.total()):.1f} %"])


if __name__ == "__main__":
    main()
