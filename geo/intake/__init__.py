"""Intake: what comes in from outside, laid before a person before it counts: evidence, problems, files for review.

A plan's published page goes to `geo.plans`; a table of figures is read here, its columns get roles and its
places are matched. Reads nothing into the data by itself.
"""

# fmt: off
from geo.intake.alias_file import read_aliases, write_aliases
from geo.intake.brought import Brought, bring
from geo.intake.brought_table import BroughtTable
from geo.intake.place_match import PlaceLine, PlaceReport, match_places
from geo.intake.place_words import STATE_NAMES, count_words, line_words, place_name
from geo.intake.review import evidence_beside, import_archive, write_import
from geo.intake.role_names import role_words
from geo.intake.roles import ROLES

__all__ = [
    "ROLES", "STATE_NAMES", "Brought", "BroughtTable", "PlaceLine", "PlaceReport", "bring", "count_words",
    "evidence_beside", "import_archive", "line_words", "match_places", "place_name", "read_aliases", "role_words",
    "write_aliases", "write_import",
]
# fmt: on
