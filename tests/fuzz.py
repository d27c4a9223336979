"""Throw things of chance at the explorer: ``python -m tests.fuzz --seed 1``.

Views as in an address, pages of plans, tables as people bring them, storylines. Whatever comes, it is shown or refused
in words: no traceback, no more than a second of CPU per 100 kB, and under 500 MB. The same seed gives the same things.
"""

import argparse
import datetime as dt
import json
import os
import random
import resource
import string
import sys
import time
import traceback
from dataclasses import dataclass, field
from urllib.parse import urlencode

from geo.analysis import load_checked_library, read_view, unknown_words
from geo.briefing import compose_slide, default_storyline, read_storyline, write_storyline
from geo.core import DATA_FOLDER, LANGS, VINTAGES, DataError, ViewError, split_query, translator
from geo.export import map_table
from geo.intake import bring, default_order, kind_of, make_layer, match_places
from geo.maps import compose_map, map_style
from geo.places import index_places
from geo.plans import import_plan_page, imported_plan, list_changes, reader_tools, table_texts
from tests import mali_page, tables
from tests.crp_pages import PAGES

MOST_MEGABYTES = 500
SECONDS, BYTES = 1.0, 100_000
"""CPU seconds per so many bytes; what is smaller has a second as well."""
JUNK = (
    "", " ", "0", "-1", "1e999", "nan", "null", "../../etc/passwd", "<script>alert(1)</script>", "=1+1", "'", '"', "%",
    "%00", "\x00", "\ud800".encode("utf-8", "replace").decode(), "é" * 50, "\u0315" * 300, "９", "١٢٣", "𝟙", "🗺️" * 9,
    "x" * 5000, "a:b:c", ":", ",", ",,,,", "&", "a=b", "9" * 400, "2024-02-30", "0000-00-00", "9999-12-31",
    "\u202e", "{0}", "{x}", "%s",
)  # fmt: skip


@dataclass
class Count:
    """What came of one kind: how many were shown and refused, what went wrong, the slowest in CPU seconds and bytes."""

    kind: str
    shown: int = 0
    refused: int = 0
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    slow: int = 0

    def line(self):
        seconds, size = self.slowest
        return (f"{self.kind}: {self.shown} shown, {self.refused} refused, {len(self.failures)} tracebacks, "
                f"{self.slow} too slow; slowest {seconds:.2f} s of CPU for {size} bytes")  # fmt: skip


def cpu():
    """Return the CPU seconds of this process and of those that it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def run(kind, times, chance, make, use):
    """Make so many things of a kind, use each, and count what comes of it."""
    count = Count(kind)
    for n in range(times):
        what = make(chance)
        start = cpu()
        try:
            use(what, chance)
            count.shown += 1
        except (ViewError, DataError) as error:
            for problem in error.problems:
                for lang in LANGS:
                    assert problem.text(translator(lang))
            count.refused += 1
        except Exception:  # noqa: BLE001 - counted and said
            count.failures.append(f"{kind} {n}: {what!r:.300}\n{traceback.format_exc(limit=-4)}")
        seconds, size = cpu() - start, len(what if isinstance(what, bytes) else repr(what))
        count.slowest = max(count.slowest, (seconds, size))
        count.slow += seconds > SECONDS * max(1, size / BYTES)
    return count


# -- views ---------------------------------------------------------------------------------------------


def view_maker(atlas):
    """Return what makes the words of an address: known ones, unknown ones, and noise."""
    plan = atlas.plan
    sectors, regions = list(plan.sectors.index), list(atlas.regions["2023"].frame.index)
    known = {
        "plan": [plan.code, "mli-2020", "atlantis"], "lang": [*LANGS, "de"], "objective": list(plan.objectives.index),
        "sector": sectors, "measure": [i.code for i in atlas.indicators], "basis": ["named", "zone"],
        "split": ["even", "idps", "population", "custom"], "surplus": ["ringfenced", "pooled"],
        "areas": list(VINTAGES), "region": regions,
        "scenario": [f"{s}:1000000" for s in sectors], "weights": [f"{r}:2" for r in regions],
        "date": ["2023-09-30", "2024-01-12", "1999-01-01"], "need": ["idps", "population", "food_insecure"],
        "against": ["unmet", "sectors", "required"], "share": regions, "show": ["circles", "fills"],
        "classes": ["jenks", "equal", "quantile", "days"],
    }  # fmt: skip

    def value(chance, name, noise):
        if chance.random() < noise:
            return chance.choice(JUNK)
        several = name in ("objective", "sector", "scenario", "weights", "share")
        text = ",".join(chance.choices(known[name], k=chance.choice((1, 1, 2, 3, 9)) if several or noise else 1))
        return noisy(text, chance) if chance.random() < noise else text

    def make(chance):
        names, noise = chance.sample(list(known), chance.randrange(8)), chance.choice((0, 0, 0.1, 0.3))
        words = {name: value(chance, name, noise) for name in names}
        if chance.random() < 0.1:
            words[chance.choice(JUNK)] = chance.choice(JUNK)
        return urlencode(words)

    return make


def use_view(atlas):
    def use(query, chance):
        params = split_query(query)
        try:
            show_view(params, atlas, table=chance.random() < 0.1)
        except (ViewError, DataError) as error:
            raise AssertionError("a page shows something, whatever stands in the address") from error
        read_view(params, atlas, strict=True)

    return use


def show_view(params, atlas, *, table):
    """Show a view as a page does: what is not known is said, and the view stands in an address again."""
    shown = read_view(params, atlas)
    for problem in unknown_words(params, atlas):
        assert problem.text(translator("fr"))
    drawn = compose_map(shown, atlas)
    json.dumps(map_style(drawn))
    assert read_view(split_query(shown.query()), atlas) == shown, shown.query()
    if table:
        map_table(drawn, atlas)


# -- pages ---------------------------------------------------------------------------------------------


def make_page(chance):
    """Spoil a page of a plan: lines that go, come twice, change places, or become something else."""
    lines = chance.choice([*PAGES.values(), mali_page.text()]).split("\n")
    for _ in range(chance.choice((1, 3, 10, 40))):
        n = chance.randrange(len(lines))
        line, junk = lines[n], chance.choice(JUNK)
        lines[n : n + 1] = chance.choice((
            [], [line] * 2, [line] * 30, [noisy(line, chance)], [junk], [chance.choice(lines)], [line + junk],
            [line[: len(line) // 2], line[len(line) // 2 :]], [f"${junk}"], [f"Objective {junk} - {line}"],
        ))  # fmt: skip
        lines = lines or [""]
    text = "\n".join(lines)
    if chance.random() < 0.2:
        text = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + chance.choice(JUNK)
    raw = text.encode(chance.choice(("utf-8", "utf-8", "utf-16", "cp1252")), "replace")
    return spoiled(raw, chance) if chance.random() < 0.3 else raw


def use_page(library):
    def use(raw, _):
        tools = reader_tools(raw, library, DATA_FOLDER)
        made = import_plan_page(raw, tools)
        table_texts(made)
        if tools.known is not None:
            list_changes(made, tools.known)
        imported_plan(made, tools)

    return use


# -- tables --------------------------------------------------------------------------------------------

HEADS = (
    "Région",
    "Cercle",
    "admin1Pcode",
    "Organisation",
    "Cluster",
    "IDPs",
    "Individus",
    "Date",
    "Amount USD",
    "Phase",
    "Population",
    "Secteur",
    "Latitude",
    "Longitude",
    "#adm1+name",
    "Funding status",
    "Statut",
    "Nom",
    "Téléphone",
    "Donor",
)
CELLS = ("Mopti", "Gao", "Tombouctou", "ML05", "ML0501", "Bandiagara", "12", "1 234", "1,5", "2024-01-13", "13/01/2024",
         "Abris", "Protection", "Paid", "IOM", "OIM", "3+", "n/a", "-", "17.2", "-4.1", "Kidal", "mopti ")  # fmt: skip

PLACES = ("Mopti", "Gao", "Tombouctou", "ML05", "Kidal", "Bandiagara", "nowhere")


def make_table(chance):
    """Make a table of likely and unlikely heads and cells, in some format, spoiled now and then."""
    width, height, sound = chance.randrange(2, 9), chance.choice((0, 1, 5, 30, 200)), chance.random() < 0.6
    cell = lambda: chance.choice(CELLS if chance.random() < 0.85 else JUNK)  # noqa: E731
    rows = [[chance.choice(HEADS) if chance.random() < 0.9 else chance.choice(JUNK) for _ in range(width)]]
    rows += [
        [cell() for _ in range(width if chance.random() < 0.97 else chance.randrange(0, 12))] for _ in range(height)
    ]
    if sound:  # a column of places and one of figures, whatever stands beside them
        rows[0][:2] = [chance.choice(("Région", "admin1", "Cercle")), chance.choice(("IDPs", "Organisation"))]
    for row in rows[1:] if sound else ():
        row[:2] = [chance.choice(PLACES), chance.choice(("12", "1 234", "OIM", "7"))]
    if chance.random() < 0.2:
        rows.insert(0, [chance.choice(JUNK)])
    kind = chance.choice(("csv", "csv", "csv", "xlsx", "json", "txt", "geojson"))
    printable = [["".join(c for c in str(x) if c.isprintable()) for x in row] for row in rows]
    raw = {
        "csv": lambda: tables.csv_file(rows, chance.choice(",;\t"), chance.choice(("utf-8", "utf-8-sig", "utf-16"))),
        "xlsx": lambda: tables.xlsx_file(printable),
        "json": lambda: json.dumps([dict(zip(rows[0], row, strict=False)) for row in rows[1:]]).encode(),
        "geojson": lambda: json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": dict(zip(rows[0], row, strict=False)),
             "geometry": {"type": "Point", "coordinates": [chance.uniform(-200, 200), chance.uniform(-100, 100)]}}
            for row in rows[1:]]}).encode(),
        "txt": lambda: "\n".join("\t".join(map(str, row)) for row in rows).encode("utf-8", "replace"),
    }[kind]()  # fmt: skip
    raw = spoiled(raw, chance) if chance.random() < 0.25 else raw
    suffix = kind if chance.random() < 0.95 else chance.choice(("csv", "zip", ""))
    return f"{chance.choice(('table', '../x', '<b>', 'é'))}.{suffix}", raw


def use_table(atlas):
    index = index_places(atlas.plan.country, atlas.regions["2023"], atlas.cercles)

    def use(what, _):
        name, raw = what
        for table in bring(raw, name).tables:
            report = match_places(table, index)
            kind = kind_of(table)
            make_layer("own_1", table, report, atlas.plan, default_order(table, kind, dt.date(2024, 6, 30)))

    return use


# -- storylines ----------------------------------------------------------------------------------------


def storyline_maker(atlas):
    good = write_storyline(default_storyline(atlas))

    def make(chance):
        body = json.loads(good)
        for _ in range(chance.choice((0, 1, 3, 10))):
            spoil_tree(body, chance)
        raw = json.dumps(body).encode()
        return spoiled(raw, chance) if chance.random() < 0.3 else raw

    return make


def use_storyline(atlas):
    def use(raw, chance):
        story = read_storyline(raw, atlas)
        compose_slide(story, atlas, chance.choice(LANGS))
        assert read_storyline(write_storyline(story), atlas) == story

    return use


def spoil_tree(tree, chance):
    """Change one place of a JSON tree, however deep."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree))
    if not keys:
        return
    key = chance.choice(list(keys))
    if isinstance(tree[key], (dict, list)) and chance.random() < 0.8:
        spoil_tree(tree[key], chance)
        return
    tree[key] = chance.choice((None, True, -1, 1e308, [], {}, [[]], {"a": {}}, *JUNK, tree[key]))


# -- noise ---------------------------------------------------------------------------------------------


def noisy(text, chance):
    """Change, take or add a few letters."""
    letters = list(text)
    for _ in range(chance.randrange(1, 4)):
        n = chance.randrange(len(letters) + 1)
        letters[n : n + chance.choice((0, 1, 2))] = chance.choice((*string.printable, "é", "\u202f", "　", ""))
    return "".join(letters)


def spoiled(raw, chance):
    """Cut bytes off, put others in, or turn some over."""
    raw = bytearray(raw)
    for _ in range(chance.randrange(1, 6)):
        n = chance.randrange(len(raw) + 1)
        how = chance.randrange(3)
        if how == 0:
            del raw[n:]
        elif how == 1:
            raw[n:n] = chance.randbytes(chance.choice((1, 4, 400)))
        elif n < len(raw):
            raw[n] ^= 1 << chance.randrange(8)
    return bytes(raw)


def fuzz(seed, library, *, views, pages, tables, storylines):
    """Run all kinds and give their counts."""
    atlas = library.at({})
    kinds = (
        ("views", views, view_maker(atlas), use_view(atlas)), ("pages", pages, make_page, use_page(library)),
        ("tables", tables, make_table, use_table(atlas)),
        ("storylines", storylines, storyline_maker(atlas), use_storyline(atlas)),
    )  # fmt: skip
    for kind, times, make, use in kinds:
        yield run(kind, times, random.Random(f"{seed} {kind}"), make, use)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    for kind, times in (("views", 10_000), ("pages", 2_000), ("tables", 2_000), ("storylines", 1_000)):
        parser.add_argument(f"--{kind}", type=int, default=times)
    words = vars(parser.parse_args())
    start, bad = time.monotonic(), False
    for count in fuzz(words.pop("seed"), load_checked_library(), **words):
        print(count.line(), flush=True)
        print(*count.failures[:5], sep="\n", end="", file=sys.stderr)
        bad = bad or bool(count.failures or count.slow)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {megabytes:.0f} MB; {time.monotonic() - start:.0f} s in all")
    return int(bad or megabytes >= MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
