"""Charts: figures as HTML fragments or chart objects that any page or file can carry.

Every figure comes from the rooms below; here they get lengths, words and styles.
"""

# fmt: off
from geo.charts.money import (
    CHART_STYLE, coverage_interval, funding_history, ledger_strip, plan_flow, plan_history, region_ranking,
    sector_bars,
)
from geo.charts.needs import (
    bivariate_words, claims_list, comparison_words, need_strip, rank_dots, share_table, shares_of_view,
)
from geo.charts.time_series import need_series

__all__ = [
    "CHART_STYLE", "bivariate_words", "claims_list", "comparison_words", "coverage_interval", "funding_history",
    "ledger_strip", "need_series", "need_strip", "plan_flow", "plan_history", "rank_dots", "region_ranking",
    "sector_bars", "share_table", "shares_of_view",
]
# fmt: on
