"""Monitoring tools in a session: a brought file to figures, the atlas with them, who works where things move."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.sector_presence import count_sectors
from geo.core import N_, DataError, Problem, View
from geo.intake import bring
from geo.monitoring import Indicators, Observations, read_need
from geo.monitoring.layers import (
    CERCLE,
    EVERYWHERE,
    HEXAGON,
    LayerDetail,
    MonitoredLayer,
    add_up,
    alerts_of,
    alerts_table,
    columns_of,
    detail_of,
    fine_places,
    grid_of_level,
    indicator_of,
    no_sites,
    observed_table,
    placer_of_level,
    read_records,
    read_summary,
    summarise_parts,
)
from geo.places import CERCLE_LEVEL, REGION_LEVEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.monitoring.layers import LayerProfile, LayerSummary
    from geo.store import Atlas

_HEADER = b"layer,measure,place,level,period"
NO_LAYER = N_("no layer finds its place, date and measures in this table; choose one to see what lacks")
OF_REGIONS = N_(
    "this table is not of regions; bring one that was made with --by region first, of the same layer and periods"
)
DECIDED_APART = N_(
    "hexagons of a layer with small groups are drawn from its records alone: beside regions they could give one away"
)
_CUTS = {CERCLE_LEVEL: CERCLE, "h3": HEXAGON}
"""What a table of another level than regions is a cut by."""
NO_FIGURE = N_("no record of this table can be used: none has a known place and a day")


@dataclass(frozen=True)
class Unserved:
    """A region with a figure and the sectors that the plan names there."""

    region: str
    value: float
    sectors: int


def bring_layer(  # noqa: PLR0913, PLR0917 - what the reader says of a file
    raw: bytes, name: str, profiles: Mapping[str, LayerProfile], atlas: Atlas, chosen: str = "", period: str = "month",
    held: Sequence[MonitoredLayer] = (),
) -> MonitoredLayer:  # fmt: skip
    """Make a layer's figures of a file that a reader brings: a table of `summarise`, or records.

    Parameters
    ----------
    raw, name
        The file. It is read in memory and kept nowhere.
    profiles
        Layers by code.
    atlas
        The regions of the plan on screen.
    chosen
        The layer of the records; by default the one with most of its columns in the table.
    period
        Periods of the records' figures.
    held
        Layers that are here already: a table of cercles or of hexagons is drawn beside its table of regions.

    Raises
    ------
    DataError
        If the file is refused or gives no figure.
    """
    if raw.removeprefix(b"\xef\xbb\xbf").startswith(_HEADER):
        summary = read_summary(raw, name)
        if summary.layer not in profiles:
            known = {"known": ", ".join(profiles)}
            raise DataError(
                [Problem(name, N_("expected one of {known}"), column="layer", value=summary.layer, details=known)]
            )
        profile = profiles[summary.layer]
        if summary.level != REGION_LEVEL:
            return _beside_regions(summary, profile, name, held)
        return MonitoredLayer(profile, summary, name, alerts_of(summary, profile))
    table = bring(raw, name).tables[0].frame.reset_index(drop=True)
    profile = profiles[chosen] if chosen else likeliest(table, name, profiles)
    placer = placer_of_level(REGION_LEVEL, atlas.regions["2023"], atlas.cercles, atlas.plan.country)
    records, reasons = read_records(table, profile, placer, pd.Timestamp.now())
    part = add_up(records, reasons, len(table), profile, period)
    if not part.placed:
        raise DataError([Problem(name, NO_FIGURE)])
    summary = summarise_parts(part, profile, grid_of_level(REGION_LEVEL, placer, period, atlas.cercles))
    places = fine_places(placer, atlas.regions["2023"], atlas.cercles, atlas.plan.country)
    detail = detail_of(records, table, profile, places, summary)
    return MonitoredLayer(profile, summary, name, alerts_of(summary, profile), part.reasons, part.read, part.placed,
                          detail)  # fmt: skip


def _beside_regions(
    summary: LayerSummary, profile: LayerProfile, name: str, held: Sequence[MonitoredLayer]
) -> MonitoredLayer:
    """Put a table of cercles or of hexagons beside the table of regions that was brought before."""
    cut = _CUTS.get(summary.level)
    same = profile.code, summary.period, summary.synthetic
    found = next((la for la in held if (la.profile.code, la.summary.period, la.summary.synthetic) == same), None)
    if cut is None or found is None:
        raise DataError([Problem(name, OF_REGIONS, column="level", value=summary.level)])
    if cut == HEXAGON and profile.smallest > 1:
        raise DataError([Problem(name, DECIDED_APART, column="level", value=summary.level)])
    table = summary.table[summary.table["place"] != EVERYWHERE]
    before = found.detail or LayerDetail({}, no_sites())
    return dataclasses.replace(found, detail=dataclasses.replace(before, tables={**before.tables, cut: table}))


def likeliest(table: pd.DataFrame, name: str, profiles: Mapping[str, LayerProfile]) -> LayerProfile:
    """Return the layer with most of its columns in a table: of its measures, of sites, of origins and destinations."""
    found: dict[str, int] = {}
    for code, profile in profiles.items():
        try:
            there = columns_of(table.columns, profile)
        except DataError:
            continue
        own = len({there[m.code] for m in profile.measures if m.code in there})
        found[code] = own * 2 + sum(key in there for key in ("site", "origin", "destination"))
    best = max(found, key=lambda code: found[code], default="")
    if not best or not found[best]:
        raise DataError([Problem(name, NO_LAYER)])
    return profiles[best]


def with_monitored(atlas: Atlas, layers: Sequence[MonitoredLayer]) -> Atlas:
    """Return an atlas with the figures of monitoring tools; the one it is made of stays as it is."""
    if not layers:
        return atlas
    tables, indicators = dict(atlas.observations.tables), dict(atlas.indicators.rows)
    for layer in layers:
        for measure in layer.measures:
            indicators[layer.code(measure)] = indicator_of(layer, measure)
            tables[layer.code(measure)] = observed_table(layer, measure)
    observed = Observations(Indicators(indicators), tables)
    return dataclasses.replace(atlas, observations=observed, monitored=tuple(layers))


def monitored_layer(atlas: Atlas, measure: str) -> MonitoredLayer | None:
    """Return the layer that a measure is of; None where it is of none."""
    return next((la for la in atlas.monitored for m in la.measures if la.code(m) == measure), None)


def unserved(view: View, atlas: Atlas) -> tuple[Unserved, ...]:
    """List the regions with a figure beside the sectors that the plan names there, those with fewest first.

    Presence is not coverage of needs, and says nothing of adequacy.
    """
    need = read_need(view.measure, atlas.observations, atlas.regions, view.areas, view.date)
    known = need.values()
    rollup = atlas.regions[view.areas].rollup
    counts = count_sectors(atlas.plan, view, rollup, list(known))
    rows = [Unserved(r, value, int(counts[r])) for r, value in known.items() if value > 0]
    return tuple(sorted(rows, key=lambda u: (u.sectors, -u.value)))


def alerts_csv(layer: MonitoredLayer) -> bytes:
    """Write a layer's alerts, each with its numbers, as CSV."""
    table = alerts_table(layer.alerts)
    table.insert(0, "measure", layer.profile.measures[0].code)
    table.insert(0, "layer", layer.profile.code)
    marked = table.assign(synthetic=layer.summary.synthetic)
    return str(marked.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")).encode()
