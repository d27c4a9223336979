"""The chart of a need over time, in the form that Streamlit sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geo.charts import need_series
from geo.core import remember, translator

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
