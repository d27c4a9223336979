"""Export: every file to take away, from CSV to the briefing in one HTML file, PowerPoint and PDF.

Renders maps and slides as they are; no figure is computed here, and the same view gives the same bytes.
"""

# fmt: off
from geo.export.data_package import map_table
from geo.export.formats import (
    EXPORT_FORMATS, ExportOrder, export_file, export_name, export_order, kit_name, possible_formats,
)
from geo.export.gis import map_geojson
from geo.export.html_deck import deck_html
from geo.export.names import file_stem
from geo.export.region_html import region_page
from geo.export.tabular import table_json, table_rows
from geo.export.xlsx import map_workbook

__all__ = [
    "EXPORT_FORMATS", "ExportOrder", "deck_html", "export_file", "export_name", "export_order", "file_stem",
    "kit_name", "map_geojson", "map_table", "map_workbook", "possible_formats", "region_page",
    "table_json", "table_rows",
]
# fmt: on
