"""Confirmed funding added to a table that people keep in their own spreadsheet: every older byte stays."""

import codecs
from datetime import date

import pytest
from typer.testing import CliRunner

from geo import plan_funding, plan_store
from geo.__main__ import app
from geo.errors import DataError
from geo.i18n import translator
from tests.crp_pages import Y2021

MADE = [
    {"sector": "food", "as_of": date(2024, 3, 2), "amount_usd": 500_000.0, "state": "confirmed", "source": "a › b"},
    {"sector": "roads", "as_of": date(2024, 12, 1), "amount_usd": 1250.5, "state": "confirmed", "source": "=1+1"},
]
HEAD = "sector,as_of,amount_usd,state,source"
ROW = "water,2024-01-31,7,confirmed,é"
ADDED = ["food,2024-03-02,500000,confirmed,a › b", "roads,2024-12-01,1250.5,confirmed,'=1+1"]


@pytest.mark.parametrize(
    ("old", "added"),
    [
        # A table in UTF-8 with commas; without the last line end; with that of Windows; of an old Macintosh.
        (f"{HEAD}\n{ROW}\n", "\n".join(ADDED) + "\n"),
        (f"{HEAD}\n{ROW}", "\n" + "\n".join(ADDED) + "\n"),
        (f"{HEAD}\r\n{ROW}\r\n", "\r\n".join(ADDED) + "\r\n"),
        (f"{HEAD}\r\n{ROW}\n", "\r\n".join(ADDED) + "\r\n"),
        (f"{HEAD}\r{ROW}", "\r" + "\r".join(ADDED) + "\r"),
        # As a French Excel writes it: semicolons, days and decimals in the French way, also where none has decimals.
        (
            "sector;as_of;amount_usd;state;source\r\nwater;31/01/2024;7;confirmed;é\r\n",
            "food;02/03/2024;500000;confirmed;a › b\r\nroads;01/12/2024;1250,5;confirmed;'=1+1\r\n",
        ),
        (
            "sector;as_of;amount_usd;state;source\nwater;2024-01-31;7.25;confirmed;é\nfood;2024-01-31;;not_reported;é\n",
            "food;2024-03-02;500000;confirmed;a › b\nroads;2024-12-01;1250.5;confirmed;'=1+1\n",
        ),
        (
            f'{HEAD}\nwater,2024-01-31,"1 000,5",confirmed,é\n',
            ADDED[0] + "\n" + 'roads,2024-12-01,"1250,5",confirmed,\'=1+1\n',
        ),
        (
            "sector;as_of;amount_usd;state;source\nwater;2024-01-30;7,5;confirmed;é\nwater;2024-01-31;7.5;confirmed;é\n",
            "food;2024-03-02;500000;confirmed;a › b\nroads;2024-12-01;1250.5;confirmed;'=1+1\n",
        ),
        # Days in two forms: as the last one. Tabs. Columns in the file's own order. Quotes around every cell.
        (
            f"{HEAD}\nwater,2024-01-30,7,confirmed,é\nwater,31/01/2024,7,confirmed,é\n",
            "food,02/03/2024,500000,confirmed,a › b\nroads,01/12/2024,1250.5,confirmed,'=1+1\n",
        ),
        (f"{HEAD}\n{ROW}\n".replace(",", "\t"), "\n".join(ADDED).replace(",", "\t") + "\n"),
        (
            "state, source ,amount_usd,as_of,sector\nconfirmed,é,7,2024-01-31,water\n",
            "confirmed,a › b,500000,2024-03-02,food\nconfirmed,'=1+1,1250.5,2024-12-01,roads\n",
        ),
        (
            '"sector","as_of","amount_usd","state","source"\n"water","2024-01-31","7","confirmed","é"\n',
            '"food","2024-03-02","500000","confirmed","a › b"\n"roads","2024-12-01","1250.5","confirmed","\'=1+1"\n',
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("cp1252", b""), ("utf-16-le", codecs.BOM_UTF16_LE),
     ("utf-16-be", codecs.BOM_UTF16_BE)],
)  # fmt: skip
def test_rows_are_added_as_the_file_is_written_and_every_older_byte_stays(old, added, encoding, mark):
    raw = mark + old.encode(encoding)
    assert plan_funding.appended(MADE, raw, "funding.csv") == raw + added.encode(encoding)


def test_no_row_leaves_the_bytes_as_they_are_and_a_table_without_rows_takes_the_first():
    assert plan_funding.appended([], b"anything", "funding.csv") == b"anything"
    raw = f"{HEAD}\n".encode()
    assert plan_funding.appended(MADE[:1], raw, "funding.csv") == raw + (ADDED[0] + "\n").encode()


def test_a_letter_that_the_file_cannot_hold_is_named_and_nothing_is_written(data):
    file = data / "plans" / "mli-2023-2024" / "funding.csv"
    raw = file.read_text(encoding="utf-8").replace("Peacebuilding", "Paix préservée").encode("cp1252")
    file.write_bytes(raw)
    rows = [MADE[0] | {"source": "Objective 1 › Łódź › funding"}]
    with pytest.raises(DataError) as refused:
        plan_store.append_funding(rows, "mli-2023-2024", data)
    (problem,) = refused.value.problems
    assert (problem.file, problem.column, problem.value) == ("funding.csv", "source", "Objective 1 › Łódź › funding")
    said = problem.text(translator("en"))
    assert "Ł" in said
    assert "cp1252" in said
    assert "save it as CSV UTF-8" in said
    assert file.read_bytes() == raw
    assert sorted(p.name for p in file.parent.glob("*funding*")) == ["funding.csv"]


def test_a_table_that_is_broken_or_gone_is_named_and_takes_nothing(data):
    file = data / "plans" / "mli-2023-2024" / "funding.csv"
    file.write_text(HEAD.replace("amount_usd", "amount") + "\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        plan_store.append_funding(MADE, "mli-2023-2024", data)
    assert {(p.file, p.row, p.column) for p in refused.value.problems} == {
        ("funding.csv", 1, "amount_usd"), ("funding.csv", 1, "amount")}  # fmt: skip
    file.unlink()
    with pytest.raises(DataError) as refused:
        plan_store.append_funding(MADE, "mli-2023-2024", data)
    assert refused.value.problems[0].file.endswith("funding.csv")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_command_adds_to_the_table_of_a_french_spreadsheet(encoding, tmp_path, data):
    folder, page = data / "plans" / "mli-2021", tmp_path / "page.txt"
    page.write_text(Y2021, encoding="utf-8")
    run = CliRunner().invoke
    assert run(app, ["import-plan", str(page), "--accept", "--data", str(data)]).exit_code == 1  # drafts to rewrite
    old = "sector;as_of;amount_usd;state;source\r\nshelter;15/01/2021;1 000,50;confirmed;été\r\n"
    (folder / "funding.csv").write_bytes(old.encode(encoding))
    done = run(app, ["import-plan", str(page), "--funding", "--data", str(data)])
    assert done.exit_code == 0, done.output
    added = "shelter;29/01/2021;280000;confirmed;Objective 1 › Shelter and settlements › funding\r\n"
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    after = (folder / "funding.csv").read_bytes()
    assert after == old.encode(encoding) + added.encode(plain)
    again = run(app, ["import-plan", str(page), "--funding", "--data", str(data)])
    assert (again.exit_code, (folder / "funding.csv").read_bytes()) == (0, after)
