"""Monitoring layers measured: points placed per second, records from Parquet to a table, a Dask cluster.

``python -m bench.monitoring --millions 100`` makes that many records in parts in a folder of its own, and removes it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from bench.results import machine, write_part
from geo.analysis import load_checked_library
from geo.core import DATA_FOLDER
from geo.monitoring.layers import (
    Work,
    blocks_of,
    grid_of_level,
    load_profiles,
    placer_of_level,
    run_here,
    run_on_cluster,
    summarise_parts,
    synthetic_records,
)
from geo.monitoring.layers.point_raster import raster_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_POINTS = 1_000_000
_PART = 1_000_000


def main() -> None:
    """Measure, and write the part of the results."""
    options = argparse.ArgumentParser()
    options.add_argument("--millions", type=int, default=100)
    options.add_argument("--summarise", default="", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.summarise:
        print(json.dumps(_summarised(Path(asked.summarise))))
        return
    lines = [f"## Monitoring layers\n\n{machine()}. CPU seconds of one core.\n", *_placed()]
    with tempfile.TemporaryDirectory() as folder:
        lines += _records(Path(folder), asked.millions)
    write_part("monitoring", "\n".join(lines))


def _placed() -> list[str]:
    """Place a million points three ways."""
    frame = load_checked_library(DATA_FOLDER).at({}).regions["2023"].frame
    drawn = frame[frame.geometry.notna()][["geometry"]].reset_index(drop=True)
    rng = np.random.default_rng(1)
    west, south, east, north = frame.total_bounds
    lon, lat = rng.uniform(west, east, _POINTS), rng.uniform(south, north, _POINTS)
    raster, tree = raster_of(frame), shapely.STRtree(drawn.geometry.to_numpy())

    def joined() -> object:
        points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
        return gpd.sjoin(points, drawn, predicate="within")

    ways: dict[str, Callable[[], object]] = {
        "raster": lambda: raster.place(lon, lat), "geopandas.sjoin": joined,
        "shapely.STRtree": lambda: tree.query(shapely.points(lon, lat), predicate="within"),
    }  # fmt: skip
    rates = {name: _POINTS / _cpu(way) for name, way in ways.items()}
    table = "\n".join(
        f"| {name} | {rate / 1e6:.2f} | {rates['raster'] / rate:.0f} times |" for name, rate in rates.items()
    )
    return [f"| way | million points a second | the raster is faster by |\n| --- | --- | --- |\n{table}\n"]


def _cpu(way: Callable[[], object]) -> float:
    """Return the least CPU time of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        way()
        times.append(time.process_time() - start)
    return min(times)


def _records(folder: Path, millions: int) -> list[str]:
    """Make records part by part, and add them up here and on clusters of one and of two workers."""
    frame = load_checked_library(DATA_FOLDER).at({}).regions["2023"].frame
    for part in range(millions):
        made, _ = synthetic_records(frame, range(2019, 2025), part, n=_PART)
        made.insert(0, "id", np.arange(len(made)) + part * _PART)
        made.to_parquet(folder / f"{part:03}.parquet", index=False)
    words = [sys.executable, "-m", "bench.monitoring", "--summarise", str(folder)]
    here = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    speed, peak = here["read"] / here["seconds"], here["peak"] / 1024
    said = f"{here['read']:,} records from Parquet, by region and month: {speed:,.0f} rows a second"
    lines = [f"{said} ({here['seconds']:.0f} s), at most {peak:,.0f} MB of memory.\n"]
    for workers in (1, 2):
        seconds, table = _on_cluster(folder, workers)
        same = "identical" if table == here["table"] else "ANOTHER"
        lines.append(f"Dask, {workers} worker{'s' * (workers > 1)}: {seconds:.0f} s, the {same} table.\n")
    return lines


def _work() -> tuple[Work, Callable[[object], str]]:
    atlas = load_checked_library(DATA_FOLDER).at({})
    placer = placer_of_level("region", atlas.regions["2023"], atlas.cercles, atlas.plan.country)
    work = Work(load_profiles()["transhumance"], placer, "month", pd.Timestamp.now())
    grid = grid_of_level("region", placer, "month", atlas.cercles)
    return work, lambda part: summarise_parts(part, work.profile, grid).csv()  # type: ignore[arg-type]


def _summarised(folder: Path) -> dict[str, object]:
    work, written = _work()
    start = time.perf_counter()
    part = run_here(blocks_of(sorted(folder.glob("*.parquet"))), work, lambda: None)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"read": part.read, "seconds": seconds, "peak": peak, "table": written(part)}


def _on_cluster(folder: Path, workers: int) -> tuple[float, str]:
    work, written = _work()
    with contextlib.ExitStack() as stack:
        scheduler = stack.enter_context(
            _started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        )
        address = next(m.group(1) for line in scheduler if (m := re.search(r"(tcp://127\.0\.0\.1:\d+)", line)))
        for _ in range(workers):
            quiet = ["--no-nanny", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1"]
            stack.enter_context(_started("dask_worker", address, *quiet))
        start = time.perf_counter()
        part = run_on_cluster(blocks_of(sorted(folder.glob("*.parquet"))), work, address, lambda: None)
        return time.perf_counter() - start, written(part)


@contextlib.contextmanager
def _started(name: str, *words: str) -> Iterator[Iterator[str]]:
    """Start a Dask process and end it after; give the lines that it writes."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([sys.executable, "-m", f"distributed.cli.{name}", *words], stderr=log, stdout=log)
        try:
            yield _lines(log, process)
        finally:
            process.kill()
            process.wait()


def _lines(log: object, process: subprocess.Popen[bytes]) -> Iterator[str]:
    """Give what a process has written so far, again and again, for a minute at most."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        log.seek(0)  # type: ignore[attr-defined]
        yield from log.readlines()  # type: ignore[attr-defined]
        time.sleep(0.2)


if __name__ == "__main__":
    main()
