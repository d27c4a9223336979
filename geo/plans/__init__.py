"""Plans: the tables of one plan, their schema, and the reader that turns a published page into them.

Adds nothing up: money and presence are computed in `geo.analysis`. Knows regions by name only.
"""

# fmt: off
from geo.plans.changes import change_words, list_changes
from geo.plans.funding_update import new_funding_rows
from geo.plans.importing import (
    PlanImport, edited_import, import_plan_page, imported_plan, reader_tools, recoded_import, table_texts,
)
from geo.plans.model import Plan, country_of_plan, load_plan, plan_folders
from geo.plans.reader.standard_codes import ReaderTools
from geo.plans.reader.parser import SETTABLE
from geo.plans.rows import Row, rows_to_csv, same_form
from geo.plans.save import other_title, plan_files, save_funding, save_plan, with_funding
from geo.plans.schema import BASIS_ORDER, EXPECTED_COUNTRY, SCHEMAS

__all__ = [
    "BASIS_ORDER", "EXPECTED_COUNTRY", "SCHEMAS", "SETTABLE", "Plan", "PlanImport", "ReaderTools", "Row",
    "change_words", "country_of_plan", "edited_import", "import_plan_page", "imported_plan", "list_changes",
    "load_plan", "new_funding_rows", "other_title", "plan_files", "plan_folders", "reader_tools", "recoded_import",
    "rows_to_csv", "same_form", "save_funding", "save_plan", "table_texts", "with_funding",
]
# fmt: on
