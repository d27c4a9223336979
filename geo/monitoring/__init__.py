"""Monitoring: what others observed (displaced persons, food insecurity, people), and the table of indicators.

Figures stand as published and are added up only upwards. Needs are set beside money in `geo.analysis`.
"""

# fmt: off
from geo.monitoring.caveats import caveats_of_need, merge_need_caveats
from geo.monitoring.figures import (
    PART,
    SHARE_NEEDS,
    NeedByRegion,
    NeedPeriod,
    latest_idp_round,
    observation_table,
    observed_periods,
    read_need,
)
from geo.monitoring.labels import (
    NEED_NAMES,
    NEED_TITLES,
    need_label,
    need_state_words,
    period_words,
    printed_need,
    short_need_label,
    source_words,
    write_need,
)
from geo.monitoring.observations import Observations, load_observations, no_observations, read_weights

__all__ = [
    "NEED_NAMES", "NEED_TITLES", "PART", "SHARE_NEEDS", "NeedByRegion", "NeedPeriod", "Observations",
    "caveats_of_need", "latest_idp_round", "load_observations", "merge_need_caveats", "need_label",
    "need_state_words", "no_observations", "observation_table", "observed_periods", "period_words", "printed_need",
    "read_need", "read_weights", "short_need_label", "source_words", "write_need",
]
# fmt: on
