"""Analysis: every figure that is computed, once: presence, money per sector and region, ledger, caveats, comparisons.

Returns tables and plain records, no colour and no layout; maps, charts and files render them.
"""

# fmt: off
from geo.analysis.apportion import ALL_WEIGHTS_ZERO, Weights
from geo.analysis.cercle_figures import CercleFigures, figures_by_cercle
from geo.analysis.funding import (
    FundingHeadline, confirmed_over_time, funding_by_objective, funding_by_sector, funding_headline, funding_of_view,
    last_funding_day,
)
from geo.analysis.glossary import glossary
from geo.analysis.labels import (
    basis_words, date_words, iso_day, modality_words, names_of_codes, own_places, place_words, scenario_words,
    sector_title, silent_words, stated_money, unplaced_words, view_query, view_words, why_not_placed,
)
from geo.analysis.need_vs_response import (
    Claim, Comparison, classes_of, compare_need_and_response, list_claims, thirds, unmet_per_displaced_person,
)
from geo.analysis.operational_presence import (
    BOTH, INTENDED_ONLY, REPORTED_ONLY, count_organisations, duplications, organisations_by_place,
    plan_against_presence, presence_gaps,
)
from geo.analysis.monitored import Unserved, alerts_csv, bring_layer, monitored_layer, unserved, with_monitored
from geo.analysis.own_figures import ORGANISATIONS, last_presence, with_own_figures
from geo.analysis.plan_caveats import (
    NO_SHAPES, SEVERAL_COUNTRIES, all_caveats, caveats_touching, check_plan, load_checked_library, no_shapes,
    no_shapes_words,
)
from geo.analysis.plan_words import (
    area_words, confirmed_words, overlap_words, people_words, plan_said, share_words, silence_words,
)
from geo.analysis.portfolio import (
    PlanChoice, PlanLine, choose_plans, countries_of, plan_lines, plan_on_map, plans_of_country, read_plan_choice,
    regional_plans_of, years_of,
)
from geo.analysis.regional_estimate import RegionalEstimate, estimate_by_region
from geo.analysis.requirement_ledger import LedgerLine, ledger_lines
from geo.analysis.scenario import add_pledges, before_and_after, scenario_problems, smallest_pledges
from geo.analysis.sector_presence import (
    BASIS_SYMBOLS, activities_in_region, count_sectors, objective_of_sector, presence_matrix, sector_basis,
    sectors_present, sectors_without_region, selected_sectors,
)
from geo.analysis.search import Found, find, find_entries
from geo.analysis.sector_money import money_in_region
from geo.analysis.share_over_time import NeedShare, claimed_regions, shares_by_day
from geo.analysis.view_of_plan import fit_to_plan, read_view, unknown_words
from geo.analysis.weights_file import read_weights
from geo.analysis.what_changed import funding_changes, funding_days, plan_changes
from geo.analysis.who_does_what import NOT_NAMED, who_does_what

__all__ = [
    "ALL_WEIGHTS_ZERO", "BASIS_SYMBOLS", "BOTH", "INTENDED_ONLY", "NOT_NAMED", "NO_SHAPES", "ORGANISATIONS",
    "REPORTED_ONLY", "SEVERAL_COUNTRIES", "CercleFigures", "Claim", "Comparison", "Found", "FundingHeadline",
    "LedgerLine", "NeedShare", "PlanChoice", "PlanLine", "RegionalEstimate", "Unserved", "Weights",
    "activities_in_region", "add_pledges", "alerts_csv", "all_caveats", "area_words", "basis_words",
    "before_and_after", "bring_layer", "caveats_touching", "check_plan", "choose_plans", "claimed_regions",
    "classes_of", "compare_need_and_response", "confirmed_over_time", "confirmed_words", "count_organisations",
    "count_sectors", "countries_of", "date_words", "duplications", "estimate_by_region", "figures_by_cercle",
    "find", "find_entries", "fit_to_plan", "funding_by_objective", "funding_by_sector", "funding_changes",
    "funding_days", "funding_headline", "funding_of_view", "glossary", "iso_day", "last_funding_day",
    "last_presence", "ledger_lines", "list_claims", "load_checked_library", "modality_words", "money_in_region",
    "monitored_layer", "names_of_codes", "no_shapes", "no_shapes_words", "objective_of_sector",
    "organisations_by_place", "overlap_words", "own_places", "people_words", "place_words", "plan_against_presence",
    "plan_changes", "plan_lines", "plan_on_map", "plan_said", "plans_of_country", "presence_gaps",
    "presence_matrix", "read_plan_choice", "read_view", "read_weights", "regional_plans_of", "scenario_problems",
    "scenario_words", "sector_basis", "sector_title", "sectors_present", "sectors_without_region",
    "selected_sectors", "share_words", "shares_by_day", "silence_words", "silent_words", "smallest_pledges",
    "stated_money", "thirds", "unknown_words", "unmet_per_displaced_person", "unplaced_words", "unserved",
    "view_query", "view_words", "who_does_what", "why_not_placed", "with_monitored", "with_own_figures", "years_of",
]
# fmt: on
