"""What every room stands on: views, languages, errors, caveats, reading and writing of tables, remembering.

Knows no plan, no place and no figure; imports nothing of the other rooms.
"""

# fmt: off
from geo.core.datapackage import add_resources, changed_files, refresh_records
from geo.core.errors import DataError, Problem, ViewError
from geo.core.i18n import N_, Translator, translator
from geo.core.memory import remember
from geo.core.table_reader import EXPECTED_CELL, UNIQUE, empty_table, form_of, parse_table, read_table, records_of
from geo.core.text import UNSHOWN, guarded, normalized
from geo.core.view import (
    AGAINST,
    BASES,
    LANGS,
    NEEDS,
    SPLITS,
    SURPLUSES,
    VINTAGES,
    View,
    Vocabulary,
    fit_view,
    join_repeated,
    split_query,
    view_from_params,
)

__all__ = [
    "AGAINST", "BASES", "EXPECTED_CELL", "LANGS", "NEEDS", "N_", "SPLITS", "SURPLUSES", "UNIQUE", "UNSHOWN",
    "VINTAGES", "DataError", "Problem", "Translator", "View", "ViewError", "Vocabulary", "add_resources",
    "changed_files", "empty_table", "fit_view", "form_of", "guarded", "join_repeated", "normalized", "parse_table",
    "read_table", "records_of", "refresh_records", "remember", "split_query", "translator", "view_from_params",
]
# fmt: on
