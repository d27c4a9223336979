"""Write what the product gives for sixty views, or list what differs: ``python -m tests.snapshot --help``."""

import argparse
import collections
import gzip
import json
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.snapshot import compare
from tests.snapshot.views import PAIRS, VIEWS

LANGS = ("en", "fr")
_product = []


def taken():
    """Take the snapshot of the present code."""
    from tests.snapshot.product import data  # comparing two files needs no product

    work = [(query, "", lang) for query in VIEWS for lang in LANGS]
    work += [(left, right, lang) for left, right in PAIRS for lang in LANGS]
    work.append(("", "", ""))
    with tempfile.TemporaryDirectory() as folder:
        start = data(Path(folder))
        with ProcessPoolExecutor(max_workers=2, initializer=_start, initargs=(start,)) as pool:
            return dict(pool.map(_taken, work, chunksize=4))


def _start(folder):
    from tests.snapshot.product import Product

    _product[:] = [Product(folder)]


def _taken(wanted):
    """Take one view, one pair of views, or what belongs to none; return its name and its parts."""
    query, right, lang = wanted
    if not lang:
        return "(no view)", _product[0].common()
    if right:
        return f"{query} | {right} {lang}", _product[0].pair(query, right, lang)
    return f"{query or '(default)'} {lang}", _product[0].parts(query, lang)


def write(snapshot, path):
    """Write a snapshot: all of it into a ``.json.gz``, the hashes of its parts into a ``.json``."""
    if path.suffix == ".gz":
        text = json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
    else:
        text = json.dumps(compare.digests(snapshot), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read(path):
    """Read a file that `write` made."""
    raw = path.read_bytes()
    return json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)


def _summary(found):
    parts = collections.Counter(part or "(view)" for _, part, *_ in found)
    named = ", ".join(f"{part} {n}" for part, n in parts.most_common())
    return f"{len(found)} differences: {named}" if found else "same"


def main(words=None):
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.snapshot", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    made = commands.add_parser("write", help="all figures into FILE.json.gz, or the hashes of the parts into FILE.json")
    made.add_argument("file", type=Path)
    made = commands.add_parser("compare", help="list what differs between FILE and the present code, or a second file")
    made.add_argument("file", type=Path)
    made.add_argument("other", type=Path, nargs="?")
    made.add_argument("--most", type=int, default=500, help="differences that are listed (default 500)")
    asked = parser.parse_args(words)
    if asked.command == "write":
        write(taken(), asked.file)
        return 0
    found = compare.differences(read(asked.file), read(asked.other) if asked.other else taken())
    for line in found[: asked.most]:
        print(compare.written(line))  # noqa: T201 - this is a command
    print(_summary(found))  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
