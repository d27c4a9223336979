"""The one place where a snapshot calls the product: each function gives one part of a view as plain data.

Whoever moves or renames modules of the product rewrites this file and no other of this folder.
"""

import csv
import functools
import hashlib
import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from unittest import mock

from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.analysis import read_view
from geo.briefing import compose_slide, first_region, header_figures, profile_region
from geo.charts import (
    bivariate_words,
    claims_list,
    comparison_words,
    funding_history,
    ledger_strip,
    need_series,
    need_strip,
    plan_flow,
    plan_history,
    rank_dots,
    region_ranking,
    sector_bars,
    share_table,
    shares_of_view,
)
from geo.core import DATA_FOLDER, DataError, split_query, translator
from geo.export import export_file, export_order, possible_formats
from geo.maps import compose_map
from geo.monitoring import observed_periods
from geo.web import open_data_routes
from pages.parts import map_files, store, what_if
from tests import squareland


def data(folder):
    """Copy the shipped data into a folder, with the plan of Squareland beside; return where they are."""
    made = Path(shutil.copytree(DATA_FOLDER, folder / "data"))
    squareland.write_plan(made)
    return made


class Product:
    """The product over a folder of data; see `data`. Until it is closed the app's store reads that folder too."""

    def __init__(self, folder):
        self._store = mock.patch.multiple(store, folder=folder, _store=store._Store())
        self._store.start()
        self.library = store.library()
        self.client = TestClient(Starlette(routes=[*map_files.routes(), *open_data_routes(store.library)]))

    def close(self):
        """Give the app's store back."""
        self._store.stop()

    def parts(self, query, lang):
        """Return every part of a view: name and plain data."""
        params = split_query(query) | {"lang": lang}
        atlas = self.library.at(params, strict=True)
        view = read_view(params, atlas, strict=True)
        return {
            "table": table(view, atlas),
            "json": document(view, atlas),
            "geojson": layer(view, atlas),
            "workbook": workbook(view, atlas),
            "painting": self.painting(view),
            "print": printed(view, atlas),
            "charts": fragments(view, atlas),
            "slides": slides(view, atlas),
            "region": region(view, atlas),
            "routes": self.routes(view, atlas),
        }

    def pair(self, left, right, lang):
        """Return the paintings of two maps side by side."""
        words = [split_query(q) | {"lang": lang} for q in (left, right)]
        views = [read_view(w, self.library.at(w, strict=True), strict=True) for w in words]
        sides = (("left", *views), ("right", *reversed(views)))
        return {
            side: self.client.get(map_files.style_address(shown, other, side)).json() for side, shown, other in sides
        }

    def painting(self, view):
        """Return what the browser paints a map from, with the views that the filters lead to."""
        return self.client.get(map_files.style_address(view)).json()

    def routes(self, view, atlas):
        """Return what the open-data routes answer; a body that is a file's own is named, not repeated."""
        found = {}
        for name, kind in (("table.csv", "csv"), ("table.json", "json"), ("regions.geojson", "geojson")):
            answer = self.client.get(f"/api/{name}?{view.query()}")
            same = kind in possible_formats(view, atlas) and answer.content == _file(kind, view, atlas)
            found[name] = _answer(answer) | {"body": f"as the {kind} file" if same else answer.json()}
        return found

    def common(self):
        """Return what belongs to no view: the plans' tables, the state of the server, an answer to a wrong view."""
        found = {f"plan.json {code}": self.client.get(f"/api/plan.json?plan={code}") for code in self.library.atlases}
        found |= {"health": self.client.get("/api/health"), "wrong": self.client.get("/api/table.json?measure=luck")}
        return {name: _answer(answer) | {"body": answer.json()} for name, answer in found.items()}


def table(view, atlas):
    """Return the rows of the CSV file by region, the files beside it, and the hash of each."""
    made = {kind: _file(kind, view, atlas) for kind in ("csv", "ledger", "caveats", "notes")}
    rows = {kind: list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")))) for kind, text in made.items()}
    return {
        "file": _hash(b"".join(made.values())), "rows": _keyed(rows["csv"], lambda r: r["region"]),
        "beside": {kind: rows[kind] for kind in ("ledger", "caveats", "notes")},
    }  # fmt: skip


def document(view, atlas):
    """Return the JSON file."""
    body = json.loads(_file("json", view, atlas))
    return body | {"rows": _keyed(body["rows"], lambda r: r["region"])}


def layer(view, atlas):
    """Return the GeoJSON file, the shapes as hashes; or why there is none."""
    try:
        body = json.loads(_file("geojson", view, atlas))
    except DataError as error:
        return _refused(error, view)
    for feature in body["features"]:
        feature["geometry"] = _hash(json.dumps(feature["geometry"]).encode())
    return body | {"features": _keyed(body["features"], lambda f: f["id"])}


def workbook(view, atlas):
    """Return the cells of each sheet, and the formats and widths of its columns, as they are about to be written."""
    kept = {}

    def keep(book):  # the file itself takes half a second to write and read again
        kept.update({sheet.title: _sheet(sheet) for sheet in book})
        out = io.BytesIO()
        zipfile.ZipFile(out, "w").close()
        return out.getvalue()

    with mock.patch("geo.export.xlsx.save_in_memory", keep):
        _file.__wrapped__("xlsx", view, atlas)
    return kept


def _sheet(sheet):
    return {
        "rows": [[_plain(c.value) for c in row] for row in sheet.iter_rows()],
        "formats": [c.number_format for c in sheet[min(3, sheet.max_row)]],
        "widths": {name: column.width for name, column in sheet.column_dimensions.items()},
    }


def printed(view, atlas):
    """Return the words, places, colours and limits of the printed map, without painting it."""
    kept = {}

    def keep(figure, out, **options):
        kept.update(_composed(figure), words=options.get("metadata"))
        out.write(b"")

    try:
        with mock.patch.object(Figure, "savefig", keep):
            _file.__wrapped__("png", view, atlas)
    except DataError as error:
        return _refused(error, view)
    return kept


def _composed(figure):
    def places(artists):
        return [
            [a.get_text(), a.get_color(), a.get_size(), *(round(float(x), 3) for x in a.get_position())]
            for a in artists
        ]

    axes = figure.axes[0]
    legend = axes.get_legend()
    fills = [[str(p.get_facecolor()), p.get_hatch(), len(p.get_path().vertices)] for p in axes.patches]
    return {
        "limits": [round(float(x), 3) for x in (*axes.get_xlim(), *axes.get_ylim())],
        "around": places(figure.texts),
        "on the map": places(axes.texts),
        "fills": fills,
        "lines": len(axes.lines),
        "legend": [a.get_text() for a in legend.findobj(Text)] if legend else [],
        "legend fills": [str(p.get_facecolor()) for p in legend.findobj(Patch)] if legend else [],
    }


def fragments(view, atlas):
    """Return the charts that the pages draw, as lists of tags and texts; the need over time as Vega reads it."""
    t = translator(view.lang)
    drawn = compose_map(view, atlas)
    made = {"ranking": region_ranking(drawn, t), "history": plan_history(atlas.plan, t)}
    if drawn.need and drawn.need.parts:
        made["need strip"] = need_strip(drawn.need, t)
    if drawn.bivariate:
        made["square"] = bivariate_words(drawn)
    made |= {} if atlas.plan.header_only else _of_money(view, atlas, t)
    made |= _of_needs(view, atlas, t) if atlas.has_needs else {}
    # The lines and indents of the templates are no part of a chart.
    return {
        name: re.split(r"(?<=>)|(?=<)", re.sub(r"\n\s*", "", chart)) if isinstance(chart, str) else chart.to_dict()
        for name, chart in made.items()
    }


def _of_money(view, atlas, t):
    drawn = compose_map(view, atlas)
    made = {
        "ledger": ledger_strip(drawn.ledger, t), "sectors": sector_bars(view, atlas, t),
        "flow": plan_flow(drawn.ledger, atlas.plan, t), "over time": funding_history(atlas.plan, t),
    }  # fmt: skip
    if view.scenario:
        made["before and after"] = what_if.comparison(atlas, view).split("</h2>", 1)[1]
    return made


def _of_needs(view, atlas, t):
    need = view.measure if view.measure in atlas.indicators.observed else view.need
    beside = view.but(need=need)
    measure = atlas.indicators.counted(beside.need)
    made = {"share": share_table(shares_of_view(beside, atlas), measure, atlas, t)}
    if len(observed_periods(need, atlas.observations, atlas.regions)) > 1:
        made["series"] = need_series(need, atlas, view.region, t)
    if not atlas.plan.header_only:
        made |= {
            "compared": comparison_words(beside, atlas, t), "ranks": rank_dots(beside, atlas, t),
            "claims": claims_list(beside, atlas, t),
        }  # fmt: skip
    return made


def slides(view, atlas):
    """Return the slides of the briefing that a view gives."""
    if atlas.plan.header_only:
        return {"header": [list(f) for f in header_figures(atlas.plan, translator(view.lang))]}
    made = compose_slide(export_order(view, atlas).story, atlas, view.lang)
    return [
        {
            "kind": s.kind, "title": s.title, "subtitle": s.subtitle, "view": s.view.query(), "charted": s.charted,
            "map": s.drawn.view.query() if s.drawn else None, "facts": [list(f) for f in s.facts],
            "header": list(s.header), "rows": [list(r) for r in s.rows], "bullets": [list(b) for b in s.bullets],
            "notes": s.notes.split("\n"), "foot": list(s.foot),
        }
        for s in made
    ]  # fmt: skip


def region(view, atlas):
    """Return the page of the view's region, or of the one that it opens with."""
    if atlas.plan.header_only:
        return None
    page = profile_region(view, atlas, view.region or first_region(view, atlas))
    listed = ("facts", "needs", "money", "money_notes", "sectors", "partners", "groups", "neighbours", "dates",
              "sources", "notes")  # fmt: skip
    return {
        "slug": page.slug, "name": page.name, "pcode": page.pcode, "scenario": page.scenario,
        "disclaimer": page.disclaimer, "caveats": [c.write(translator(view.lang)) for c in page.caveats],
        "activities": [str(a) for a in page.activities.index],
    } | {name: json.loads(json.dumps(getattr(page, name))) for name in listed}  # fmt: skip


@functools.lru_cache(maxsize=8)
def _file(kind, view, atlas):
    return export_file(kind, export_order(view, atlas), atlas)


def _answer(answer):
    kept = ("content-type", "content-disposition", "access-control-allow-origin")
    return {"status": answer.status_code} | {h: answer.headers[h] for h in kept if h in answer.headers}


def _refused(error, view):
    return {"refused": [p.text(translator(view.lang)) for p in error.problems]}


def _keyed(rows, name):
    """Name each row, so that a difference says whose it is; rows of one name are numbered."""
    found = {}
    for row in rows:
        key, n = name(row), 2
        while key in found:
            key, n = f"{name(row)} ({n})", n + 1
        found[key] = row
    return found


def _hash(content):
    return hashlib.sha256(content).hexdigest()[:16]


def _plain(value):
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
