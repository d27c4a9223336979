"""No text of the data is a formula in any table that is taken away: ``= + - @``, a tab or a line end first."""

import csv
import datetime as dt
import io
import re
import shutil
import zipfile

import openpyxl
import pytest

from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER, View, translator
from geo.export import (
    EXPORT_FORMATS,
    brought_archive,
    brought_workbook,
    export_file,
    export_order,
    placed_rows,
    report_rows,
)
from geo.intake import bring, default_order, kind_of, make_layer, match_places
from geo.places import index_places
from tests.tables import csv_file

SIGNS = ("=", "+", "-", "@", "\t", "\r")
RUN = "cmd|' /C calc'!A0"
TABLES = [
    kind
    for kind, form in EXPORT_FORMATS.items()
    if "csv" in form.media or kind in ("xlsx", "ledger", "caveats", "notes")
]
RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
OWN = re.compile(r"=(SUBTOTAL|SUM|SUMIF|ROUND|IF|COUNT|ABS)\(|='\w+'!\$?[A-Z]+\$?\d+$", re.IGNORECASE)


@pytest.fixture(scope="module")
def risky(tmp_path_factory):
    """Put a sign before every free text of the plan, its needs and its regions."""
    data = tmp_path_factory.mktemp("risky") / "data"
    shutil.copytree(DATA_FOLDER, data)
    n = 0
    for file in [*(data / "plans" / "mli-2023-2024").glob("*.csv"), *(data / "needs").glob("*.csv"),
                 data / "boundaries" / "regions.csv"]:  # fmt: skip
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text))
        for row in rows:
            for name in row:
                if row[name] and (name.endswith(("_en", "_fr")) or name == "source"):
                    n += 1
                    # as the files themselves write such a text: read without its ', written with it again
                    row[name] = f"'{SIGNS[n % len(SIGNS)]}{RUN} {row[name]}"
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return load_checked_library(data).at({}, strict=True)


def cells_of_csv(raw):
    text = raw.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text), delimiter=";" if text.count(";") > text.count(",") else ",")
            for cell in row]  # fmt: skip


def cells_of_xlsx(raw):
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert OWN.match(str(cell.value)), cell.value
                    assert RUN not in str(cell.value)
                elif isinstance(cell.value, str):
                    found.append(cell.value)
    return found


def cells(raw):
    if raw[:2] != b"PK":
        return cells_of_csv(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        if "[Content_Types].xml" in packed.namelist():
            return cells_of_xlsx(raw)
        return [c for name in packed.namelist() if name.endswith(".csv") for c in cells_of_csv(packed.read(name))]


def unsafe(raw):
    found = cells(raw)
    assert found
    return [cell for cell in found if RISKY.match(cell) and RUN in cell and not NUMBER.fullmatch(cell)]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", TABLES)
def test_no_text_of_the_data_is_a_formula_in_a_file(risky, kind, lang):
    order = export_order(View(plan=risky.plan.code, lang=lang, measure="unmet", region="mopti"), risky)
    made = export_file(kind, order, risky)
    assert unsafe(made) == []
    assert kind == "ledger" or any(RUN in cell for cell in cells(made))  # a ledger has no words of the data


def test_no_text_of_a_brought_table_is_a_formula_in_what_is_taken_along(atlas):
    rows = [["Région", "Organisation", "Cluster"], *[["Mopti", f"{sign}{RUN}", "Abris"] for sign in SIGNS],
            *[[f"{sign}{RUN}", "OIM", "Protection"] for sign in SIGNS]]  # fmt: skip
    index, t = index_places("MLI", atlas.regions["2023"], atlas.cercles), translator("en")
    (table,) = bring(csv_file(rows), "3w.csv").tables
    report = match_places(table, index)
    layer = make_layer("own_1", table, report, atlas.plan, default_order(table, kind_of(table), dt.date(2024, 6, 30)))
    for made in (brought_workbook((layer,), atlas, t), brought_archive((layer,), atlas, t),
                 placed_rows(table, report, index, t), report_rows(report, index, t)):  # fmt: skip
        assert unsafe(made) == []
