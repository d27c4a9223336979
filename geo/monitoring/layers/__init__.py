"""Layers of monitoring tools: their profiles, records placed and added up, small groups withheld, early warning.

Records never leave the machine that reads them: what is kept is a small table of figures.
"""

# fmt: off
from geo.monitoring.layers.alerts import LEAST_SEASONS, Alert, alerts_table, find_alerts, too_new, weekly_counts
from geo.monitoring.layers.blocks import Block, blocks_of
from geo.monitoring.layers.detail import CERCLE, FLOW, HEXAGON, SITE, LayerDetail, detail_of, no_sites
from geo.monitoring.layers.labels import alert_kind, alert_words, reading_words, reason_words
from geo.monitoring.layers.levels import LEVELS, fine_places, grid_of_level, hexagon_shapes, placer_of_level
from geo.monitoring.layers.monitored import (
    PAGE, SYNTHETIC_STAMP, MonitoredLayer, alerts_of, indicator_of, observed_table,
)
from geo.monitoring.layers.partial_sums import PERIODS, Part, add_up
from geo.monitoring.layers.profile import LayerMeasure, LayerProfile, load_profiles
from geo.monitoring.layers.records import columns_of, read_records
from geo.monitoring.layers.shown_sums import EVERYWHERE
from geo.monitoring.layers.summarise import COMPARED, Work, compares_all, run_here, run_on_cluster
from geo.monitoring.layers.summary import LayerSummary, read_summary, summarise_parts
from geo.monitoring.layers.synth import synthetic_records

__all__ = [
    "CERCLE", "COMPARED", "EVERYWHERE", "FLOW", "HEXAGON", "LEAST_SEASONS", "LEVELS", "PAGE", "PERIODS", "SITE",
    "SYNTHETIC_STAMP", "Alert", "Block", "LayerDetail", "LayerMeasure", "LayerProfile", "LayerSummary",
    "MonitoredLayer", "Part", "Work", "add_up", "alert_kind", "alert_words", "alerts_of", "alerts_table", "blocks_of",
    "columns_of", "compares_all", "detail_of", "find_alerts", "fine_places", "grid_of_level", "hexagon_shapes",
    "indicator_of", "load_profiles", "no_sites", "observed_table", "placer_of_level", "read_records", "read_summary",
    "reading_words", "reason_words", "run_here", "run_on_cluster", "summarise_parts", "synthetic_records", "too_new",
    "weekly_counts",
]
# fmt: on
