"""Find what differs between two snapshots."""

import difflib
import hashlib
import json

ABSENT = "(absent)"
_LONG = 160


def differences(old, new):
    """List what differs between two snapshots: view, part, path, old value, new value.

    A part of which one of the two has only its hash is compared by hash.
    """
    found = []
    for view in _names(old, new):
        if view not in old or view not in new:
            found.append((view, "", "", *(ABSENT if view not in side else "(a view)" for side in (old, new))))
            continue
        for part in _names(old[view], new[view]):
            sides = [side[view].get(part, ABSENT) for side in (old, new)]
            if ABSENT not in sides and any(_is_hash(s) for s in sides):
                sides = [s if _is_hash(s) else digest(s) for s in sides]
            found += [(view, part, *line) for line in _differing("", *sides)]
    return found


def digest(part):
    """Return the hash of a part: ``sha256:`` and sixteen digits."""
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def digests(snapshot):
    """Return a snapshot with the hash of each part in its place."""
    return {view: {name: digest(part) for name, part in parts.items()} for view, parts in snapshot.items()}


def written(line):
    """Write a difference as three lines for a person."""
    view, part, path, old, new = line
    return f"{view} · {part} · {path.lstrip('.')}\n  - {_short(old)}\n  + {_short(new)}"


def _names(old, new):
    return [*old, *(name for name in new if name not in old)]


def _is_hash(part):
    return isinstance(part, str) and part.startswith("sha256:")


def _differing(path, old, new):
    """List path, old and new of every leaf that differs; 1 and 1.0, and True and 1, differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        return _of_dicts(path, old, new)
    if isinstance(old, list) and isinstance(new, list):
        return _of_lists(path, old, new)
    return [] if type(old) is type(new) and old == new else [(path, old, new)]


def _of_dicts(path, old, new):
    found = []
    for name in _names(old, new):
        found += _differing(f"{path}.{name}", old.get(name, ABSENT), new.get(name, ABSENT))
    orders = [[name for name in side if name in old and name in new] for side in (old, new)]
    return found if orders[0] == orders[1] else [*found, (f"{path} (order)", *orders)]


def _of_lists(path, old, new):
    """Compare lists item by item; where their lengths differ, by what was put in, taken out or replaced."""
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [line for n, (a, b) in pairs for line in _differing(f"{path}[{n}]", a, b)]
    texts = [[json.dumps(item, ensure_ascii=False) for item in side] for side in (old, new)]
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if b - a == d - c:
            found += [line for n in range(b - a) for line in _differing(f"{path}[{a + n}]", old[a + n], new[c + n])]
        else:
            found.append((f"{path}[{a}]", old[a:b] or ABSENT, new[c:d] or ABSENT))
    return found


def _short(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONG else f"{text[:_LONG]}… ({len(text)} letters)"
