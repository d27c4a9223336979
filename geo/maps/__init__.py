"""Maps: one thematic map of a view, and its two renderers, in the browser and on paper.

Figures come from `geo.analysis`; here they get classes, symbols, labels, legend and words.
"""

from typing import TYPE_CHECKING

# fmt: off
from geo.core import load_late
from geo.maps.class_breaks import has_classes, method_name, over_days
from geo.maps.country_marks import CountryMark, WorldMap, compose_world_map
from geo.maps.compose import compose_map, regions_not_drawn
from geo.maps.layers.funding import estimate_label, method_notes, range_words, shown_range, write_estimate
from geo.maps.layers.needs import need_sources, need_stamp
from geo.maps.model import (
    CIRCLE_FILL, CIRCLE_INK, DISCLAIMER, DISCLAIMER_ON_SLIDES, FRAME_COLOUR, QUIET, CircleLegend, NeedStamp,
    RegionValue, ThematicMap, alt_text, source_line,
)
from geo.maps.small_maps import SmallMap, common_legend, small_maps
from geo.maps.web.boundaries_js import boundaries_script
from geo.maps.web.cercle_map import cercle_map_svg
from geo.maps.web.flow_map import flows_svg
from geo.maps.web.layer_map import Sheet, Shown, Spot, cells_svg, sites_svg
from geo.maps.web.leaflet_files import LEAFLET_FOLDER, leaflet_script, leaflet_sheet
from geo.maps.web.map_style import (
    LEAFLET_PATH, STATIC, base_map, hashed_name, map_bounds, map_script, map_sheet, map_style, show_style,
    style_words,
)
from geo.maps.web.opening_map import opening_map_svg
from geo.maps.web.small_map import small_map_svg
from geo.maps.web.world_map import picture_address, press_areas, world_ground_svg, world_map_svg, world_shape

if TYPE_CHECKING:
    from geo.maps.print.figure import (
        PRINT_DPI, PRINT_SIZES, map_figure, map_picture, map_png, small_maps_figure, small_maps_picture,
    )
    from geo.maps.print.text_metrics import FONTS, column_widths, is_numeric_column, text_width, wrap_text

__all__ = [
    "CIRCLE_FILL",
    "CIRCLE_INK",
    "DISCLAIMER",
    "DISCLAIMER_ON_SLIDES",
    "FONTS",
    "FRAME_COLOUR",
    "LEAFLET_FOLDER",
    "LEAFLET_PATH",
    "PRINT_DPI",
    "PRINT_SIZES",
    "QUIET",
    "STATIC",
    "CircleLegend",
    "CountryMark",
    "NeedStamp",
    "RegionValue",
    "Sheet",
    "Shown",
    "SmallMap",
    "Spot",
    "ThematicMap",
    "WorldMap",
    "alt_text",
    "base_map",
    "boundaries_script",
    "cells_svg",
    "cercle_map_svg",
    "column_widths",
    "common_legend",
    "compose_map",
    "compose_world_map",
    "estimate_label",
    "flows_svg",
    "has_classes",
    "hashed_name",
    "is_numeric_column",
    "leaflet_script",
    "leaflet_sheet",
    "map_bounds",
    "map_figure",
    "map_picture",
    "map_png",
    "map_script",
    "map_sheet",
    "map_style",
    "method_name",
    "method_notes",
    "need_sources",
    "need_stamp",
    "opening_map_svg",
    "over_days",
    "picture_address",
    "press_areas",
    "range_words",
    "regions_not_drawn",
    "show_style",
    "shown_range",
    "sites_svg",
    "small_map_svg",
    "small_maps",
    "small_maps_figure",
    "small_maps_picture",
    "source_line",
    "style_words",
    "text_width",
    "world_ground_svg",
    "world_map_svg",
    "world_shape",
    "wrap_text",
    "write_estimate",
]
# What draws on paper loads matplotlib: no page waits for it.
__getattr__ = load_late(__name__, {
    "print.figure": (
        "PRINT_DPI", "PRINT_SIZES", "map_figure", "map_picture", "map_png", "small_maps_figure", "small_maps_picture",
    ),
    "print.text_metrics": ("FONTS", "column_widths", "is_numeric_column", "text_width", "wrap_text"),
})
# fmt: on
