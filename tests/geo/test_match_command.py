"""The command ``match``: what it prints of a table, and with which code it ends."""

import pytest
from typer.testing import CliRunner

from geo.cli import app
from tests import tables

CLEAN = [["Organisation", "Cluster", "Région", "Cercle"], ["ACF", "WASH", "Gao", "Ansongo"]]
DIRTY = [*CLEAN, ["NRC", "Abris", "Mopti", "Nioo"], ["NRC", "Abris", "Zone 51", ""]]


def run(*words):
    return CliRunner().invoke(app, ["match", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    def made(rows, name="3w.csv", make=tables.csv_file):
        path = tmp_path / name
        path.write_bytes(make(rows))
        return path

    return made


def test_a_table_whose_places_are_all_known_ends_well(file):
    done = run(file(CLEAN))
    assert done.exit_code == 0
    assert "Cluster: sector or cluster" in done.stdout
    assert "the name or code itself: 1 written places, 1 rows" in done.stdout
    assert "1 of 1 rows lie in a region (regions of 2023)." in done.stdout


def test_what_is_missed_or_must_be_confirmed_is_listed_and_ends_with_1(file):
    done = run(file(DIRTY), "--lang", "fr")
    assert done.exit_code == 1
    assert "Zone 51\u00a0: non reconnu" in done.stdout
    assert "Mopti › Nioo" in done.stdout
    assert "la première à la ligne 3" in done.stdout


def test_answers_of_last_month_are_taken(file):
    aliases = file([["written", "level", "place"], ["nioo", "cercle", "mopti"], ["zone 51", "", "none"]], "a.csv")
    assert run(file(DIRTY), "--aliases", aliases).exit_code == 0


def test_a_sheet_is_chosen_by_name_and_an_unknown_one_names_the_others(file):
    book = file(CLEAN, "b.xlsx", lambda rows: tables.xlsx_file(rows, "Janvier", first=[("Février", DIRTY)]))
    assert run(book, "--sheet", "Janvier").exit_code == 0
    assert run(book, "--sheet", "Février").exit_code == 1
    done = run(book, "--sheet", "Mars")
    assert (done.exit_code, "Janvier" in done.stderr) == (1, True)


def test_a_file_that_is_no_table_ends_with_its_reason(file):
    done = run(file([["<html>"]], "page.csv"))
    assert (done.exit_code, "this is no table" in done.stderr) == (1, True)
    assert run("/nowhere.csv").exit_code == 1


def test_a_table_without_a_place_says_so(file):
    done = run(file([["Secteur", "Financement confirmé"], ["Abris", 12]]))
    assert (done.exit_code, "No column names a place." in done.stdout) == (0, True)
