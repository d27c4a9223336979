"""Charts: figures as HTML fragments or chart objects that any page or file can carry.

Every figure comes from the rooms below; here they get lengths, words and styles.
"""

from typing import TYPE_CHECKING

# fmt: off
from geo.charts.fragments import CHART_STYLE
from geo.charts.funding import (
    funded_interval, funded_share, funded_words, funding_history, interval_bar, plan_flow, plan_history, sector_bars,
)
from geo.charts.ledger import ledger_strip, need_strip
from geo.charts.needs import bivariate_words, claims_list, comparison_words, rank_dots, share_table, shares_of_view
from geo.charts.plans_over_time import plans_over_time
from geo.charts.ranking import region_ranking
from geo.core import load_late

if TYPE_CHECKING:
    from geo.charts.time_series import need_series, series_note

__all__ = [
    "CHART_STYLE", "bivariate_words", "claims_list", "comparison_words", "funded_interval", "funded_share",
    "funded_words", "funding_history", "interval_bar", "ledger_strip", "need_series", "need_strip", "plan_flow",
    "plan_history", "plans_over_time", "rank_dots", "region_ranking", "sector_bars", "series_note",
    "share_table", "shares_of_view",
]
# A series loads altair: pages without one do not wait for it.
__getattr__ = load_late(__name__, {"time_series": ("need_series", "series_note")})
# fmt: on
