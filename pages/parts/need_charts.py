"""The charts of the needs page, each under its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geo.charts import (
    claims_list,
    comparison_words,
    need_series,
    rank_dots,
    region_ranking,
    series_note,
    share_table,
    shares_of_view,
)
from geo.core import View, remember, translator
from geo.maps import compose_map
from pages.parts.page_frame import part_html, sentence_html
from pages.parts.templates import side_by_side

if TYPE_CHECKING:
    from geo.store import Atlas


@remember(most=64)
def series(atlas: Atlas, need: str, region: str | None, lang: str) -> dict[str, Any]:
    """Return the chart of a need over time as Vega-Lite; its points in the form that Streamlit sends."""
    chart: dict[str, Any] = need_series(need, atlas, region, translator(lang)).to_dict()
    return chart | {"datasets": {name: _arrow(rows) for name, rows in chart["datasets"].items()}}


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    """Write rows as an Arrow stream, so that Streamlit need not in each run."""
    table, out = pa.Table.from_pylist(rows), pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    return bytes(out.getvalue().to_pybytes())


def note(_: Atlas, need: str, lang: str) -> str:
    """Say what the points of the chart are."""
    return series_note(need, translator(lang))


def header_alone(_: Atlas, lang: str) -> str:
    """Say why a header alone has nothing to set beside needs."""
    t = translator(lang)
    text = t(
        "Only the header of this plan is known: its money and its sectors are in no region, "
        "so that needs cannot be set beside them."
    )
    return part_html(t("Need beside response"), sentence_html(text))


def compared(atlas: Atlas, view: View) -> str:
    """Write ranks by need and by response, and beside them what can be claimed."""
    t = translator(view.lang)
    return comparison_words(view, atlas, t) + side_by_side(rank_dots(view, atlas, t), claims_list(view, atlas, t))


def per_person(atlas: Atlas, view: View) -> str:
    """Write the regions in order of their unmet requirements per displaced person."""
    t = translator(view.lang)
    return part_html(t("Unmet requirements per displaced person"), region_ranking(compose_map(view, atlas), t))


def shares(atlas: Atlas, need: str, claimed: tuple[str, ...], lang: str) -> str:
    """Write the share of some regions in a need on each day; of those of the plan's claim where none are given."""
    found = shares_of_view(View(need=need, share=claimed), atlas)
    return share_table(found, atlas.indicators.counted(need), atlas, translator(lang))
