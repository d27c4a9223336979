"""The site's data: one packed file a batch of views in a language, named by its content."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.analysis import find_entries
from geo.core import BASES, SPLITS, SURPLUSES, View, translator
from geo.export import file_stem
from geo.maps import compose_map, small_map_svg
from geo.screen import found_lines, who_csv
from geo.site.contents import around, content_of, key_of, money, plain_style, region_of
from geo.site.shared_values import write_shared
from geo.site.view_set import Batch, batches, selections, views_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.store import Atlas

    Files = dict[str, bytes]

PAIRED = ("sectors", "unmet", "required", "confirmed", "coverage")
"""Measures of which the site has two maps side by side, in the classes that they share."""
_REGION_WORDS = ("region", "split", "surplus")


@dataclass(frozen=True)
class Task:
    """A data file to be made: of what kind, of which batch of views, in which language."""

    kind: str
    batch: Batch
    lang: str

    @property
    def name(self) -> str:
        """What pages ask for it by."""
        frame = f"{self.batch.basis}.{self.batch.areas}"
        names = {"views": self.batch.name, "pairs": f"pairs.{self.batch.measure}", "search": "search"}
        return names.get(self.kind, f"{self.kind}.{frame}")


def tasks(atlas: Atlas, langs: tuple[str, ...]) -> tuple[Task, ...]:
    """List every data file of a plan; those of the same views in two languages stand together, the longest first."""
    frames = [Batch("unmet", b, a) for b in BASES for a in atlas.vintages]
    views = sorted(batches(atlas), key=lambda b: -len(views_of(b, atlas)))
    found = [("views", batch) for batch in views]
    found += [("pairs", Batch(measure, View().basis, View().areas)) for measure in PAIRED]
    found += [(kind, frame) for kind in ("region", "around", "money") for frame in frames]
    found.append(("search", Batch("", "", View().areas)))
    return tuple(Task(kind, batch, lang) for kind, batch in found for lang in langs)


def make(task: Task, atlas: Atlas) -> tuple[str, Files]:
    """Make a data file; return its path below the site's folder, and it with the files that it leads to."""
    values, files = _MAKERS[task.kind](task, atlas)
    packed = base64.b64encode(zlib.compress(write_shared(values).encode(), 9)).decode()
    script = f"CRP_SITE.take({json.dumps(task.name)},{json.dumps(packed)});".encode()
    path = f"data/{task.lang}/{task.name}-{digest(script)}.js"
    return path, {path: script, **files}


def digest(content: bytes) -> str:
    """Return what a file is named by: a short code of its content."""
    return hashlib.sha256(content).hexdigest()[:12]


def _views(task: Task, atlas: Atlas) -> tuple[dict[str, Any], Files]:
    words = words_of(atlas.indicators[task.batch.measure])
    found = {}
    for view in views_of(task.batch, atlas):
        own = view.but(lang=task.lang)
        found[key_of(view, words)] = content_of(own, atlas) | {"file": file_stem(own, "map")}
    return found, {}


def _pairs(task: Task, atlas: Atlas) -> tuple[dict[str, Any], Files]:
    """Make both maps of every pair of selections of a measure, in the classes that the two share."""
    start = View(plan=atlas.plan.code, lang=task.lang, measure=task.batch.measure)
    chosen = list(selections(start, atlas))
    found = {}
    for left in chosen:
        for right in chosen:
            one, other = compose_map(left, atlas, right), compose_map(right, atlas, left)
            styles = (plain_style(one, other, "left"), plain_style(other, one, "right"))
            found["|".join(key_of(v, ("objective", "sector")) for v in (left, right))] = styles
    return found, {}


def _around(task: Task, atlas: Atlas) -> tuple[dict[str, Any], Files]:
    files: Files = {}

    def picture(view: View) -> str:
        drawn = compose_map(view.but(measure="sectors"), atlas)
        svg = small_map_svg(drawn, atlas.regions[view.areas]).encode()
        path = f"small/{digest(svg)}.svg"
        files[path] = svg
        return f"../{path}"

    start = View(plan=atlas.plan.code, lang=task.lang, basis=task.batch.basis, areas=task.batch.areas)
    who = f"data/{task.lang}/{file_stem(start, 'map', 'who')}.csv"
    files[who] = who_csv(atlas, start, "").encode()
    return dict(around(task.batch, atlas, task.lang, picture, f"../{who}")), files


def _money(task: Task, atlas: Atlas) -> tuple[dict[str, Any], Files]:
    views = tuple(v.but(lang=task.lang) for v in views_of(task.batch, atlas))
    return dict(money(views, atlas)), {}


def _regions(task: Task, atlas: Atlas) -> tuple[dict[str, Any], Files]:
    """Make the page of every region of a vintage, with every split and either use of a surplus."""
    start = View(plan=atlas.plan.code, lang=task.lang, basis=task.batch.basis, areas=task.batch.areas)
    slugs = [str(slug) for slug in atlas.regions[start.areas].frame.index]
    views = [start.but(region=r, split=s, surplus=u) for r in slugs for s in SPLITS[:-1] for u in SURPLUSES]
    return {key_of(v, _REGION_WORDS): region_of(v, atlas) for v in views}, {}


def _search(task: Task, atlas: Atlas) -> tuple[dict[str, Any], Files]:
    """List all that can be found, each with its folded names and the pages that it opens."""
    view, t = View(plan=atlas.plan.code, lang=task.lang), translator(task.lang)
    entries = [
        {"names": names, "rank": rank, "lines": [_line(line) for line in found_lines(found, view, atlas, t)]}
        for found, names, rank in find_entries(atlas, task.lang, task.batch.areas)
    ]
    return {"entries": entries}, {}


def _line(line: dict[str, str]) -> list[str]:
    """Lead to a page of the site: its name, what it is, and where it is from a page beside it."""
    path, _, query = line["go"].partition("?")
    words = "&".join(w for w in query.split("&") if not w.startswith("lang="))
    if "tab=words" in words:
        return [line["name"], line["kind"], "glossary.html"]
    page = path.strip("/") or "index"
    return [line["name"], line["kind"], f"{page}.html" + (f"?{words}" if words else "")]


_MAKERS: dict[str, Callable[[Task, Atlas], tuple[dict[str, Any], Files]]] = {
    "views": _views, "pairs": _pairs, "around": _around, "money": _money, "region": _regions, "search": _search,
}  # fmt: skip
