"""The pieces of a page as HTML, written from the data and a view: the same for the app and for the site.

A piece asks for no session, no server and no Streamlit; where it leads to a file, it is given the address.
"""

# fmt: off
from geo.screen.activities import activities_part, activity_list, sector_activities
from geo.screen.around_map import foot_html, head_html, tabs_html, tools_of
from geo.screen.cards import header_cards, plan_panel
from geo.screen.filter_options import (
    codes_of, measures_beside, possible_classes, possible_splits, presses, sectors_by_objective, view_of_sectors,
)
from geo.screen.filters import (
    active_filters, against_group, class_groups, groups_html, money_groups, options_of_map, pane_html, pane_parts,
    shared_groups,
)
from geo.screen.found_lines import found_lines
from geo.screen.layer_cuts import layer_cut_html
from geo.screen.links import FileLink, Group, Option, Words, Writer, address, many, single, titled
from geo.screen.money_charts import money_by_place, money_by_sector, money_over_years, other_plans
from geo.screen.need_charts import (
    gap_per_person, need_beside_response, nothing_beside_needs, series_note_html, shares_of_claim,
)
from geo.screen.option_keys import OptionKey
from geo.screen.pieces import (
    caveats_html, dates_html, glossary_html, heading_html, map_caveats, panel_html, part_html, plan_caveats,
    sentence_html,
)
from geo.screen.portfolio import (
    PLAN_WORDS, PlansShown, plans_head, plans_map, plans_panel, plans_table, plans_unknown,
)
from geo.screen.presence_table import presence_part, presence_table
from geo.screen.region_panel import ranking_words, region_beside_html, region_panel_html
from geo.screen.region_sheet import (
    region_activities, region_caveats, region_figures, region_foot, region_heading,
)
from geo.screen.small_maps import small_maps_html
from geo.screen.style import page_style
from geo.screen.templates import TEMPLATE_FOLDER, fill, plain_table, side_by_side
from geo.screen.who_table import who_csv, who_html, who_part

__all__ = [
    "PLAN_WORDS", "TEMPLATE_FOLDER", "FileLink", "Group", "Option", "OptionKey", "PlansShown", "Words", "Writer",
    "active_filters", "activities_part", "activity_list", "address", "against_group", "caveats_html", "class_groups",
    "codes_of", "dates_html", "fill", "foot_html", "found_lines", "gap_per_person", "glossary_html", "groups_html",
    "head_html", "header_cards", "heading_html", "layer_cut_html", "many", "map_caveats", "measures_beside",
    "money_by_place", "money_by_sector", "money_groups", "money_over_years", "need_beside_response",
    "nothing_beside_needs", "options_of_map", "other_plans", "page_style", "pane_html", "pane_parts", "panel_html",
    "part_html", "plain_table", "plan_caveats", "plan_panel", "plans_head", "plans_map", "plans_panel", "plans_table",
    "plans_unknown", "possible_classes", "possible_splits", "presence_part", "presence_table", "presses",
    "ranking_words", "region_activities", "region_beside_html", "region_caveats", "region_figures", "region_foot",
    "region_heading", "region_panel_html", "sector_activities", "sectors_by_objective", "sentence_html",
    "series_note_html", "shared_groups", "shares_of_claim", "side_by_side", "single", "small_maps_html", "tabs_html",
    "titled", "tools_of", "view_of_sectors", "who_csv", "who_html", "who_part",
]
# fmt: on
