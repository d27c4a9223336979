"""Columns get their roles: HXL first, then the words of the field, in every format and place of the header."""

import pytest

from geo.core import translator
from geo.intake import ROLES, bring, role_words
from geo.intake.roles import role_of_name
from tests import tables
from tests.geo.header_rows import HEADERS, TAG_ROLES, TAGS

VALUES = {"Title": "TD19", "Year Week": "2023 W4", "OperationnelleCount": "", "budgetYear": 2023.0}
FORMATS = {"csv": tables.csv_file, "xlsx": tables.xlsx_file, "ods": tables.ods_file}


def rows_of(columns, at):
    """Lay out a table as people do: a title, blank rows, the header in its row, two rows of data."""
    above = [["Matrice de suivi"] + [""] * (len(columns) - 1), *([[""] * len(columns)] * (at - 2))] if at > 1 else []
    body = [VALUES.get(c, f"v{n}") for n, c in enumerate(columns)]
    return [*above, list(columns), body, body]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("file", HEADERS)
def test_every_known_header_row_gets_its_roles(file, kind):
    wanted, at = HEADERS[file]
    (table,) = bring(FORMATS[kind](rows_of(list(wanted), at)), f"file.{kind}").tables
    assert table.roles == {" ".join(c.split()): r for c, r in wanted.items()}
    assert list(table.frame.index) == [at + 1, at + 2]


@pytest.mark.parametrize("file", TAGS)
@pytest.mark.parametrize("at", ["below", "alone", "above"])
def test_tags_tell_roles_wherever_they_stand(file, at):
    tags = TAGS[file].split()
    names = [f"Rubrique {n}" for n, _ in enumerate(tags)]
    words = ["Organisation", "Région", "Cercle", "Cluster", "Commune", "Site"][: len(tags)]
    title = ["Titre", *[""] * (len(tags) - 1)]
    heads = {"below": [title, names, tags], "alone": [tags], "above": [tags, words]}[at]
    (table,) = bring(tables.xlsx_file([*heads, [f"v{n}" for n in range(len(tags))]]), "x.xlsx").tables
    assert tuple(table.roles.values()) == TAG_ROLES[file]
    assert len(table.frame) == 1


def test_a_row_of_tags_that_is_only_partly_filled_leaves_the_other_columns_to_their_names():
    rows = [["Title", "Province", "Cluster", "Acronyme"], ["", "#adm1+name", "", "#org+acronym"],
            ["TD19", "Barh El Gazel", "Santé", "ACF"]]  # fmt: skip
    (table,) = bring(tables.csv_file(rows), "x.csv").tables
    assert table.roles == {
        "Title": "adm1_code",
        "Province": "adm1_name",
        "Cluster": "sector",
        "Acronyme": "org_acronym",
    }


def test_a_tag_outweighs_a_name():
    rows = [["Secteur", "Lieu"], ["#org+name", "#adm2+name"], ["ACF", "Koro"]]
    (table,) = bring(tables.csv_file(rows), "x.csv").tables
    assert table.roles == {"Secteur": "org_name", "Lieu": "adm2_name"}


def test_two_header_rows_are_joined_and_merged_cells_filled():
    rows = [["Localisation", None, "Personnes déplacées", None], ["Région", "Cercle", "Hommes", "Femmes"],
            ["Mopti", "Koro", 10, 12], ["Mopti", "Bankass", 3, 4]]  # fmt: skip
    (table,) = bring(tables.xlsx_file(rows, merged=("A1:B1", "C1:D1")), "x.xlsx").tables
    assert table.roles == {
        "Localisation – Région": "adm1_name", "Localisation – Cercle": "adm2_name",
        "Personnes déplacées – Hommes": "males", "Personnes déplacées – Femmes": "females",
    }  # fmt: skip
    assert list(table.frame.index) == [3, 4]


def test_parts_below_a_header_that_is_merged_over_two_rows_are_no_data():
    rows = [["Région", "Cercle", "Effectifs", None], [None, None, "Hommes", "Femmes"], ["Mopti", "Koro", 10, 12]]
    (table,) = bring(tables.xlsx_file(rows, merged=("A1:A2", "B1:B2", "C1:D1")), "x.xlsx").tables
    assert list(table.roles.values()) == ["adm1_name", "adm2_name", "males", "females"]
    assert list(table.frame.index) == [3]


def test_a_region_that_is_merged_over_its_rows_is_that_of_each_and_a_number_counts_once():
    rows = [["Région", "Cercle", "Nombre de PDI"], ["Mopti", "Koro", 10], [None, "Bankass", None], ["Gao", "Gao", 5]]
    (table,) = bring(tables.xlsx_file(rows, merged=("A2:A3", "C2:C3")), "x.xlsx").tables
    assert list(table.texts("adm1_name")) == ["Mopti", "Mopti", "Gao"]
    assert table.numbers("idps").sum() == 15


def test_a_number_without_a_known_name_may_be_mapped_and_a_code_or_year_may_not():
    rows = [["Région", "Écoles fermées", "Code projet", "Année"], ["Mopti", 12, 4, 2023], ["Gao", 3, 5, 2023]]
    (table,) = bring(tables.csv_file(rows), "x.csv").tables
    assert table.roles == {"Région": "adm1_name", "Écoles fermées": "number", "Code projet": "other", "Année": "year"}


@pytest.mark.parametrize("name", ["", "???", "Région Région", "x" * 5000, "=cmd|' /C calc'!A0", "\u202eabc", "#", "()"])
def test_any_name_gets_some_role(name):
    assert role_of_name(name) in ROLES


def test_every_role_has_words_in_both_languages():
    for lang in ("en", "fr"):
        assert all(role_words(role, translator(lang)) for role in ROLES)
