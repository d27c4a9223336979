"""Export: every file to take away, from CSV to the briefing in one HTML file, PowerPoint and PDF.

Renders maps and slides as they are; no figure is computed here, and the same view gives the same bytes.
"""

from typing import TYPE_CHECKING

# fmt: off
from geo.core import load_late
from geo.export.data_package import map_table
from geo.export.gis import map_geojson
from geo.export.html_deck import deck_html
from geo.export.names import file_stem
from geo.export.portfolio_table import portfolio_csv, portfolio_name
from geo.export.region_html import region_page
from geo.export.tabular import table_json, table_rows

if TYPE_CHECKING:
    from geo.export.brought import brought_archive, brought_workbook, placed_rows, report_rows
    from geo.export.formats import (
        EXPORT_FORMATS, ExportOrder, export_file, export_name, export_order, kit_name, possible_formats,
    )
    from geo.export.single_slide import SLIDE_KINDS, one_slide
    from geo.export.xlsx import map_workbook

__all__ = [
    "EXPORT_FORMATS", "SLIDE_KINDS", "ExportOrder", "brought_archive", "brought_workbook", "deck_html", "export_file",
    "export_name", "export_order", "file_stem", "kit_name", "map_geojson", "map_table", "map_workbook", "one_slide",
    "placed_rows", "portfolio_csv", "portfolio_name", "possible_formats", "region_page", "report_rows", "table_json",
    "table_rows",
]
# What writes PDF and office files loads their libraries: a page asks for it as `export.export_file`, when it is wanted.
__getattr__ = load_late(__name__, {
    "formats": (
        "EXPORT_FORMATS", "ExportOrder", "export_file", "export_name", "export_order", "kit_name", "possible_formats",
    ),
    "brought": ("brought_archive", "brought_workbook", "placed_rows", "report_rows"),
    "single_slide": ("SLIDE_KINDS", "one_slide"),
    "xlsx": ("map_workbook",),
})
# fmt: on
