"""Files that people bring are read in every format, or refused with a reason; nothing of them is run or kept."""

import io
import json
import random
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from geo.core import DataError, translator
from geo.intake import bring
from tests import tables

ROWS = [["Région", "Cercle", "Nombre de PDI"], ["Mopti", "Koro", 1200], ["Ségou", "Niono", 340.5]]
XLS = Path(__file__).with_name("small.xls")


def refused(raw, name="x"):
    with pytest.raises(DataError) as caught:
        bring(raw, name)
    texts = [p.text(translator(lang)) for p in caught.value.problems for lang in ("en", "fr")]
    assert all(len(t) > len(name) + 20 for t in texts)
    return texts[0]


def check(raw, name):
    table = bring(raw, name).tables[0]
    assert list(table.texts("adm1_name")) == ["Mopti", "Ségou"]
    assert list(table.numbers("idps")) == [1200, 340.5] or list(table.numbers("idps")) == [1200, 340]
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_tables_are_read_in_any_encoding_and_with_any_delimiter(encoding, delimiter):
    check(tables.csv_file(ROWS, delimiter, encoding), "x.csv")


def test_a_decimal_comma_and_blanks_between_thousands_are_numbers():
    rows = [["Région", "Nombre de PDI"], ["Mopti", "1 200"], ["Ségou", "340,5"]]
    check(tables.csv_file(rows, ";", line_end="\n"), "x.csv")
    check(b"sep=;\r\n" + tables.csv_file(rows, ";"), "x.csv")


def test_every_format_gives_the_same_table(tmp_path):
    for made, name in (
        (tables.xlsx_file(ROWS), "x.xlsx"), (tables.ods_file(ROWS), "x.ods"), (tables.json_file(ROWS), "x.json"),
        (tables.parquet_file(ROWS), "x.parquet"), (XLS.read_bytes(), "x.xls"),
        (tables.zip_file({"a/x.csv": tables.csv_file(ROWS)}), "x.zip"),
    ):  # fmt: skip
        check(made, name)
    for made, name in (
        (tables.geojson_file(ROWS), "x.geojson"), (tables.layer_file(ROWS, tmp_path), "x.gpkg"),
        (tables.shapefile(ROWS, tmp_path), "x.zip"),
    ):  # fmt: skip
        table = bring(made, name).tables[0]
        assert list(table.numbers("latitude")) == [14, 15]
        assert "Mopti" in table.frame.to_numpy()


def test_points_in_another_projection_become_degrees(tmp_path):
    table = bring(tables.layer_file(ROWS, tmp_path, "EPSG:32630"), "x.gpkg").tables[0]
    assert [round(v, 6) for v in table.numbers("longitude")] == [-4, -4]


def test_the_sheet_with_the_table_comes_first():
    read_me = ("Read Me", [["About these data"], ["Source: somebody"]])
    brought = bring(tables.xlsx_file(ROWS, "Données", first=[read_me]), "x.xlsx")
    assert brought.tables[0].sheet == "Données"


def test_what_a_file_is_its_bytes_say_and_not_its_name():
    check(tables.xlsx_file(ROWS), "x.csv")
    check(tables.csv_file(ROWS), "x.xlsx")


HOSTILE = {
    "empty": b"", "blank": b" \r\n\t ", "zeros": bytes(1000), "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "program": b"\x7fELF" + bytes(500), "page": b"<html><script>alert(1)</script></html>",
    "broken json": b'{"a": [1, 2',
    "json without records": b'{"a": 1}', "deep json": b"[" * 100_000, "noise": random.Random(1).randbytes(20_000),
    "false workbook": b"PK\x03\x04" + bytes(2000),
    "false old workbook": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(3000),
    "false database": b"SQLite format 3\0" + bytes(5000), "false parquet": b"PAR1" + bytes(100) + b"PAR1",
    "gzip": b"\x1f\x8b" + bytes(50), "pdf": b"%PDF-1.7 ...",
    "layer of another file": b"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource>",
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_table_is_refused_with_its_reason(what):
    assert "/etc" not in refused(HOSTILE[what], "x.xlsx")


def read_or_reason(raw):
    try:
        return bring(raw, "x").tables
    except DataError as error:
        return error.problems[0].text(translator("fr"))


def test_truncated_and_shuffled_files_are_read_or_refused_with_a_reason(tmp_path):
    rng = random.Random(20)
    made = [tables.csv_file(ROWS), tables.xlsx_file(ROWS), tables.ods_file(ROWS), tables.json_file(ROWS),
            tables.parquet_file(ROWS), XLS.read_bytes(), tables.geojson_file(ROWS), tables.layer_file(ROWS, tmp_path),
            tables.shapefile(ROWS, tmp_path)]  # fmt: skip
    for raw in made:
        half = len(raw) // 2
        spoilt = bytearray(raw)
        for _ in range(20):
            spoilt[rng.randrange(len(raw))] = rng.randrange(256)
        for bad in (raw[:half], raw[half:] + raw[:half], bytes(spoilt), raw[: len(raw) - 7]):
            assert read_or_reason(bad)


def test_a_file_that_unpacks_to_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("x.csv", "w", force_zip64=True) as part:
        for _ in range(600):
            part.write(bytes(1_000_000))
    assert "unpacks to far more" in refused(out.getvalue(), "x.zip")


def test_packed_files_in_packed_files_are_refused():
    inner = tables.zip_file({"x.csv": tables.csv_file(ROWS)})
    assert "other packed files" in refused(tables.zip_file({"a.zip": inner, "b.zip": inner}), "x.zip")


def test_a_cell_far_outside_costs_no_memory():
    book = openpyxl.Workbook()
    book.active.append(["Région", "PDI"])
    book.active["XFD1048576"] = 1
    text = refused(tables.saved(book), "x.xlsx")
    assert "memory" in text or "columns" in text


def test_a_million_empty_rows_are_none():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 1_000_001))
    raw = tables.xlsx_file(ROWS)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        members = {n: packed.read(n) for n in packed.namelist()}
    (sheet,) = (n for n in members if n.startswith("xl/worksheets/"))
    members[sheet] = members[sheet].replace(b"</sheetData>", rows + b"</sheetData>")
    check(tables.zip_file(members), "x.xlsx")


def test_more_rows_cells_or_bytes_than_a_table_has_are_refused():
    assert "rows" in refused(b"a,b\n" * 300_010, "x.csv")
    assert "columns" in refused(b",".join(b"c%d" % n for n in range(900)) + b"\n", "x.csv")
    assert "50 MB" in refused(b"a" * (50 * 1024 * 1024 + 1), "x.csv")


def test_hostile_cells_are_texts_and_nothing_else():
    cells = ['=HYPERLINK("http://x.example","Mopti")', "<script>alert(1)</script>", "x" * 1_000_000, "Mop\0ti",
             "\u202eitpoM", "@SUM(A1)", "\ud7ff\ufdd0ok", "Mopti\u200b"]  # fmt: skip
    rows = [["Région", "Nombre de PDI"], *([c, 1] for c in cells)]
    brought = bring(tables.csv_file(rows), "x.csv")
    read = list(brought.tables[0].texts("adm1_name"))
    assert read[:2] == cells[:2]
    assert len(read[2]) == 2001
    assert read[3:] == ["Mopti", "itpoM", "@SUM(A1)", "\ud7ffok", "Mopti"]
    assert "longer than 2,000" in brought.remarks[0].text(translator("en"))


def test_formulas_that_were_never_calculated_are_told():
    rows = [["Région", "Nombre de PDI"], ["Mopti", "=1+1"], ["Gao", 3]]
    brought = bring(tables.xlsx_file(rows), "x.xlsx")
    assert "1 formulas were never calculated" in brought.remarks[0].text(translator("en"))


@pytest.mark.parametrize(
    "rows",
    [[["Nom et prénom", "Région"], ["Awa Traoré", "Mopti"]],
     [["Nom du chef de ménage", "Taille du ménage", "Village"], ["A. B.", 5, "Sévaré"]],
     [["Région", "Contact"], ["Mopti", "awa@example.org"]],
     [["Région", "Suivi"], ["Mopti", "+223 76 12 34 56"], ["Gao", "76 12 34 57"]],
     [["Région", "N° NINA"], ["Mopti", "123"]],
     [["Région", "Age", "Sexe"], ["Mopti", 4, "M"], ["Mopti", 34, "F"]],
     [["ID ménage", "Latitude", "Longitude", "Région"], ["h1", 14.5, -4.2, "Mopti"]]],
)  # fmt: skip
def test_a_table_of_individuals_is_refused_with_its_columns(rows):
    text = refused(tables.csv_file(rows), "x.csv")
    assert "personal data has no place here" in text
    assert any(str(c) in text for c in rows[0])


def test_a_sheet_of_contacts_is_left_out_and_the_others_are_read():
    contacts = ("Contacts", [["Nom et prénom", "Téléphone"], ["Awa Traoré", "76 12 34 56"]])
    brought = bring(tables.xlsx_file(ROWS, "Données", first=[contacts]), "x.xlsx")
    assert [t.sheet for t in brought.tables] == ["Données"]
    assert "sheet Contacts" in brought.remarks[0].text(translator("en"))


def test_totals_of_men_and_women_are_no_individuals():
    rows = [["Région", "Hommes", "Femmes", "Âge moyen"], ["Mopti", 12, 14, 20]]
    assert bring(tables.csv_file(rows), "x.csv").tables


def test_reading_writes_no_file_and_leaves_none(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for raw in (tables.xlsx_file(ROWS), tables.csv_file(ROWS)):
        bring(raw, "x")
    assert not list(tmp_path.iterdir())


def test_a_locked_workbook_says_so():
    directory = "EncryptedPackage".encode("utf-16-le")
    raw = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHH", 0x3E, 3, 0xFFFE) + bytes(482) + directory
    assert "password" in refused(raw + bytes(2000), "x.xlsx")


def test_records_are_found_wherever_the_answer_of_a_service_has_them():
    for wrap in (
        lambda r: r,
        lambda r: {"data": r},
        lambda r: {"isSuccess": True, "result": r},
        lambda r: {"a": {"b": r}},
    ):
        raw = json.dumps(wrap([{"Région": "Mopti", "Nombre de PDI": 1200}, {"Région": "Ségou", "Nombre de PDI": 340}]))
        check(raw.encode(), "x.json")
