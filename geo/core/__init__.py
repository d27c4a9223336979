"""What every room stands on: views, languages, errors, caveats, reading and writing of tables, remembering.

Knows no plan, no place and no figure; imports nothing of the other rooms.
"""

# fmt: off
from geo.core.caveat import Caveat
from geo.core.datapackage import add_resources, changed_files, refresh_records
from geo.core.errors import UNREADABLE, DataError, Problem, ViewError, unknown_code, unreadable, unwritable
from geo.core.i18n import N_, Translator, translator
from geo.core.journal import UNDO, Entry, Journal
from geo.core.late import load_late
from geo.core.memory import remember
from geo.core.paths import DATA_FOLDER
from geo.core.round_numbers import at_least, clear_number_between, decimals_of, figures_of, round_steps
from geo.core.table_reader import EXPECTED_CELL, UNIQUE, empty_table, form_of, parse_table, read_table, records_of
from geo.core.table_writer import guarded, write_csv
from geo.core.templates import template_environment
from geo.core.text import UNSHOWN, fold_letters, fold_name, normalized, split_list
from geo.core.view import (
    AGAINST, BASES, CLASSES, LANGS, SHOWS, SPLITS, SURPLUSES, VINTAGES, View, Vocabulary, fit_view,
    join_repeated, split_query, view_from_params,
)

__all__ = [
    "AGAINST", "BASES", "CLASSES", "DATA_FOLDER", "EXPECTED_CELL", "LANGS", "N_", "SHOWS", "SPLITS", "SURPLUSES",
    "UNDO", "UNIQUE", "UNREADABLE", "UNSHOWN", "VINTAGES", "Caveat", "DataError", "Entry", "Journal", "Problem",
    "Translator", "View", "ViewError", "Vocabulary", "add_resources", "at_least", "changed_files",
    "clear_number_between", "decimals_of", "empty_table", "figures_of", "fit_view", "fold_letters", "fold_name",
    "form_of", "guarded", "join_repeated", "load_late", "normalized", "parse_table", "read_table", "records_of",
    "refresh_records", "remember", "round_steps", "split_list", "split_query", "template_environment", "translator",
    "unknown_code", "unreadable", "unwritable", "view_from_params", "write_csv",
]
# fmt: on
