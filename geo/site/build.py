"""Build the site: data files side by side in several processes, then the pages that ask for them."""

from __future__ import annotations

import gc
import hashlib
import io
import itertools
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from geo.analysis import load_checked_library
from geo.briefing import default_storyline
from geo.core import LANGS, N_, DataError, Problem, View
from geo.export import deck_html
from geo.maps import compose_map, map_png
from geo.site.assets import make_assets, worker
from geo.site.data_files import Task, digest, make, tasks
from geo.site.index import index_script
from geo.site.pages import MAP_PAGES, POLICY, Edition, measures_of, pages_of
from geo.site.sources import rows_of_sources
from geo.site.templates import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from geo.store import Atlas

    Files = dict[str, bytes]

_COURTESY = 10
"""How much the processes stand back behind others: behind a server that answers readers meanwhile."""
MANIFEST, ENTRANCE = "site.json", "index.html"
_PICTURED = (*MAP_PAGES, "region")
_ALONE = ("briefing", *_PICTURED)
"""Pages of which a briefing or a picture is made beside the data files."""
_DOTS, _COLOURS = 80, 96
"""Dots per inch and colours of a page's picture."""


@dataclass(frozen=True)
class SiteOrder:
    """What site is wanted: of which plan, from which data folder.

    ``live`` is where the live explorer answers, ``base`` where the site will be served; either may be empty.
    """

    plan: str
    data: Path
    live: str = ""
    base: str = ""
    processes: int = 0


def build_site(order: SiteOrder, told: Callable[[int, int], None] = lambda _done, _all: None) -> Files:
    """Make every file of a site.

    Parameters
    ----------
    order
        What is wanted.
    told
        Is told how many parts of how many are made.

    Returns
    -------
    dict
        Content by path below the site's folder. The same data and order give the same bytes.

    Raises
    ------
    DataError
        If the plan cannot be used, has no shapes or is known by its header alone.
    """
    return site_of(load_checked_library(order.data).at({"plan": order.plan}, strict=True), order, told)


def site_of(atlas: Atlas, order: SiteOrder, told: Callable[[int, int], None] = lambda _done, _all: None) -> Files:
    """Make every file of the site of a plan that is loaded; see `build_site`."""
    refuse_incomplete(atlas)
    files: Files = {}
    paths: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
    pictures: dict[tuple[str, str], str] = {}
    for parts, done, whole in _made(order, atlas):
        for part, path, made in parts:
            files |= made
            if isinstance(part, Task):
                paths[part.lang][part.name] = f"../{path}"
            elif path:
                pictures[part] = path
        told(done, whole)
    return files | _finished(order, atlas, files, paths, pictures)


def refuse_incomplete(atlas: Atlas) -> None:
    """Raise if a plan has not what a site is made of.

    Raises
    ------
    DataError
        If only its header is known, or its country has no shapes.
    """
    if atlas.plan.header_only:
        text = N_("a site needs the plan’s sectors; only its header is known here")
        raise DataError([Problem(atlas.plan.code, text)])
    if not atlas.mapped:
        text = N_("a site needs the shapes of the country’s regions: “python -m geo regions build” makes them")
        raise DataError([Problem(atlas.plan.code, text)])


def _finished(
    order: SiteOrder, atlas: Atlas, files: Files, paths: Mapping[str, Mapping[str, str]],
    pictures: Mapping[tuple[str, str], str],
) -> Files:  # fmt: skip
    """Make what needs the names of all data files: indexes, pages, the way in, the lists of files."""
    made: Files = {}
    assets = make_assets(atlas)
    made |= assets.files
    version = _version(order, [*files, *assets.files])
    indexes = {}
    for lang in LANGS:
        script = index_script(atlas, lang, paths[lang], version, order.live)
        indexes[lang] = f"data/{lang}/index-{digest(script)}.js"
        made[indexes[lang]] = script
    base = f"{order.base.rstrip('/')}/" if order.base else ""
    rows = rows_of_sources(order.data, atlas)
    edition = Edition(atlas, assets, version, order.live, base, indexes, pictures, rows)
    for lang in LANGS:
        made |= pages_of(edition, lang)
    made[ENTRANCE] = _entrance(edition).encode()
    made["worker.js"] = worker(version)
    if base:
        made["sitemap.xml"] = _sitemap(base, made)
        made["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n".encode()
    everything = files | made
    made["files.json"] = json.dumps(sorted(everything), indent=0).encode()
    listed = {path: hashlib.sha256(content).hexdigest() for path, content in sorted((everything | made).items())}
    made[MANIFEST] = json.dumps({"plan": atlas.plan.code, "version": version, "files": listed}, indent=1).encode()
    return made


def _version(order: SiteOrder, names: list[str]) -> str:
    """Return a code of the data and of how they are shown: the names of files are made of their content."""
    told = "\n".join((order.plan, order.live, order.base, *sorted(names)))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _entrance(edition: Edition) -> str:
    plan = edition.atlas.plan
    titles = [(lang, plan.title(lang)) for lang in LANGS]
    return fill(
        "entrance", policy=POLICY, titles=titles, description=" · ".join(t for _, t in titles), base=edition.base,
        sheet=edition.assets.sheet, script=edition.assets.scripts["entrance"][0],
    )  # fmt: skip


def _sitemap(base: str, files: Files) -> bytes:
    pages = sorted(path for path in files if path.endswith(".html") and "/" in path)
    lines = "".join(f"<url><loc>{base}{path}</loc></url>\n" for path in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'.encode()


Part = Task | tuple[str, str]
"""A data file, or the picture of a page in a language; the briefing is the page ``briefing``."""


def _made(order: SiteOrder, atlas: Atlas) -> Iterator[tuple[list[tuple[Part, str, Files]], int, int]]:
    """Give the parts as they are made, with how many of how many are done; in one process where one is wanted.

    What is the same in every language is worked out once: a part is made in all languages by one process.
    """
    jobs: list[tuple[Part, ...]] = [tuple((page, lang) for lang in LANGS) for page in _ALONE]
    jobs += [tuple(t) for _, t in itertools.groupby(tasks(atlas, LANGS), lambda t: (t.kind, t.batch))]
    if order.processes == 1:
        for n, job in enumerate(jobs, 1):
            yield [_part(part, atlas) for part in job], n, len(jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(order.processes or os.cpu_count(), context, _begin, (order.data, order.plan)) as pool:
        for n, future in enumerate(as_completed([pool.submit(_job, job) for job in jobs]), 1):
            yield future.result(), n, len(jobs)


_here: dict[str, Atlas] = {}
"""The plan that a process of the pool works on."""


def _begin(data: Path, plan: str) -> None:
    if hasattr(os, "nice"):  # Windows has none
        os.nice(_COURTESY)
    _here["atlas"] = load_checked_library(data).at({"plan": plan}, strict=True)
    gc.freeze()  # what is loaded stays: of a process's time a seventh went into looking through it for what does not


def _job(parts: tuple[Part, ...]) -> list[tuple[Part, str, Files]]:
    return [_part(part, _here["atlas"]) for part in parts]


def _part(part: Part, atlas: Atlas) -> tuple[Part, str, Files]:
    """Make a part; return it with the path that it is asked for by, and its files."""
    if isinstance(part, Task):
        return part, *make(part, atlas)
    page, lang = part
    if page == "briefing":
        return part, "", {f"{lang}/briefing.html": deck_html(default_storyline(atlas), atlas, lang).encode()}
    measure = measures_of(page, atlas)[0]
    view = View(plan=atlas.plan.code, lang=lang, measure=measure)
    png = _fewer_colours(map_png(compose_map(view, atlas), atlas, dpi=_DOTS))
    path = f"pictures/{measure}-{lang}-{digest(png)}.png"
    return part, path, {path: png}


def _fewer_colours(png: bytes) -> bytes:
    """Write a picture in the few colours that a map has: a third of the bytes."""
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()
