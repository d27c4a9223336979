"""Layers of monitoring tools: their profiles, records placed and added up, small groups withheld, early warning.

Records never leave the machine that reads them: what is kept is a small table of figures.
"""

# fmt: off
from geo.monitoring.layers.alerts import LEAST_SEASONS, Alert, alerts_table, find_alerts, too_new, weekly_counts
from geo.monitoring.layers.blocks import Block, blocks_of
from geo.monitoring.layers.labels import alert_words, reading_words, reason_words
from geo.monitoring.layers.levels import LEVELS, grid_of_level, placer_of_level
from geo.monitoring.layers.partial_sums import PERIODS, Part
from geo.monitoring.layers.profile import LayerMeasure, LayerProfile, load_profiles
from geo.monitoring.layers.shown_sums import EVERYWHERE
from geo.monitoring.layers.summarise import COMPARED, Work, compares_all, run_here, run_on_cluster
from geo.monitoring.layers.summary import LayerSummary, read_summary, summarise_parts
from geo.monitoring.layers.synth import synthetic_records

__all__ = [
    "COMPARED", "EVERYWHERE", "LEAST_SEASONS", "LEVELS", "PERIODS", "Alert", "Block", "LayerMeasure",
    "LayerProfile", "LayerSummary", "Part", "Work", "alert_words", "alerts_table", "blocks_of", "compares_all",
    "find_alerts", "grid_of_level", "load_profiles", "placer_of_level", "read_summary", "reading_words",
    "reason_words", "run_here", "run_on_cluster", "summarise_parts", "synthetic_records", "too_new",
    "weekly_counts",
]
# fmt: on
