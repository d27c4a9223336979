"""Intake: what comes in from outside, laid before a person before it counts: evidence, problems, files for review.

A plan's published page goes to `geo.plans`; a table of figures is read here, its columns get roles and its
places are matched. Reads nothing into the data by itself.
"""

from typing import TYPE_CHECKING

# fmt: off
from geo.core import load_late
from geo.intake.alias_file import read_aliases, write_aliases
from geo.intake.brought import Brought, bring
from geo.intake.brought_table import BroughtTable
from geo.intake.funding_table import funding_rows
from geo.intake.kinds import (
    ALERTS, CODES, DISPLACEMENT, FIGURE, FLOWS, FOOD, FUNDING, KIND_NAMES, KINDS, NEEDS, NOTHING, PRESENCE, kind_of,
)
from geo.intake.own_layer import (
    HOW_NAMES, HOWS, LayerOrder, OwnLayer, default_order, figure_columns, make_layer,
)
from geo.intake.place_match import PlaceLine, PlaceReport, match_places
from geo.intake.place_words import STATE_NAMES, count_words, line_words, place_name
from geo.intake.presence import ReportedPresence
from geo.intake.review import evidence_beside, import_archive, lines_beside, write_import
from geo.intake.role_names import role_words
from geo.intake.roles import ROLES
from geo.intake.sector_names import Cluster, SectorNames
from geo.intake.session_file import SavedSession, read_session_file, write_session_file

if TYPE_CHECKING:
    from geo.intake.empty_workbooks import funding_template, presence_template

__all__ = [
    "ALERTS", "CODES", "DISPLACEMENT", "FIGURE", "FLOWS", "FOOD", "FUNDING", "HOWS", "HOW_NAMES", "KINDS",
    "KIND_NAMES", "NEEDS", "NOTHING", "PRESENCE", "ROLES", "STATE_NAMES", "Brought", "BroughtTable", "Cluster",
    "LayerOrder", "OwnLayer", "PlaceLine", "PlaceReport", "ReportedPresence", "SavedSession", "SectorNames", "bring",
    "count_words", "default_order", "evidence_beside", "figure_columns", "funding_rows", "funding_template",
    "import_archive", "kind_of", "line_words", "lines_beside", "make_layer",
    "match_places", "place_name", "presence_template",
    "read_aliases", "read_session_file", "role_words", "write_aliases", "write_import", "write_session_file",
]
# Workbooks load their library when they are asked for: a page asks as `intake.presence_template`.
__getattr__ = load_late(__name__, {"empty_workbooks": ("funding_template", "presence_template")})
# fmt: on
