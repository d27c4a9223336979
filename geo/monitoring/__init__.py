"""Monitoring: what others observed (displaced persons, food insecurity, people), and the table of indicators.

Figures stand as published and are added up only upwards. Needs are set beside money in `geo.analysis`.
"""

# fmt: off
from geo.monitoring.caveats import caveats_of_need, merge_need_caveats
from geo.monitoring.figures import (
    PART, TOOL_PERIODS, WITHHELD, NeedByRegion, NeedPeriod, observed_periods, read_need,
)
from geo.monitoring.idp_rounds import latest_idp_round
from geo.monitoring.indicators import Indicator, Indicators, Threshold, load_indicators
from geo.monitoring.labels import (
    OWN, drawn_need, names_of_sources, need_label, need_state_words, period_words, printed_need, short_need_label,
    source_words, write_need,
)
from geo.monitoring.observation_rows import observation_table
from geo.monitoring.observations import MONTHS, Observations, load_observations, no_observations

__all__ = [
    "MONTHS",
    "OWN",
    "PART",
    "TOOL_PERIODS",
    "WITHHELD",
    "Indicator",
    "Indicators",
    "NeedByRegion",
    "NeedPeriod",
    "Observations",
    "Threshold",
    "caveats_of_need",
    "drawn_need",
    "latest_idp_round",
    "load_indicators",
    "load_observations",
    "merge_need_caveats",
    "names_of_sources",
    "need_label",
    "need_state_words",
    "no_observations",
    "observation_table",
    "observed_periods",
    "period_words",
    "printed_need",
    "read_need",
    "short_need_label",
    "source_words",
    "write_need",
]
# fmt: on
