"""Make the labelled list of dirty names: ``python -m tests.make_dirty_names``.

The rules of dirt are those of real spreadsheets, and were written before the matching was. A dirty
form that is the clean name of another place is left out: nobody could tell.
"""

import csv
import random
from pathlib import Path

from geo.places import CERCLE_LEVEL, REGION_LEVEL, fold_place, index_places
from geo.store import load_atlas

FILE = Path(__file__).with_name("dirty_mali_names.csv")
OUTSIDE = ("Niamey", "Dori", "Kano", "Lac", "Mandoul", "Logone Oriental", "Diffa", "Tillabéri", "Oudalan", "Nimroz",
           "Haut-Katanga", "Borno", "Adamawa", "Dakar", "Tambacounda", "Boké", "Bobo-Dioulasso", "Hodh Chargui",
           "Tamanrasset", "Abidjan")  # fmt: skip
SOUNDS = (("ou", "u"), ("k", "c"), ("é", "ee"), ("i", "y"), ("ou", "oo"), ("dj", "j"), ("ss", "s"), ("s", "ss"),
          ("nn", "n"), ("a", "ah"), ("y", "i"), ("ï", "i"), ("gn", "ny"), ("o", "au"))  # fmt: skip


def drop(name, rng):
    at = rng.randrange(1, len(name))
    return name[:at] + name[at + 1 :]


def double(name, rng):
    at = rng.randrange(1, len(name))
    return name[:at] + name[at] + name[at:]


def swap(name, rng):
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def replaced(name, rng):
    at = rng.randrange(1, len(name))
    return name[:at] + rng.choice("aeioubdgklmnrst") + name[at + 1 :]


def sound(name, rng):
    fitting = [(a, b) for a, b in SOUNDS if a in name[1:]]
    if not fitting:
        return double(name, rng)
    a, b = rng.choice(fitting)
    return name[0] + name[1:].replace(a, b, 1)


def mojibake(name, _rng):
    return name.encode().decode("cp1252", errors="replace")


def lost(name, _rng):
    return "".join(c if ord(c) < 128 else "\ufffd" for c in name)


PREFIXES = {
    REGION_LEVEL: ("Région de {}", "REGION DE {}", "Reg. {}", "{} Region", "Région d'{}", "Région : {}"),
    CERCLE_LEVEL: ("Cercle de {}", "CERCLE {}", "Cercle d’{}", "{} (cercle)", "C. de {}", "Cercle: {}"),
}


def prefixed(kind):
    return lambda name, rng: rng.choice(PREFIXES[kind]).format(name)


def plain(name, _rng):
    return "".join(fold_place(c) or c for c in name)


LOOKS = (lambda n, _: n.upper(), lambda n, _: n.lower(), plain, lambda n, r: plain(n, r).upper(),
         lambda n, _: f"  {n} ", lambda n, _: n.replace("-", " ").replace(" ", "  "), lambda n, _: n.replace("-", "_"),
         lambda n, _: f"{n}.", lambda n, _: f"{n}\u200b", lambda n, _: f"{n}*")  # fmt: skip


def make(seed=20):
    atlas, rng = load_atlas(), random.Random(seed)
    index = index_places("MLI", atlas.regions["2023"], atlas.cercles)
    clean = {fold_place(n): places for n, places in (*index.names.items(), *index.aliases.items())}
    places = sorted(index.written)
    rules = {
        "looks": lambda _, n: rng.choice(LOOKS)(n, rng),
        "kind": lambda p, n: prefixed(p.level)(n, rng),
        "drop": lambda _, n: drop(n, rng), "double": lambda _, n: double(n, rng),
        "swap": lambda _, n: swap(n, rng), "replace": lambda _, n: replaced(n, rng),
        "sound": lambda _, n: sound(n, rng), "encoding": lambda _, n: rng.choice((mojibake, lost))(n, rng),
        "kind and typo": lambda p, n: prefixed(p.level)(rng.choice((drop, double, swap, sound))(n, rng), rng),
        "two typos": lambda _, n: drop(double(n, rng), rng) if len(n) > 7 else double(n, rng),
    }  # fmt: skip
    rows = []
    while len(rows) < 300 - len(OUTSIDE):
        place, rule = rng.choice(places), rng.choice(list(rules))
        name = index.written[place]
        if len(name) < 4 and rule not in ("looks", "kind"):
            continue
        if rule == "encoding" and name.isascii():
            continue
        dirty = rules[rule](place, name)
        other = clean.get(fold_place(dirty), ())
        if dirty == name or (other and place not in other):
            continue
        if any(r["written"] == dirty and r["level"] == place.level for r in rows):
            continue
        rows.append({"written": dirty, "level": place.level, "place": place.slug, "dirt": rule})
    rows += [{"written": n, "level": rng.choice((REGION_LEVEL, CERCLE_LEVEL)), "place": "", "dirt": "outside"}
             for n in OUTSIDE]  # fmt: skip
    return rows


if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["written", "level", "place", "dirt"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(make())
