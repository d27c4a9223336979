"""From files of records to a layer's table: block by block on one machine, or the same blocks on a Dask cluster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from geo.core import N_, DataError, Problem, fold_name, unreadable
from geo.monitoring.layers.partial_sums import Part, add_up
from geo.monitoring.layers.records import SYNTHETIC, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from geo.monitoring.layers.placing import Placer
    from geo.monitoring.layers.profile import LayerProfile

BLOCK = 1_000_000
"""Records that are in memory at once."""


@dataclass(frozen=True)
class Block:
    """A part of a file that is read at once: row groups of a Parquet file, a whole CSV file (in pieces)."""

    file: str
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Work:
    """What is done with each block: the layer, how places are found, the period, and the last day that may be."""

    profile: LayerProfile
    placer: Placer
    period: str
    today: pd.Timestamp


def blocks_of(files: Sequence[Path]) -> list[Block]:
    """Cut files into blocks of about `BLOCK` records, always alike.

    Raises
    ------
    DataError
        If a file cannot be read or is neither CSV nor Parquet.
    """
    blocks = []
    for file in files:
        if file.suffix.lower() == ".csv":
            blocks.append(Block(str(file)))
        elif file.suffix.lower() in (".parquet", ".pq"):
            blocks += _groups(file)
        else:
            raise DataError([Problem(file.name, N_("expected a file that ends in .csv or .parquet"))])
    return blocks


def _groups(file: Path) -> list[Block]:
    try:
        rows = [pq.ParquetFile(file).metadata]
    except OSError as error:
        raise unreadable(file.name, error) from error
    except pa.ArrowInvalid as error:
        reason = {"reason": str(error)[:100]}
        raise DataError(
            [Problem(file.name, N_("the file is no readable Parquet ({reason})"), details=reason)]
        ) from error
    found: list[Block] = []
    here: list[int] = []
    size = 0
    for number in range(rows[0].num_row_groups):
        n = rows[0].row_group(number).num_rows
        if here and size + n > BLOCK:
            found.append(Block(str(file), tuple(here)))
            here, size = [], 0
        here.append(number)
        size += n
    return [*found, Block(str(file), tuple(here))] if here else found


def part_of(block: Block, work: Work) -> Part:
    """Read one block and add its records up; this is what a worker does."""
    parts = (_part(table, work) for table in _tables(block, work.profile))
    return reduce(Part.merged, parts, Part())


def _part(table: pd.DataFrame, work: Work) -> Part:
    records, reasons = read_records(table, work.profile, work.placer, work.today)
    return add_up(records, reasons, len(table), work.profile, work.period)


def _tables(block: Block, profile: LayerProfile) -> Iterator[pd.DataFrame]:
    """Read a block's tables, with the columns that the layer may use and no others."""
    if block.groups:
        file = pq.ParquetFile(block.file)
        wanted = _wanted(file.schema_arrow.names, profile)
        yield file.read_row_groups(list(block.groups), columns=wanted).to_pandas()
        return
    try:
        with pyarrow.csv.open_csv(block.file, read_options=pyarrow.csv.ReadOptions(block_size=64 << 20)) as reader:
            for batch in reader:
                yield batch.to_pandas()
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        reason = {"reason": str(error)[:100]}
        expected = N_("the file is no readable CSV table ({reason}); save it again as CSV UTF-8")
        raise DataError([Problem(Path(block.file).name, expected, details=reason)]) from error


def _wanted(names: Sequence[str], profile: LayerProfile) -> list[str]:
    known = {
        fold_name(n) for fields in (*profile.fields.values(), *(m.fields for m in profile.measures)) for n in fields
    }
    return [name for name in names if fold_name(name) in known or name == SYNTHETIC]


def run_here(blocks: Sequence[Block], work: Work, progress: Callable[[], None]) -> Part:
    """Add up all blocks one after the other: memory holds one block and the sums."""
    whole = Part()
    for block in blocks:
        whole = whole.merged(part_of(block, work))
        progress()
    return whole


def run_on_cluster(blocks: Sequence[Block], work: Work, scheduler: str, progress: Callable[[], None]) -> Part:
    """Add up all blocks on a Dask cluster; the result is the same as here, whatever workers come and go.

    Parameters
    ----------
    scheduler
        Address of the scheduler, such as tcp://127.0.0.1:8786. Files must be readable to the workers.

    Notes
    -----
    Dask does a lost worker's blocks again. Parts are merged in the order of the blocks, so
    that floats are added in one order.
    """
    from distributed import Client, as_completed  # noqa: PLC0415 - only a cluster needs it

    with Client(scheduler) as client:
        shared = client.scatter(work, broadcast=True, hash=False)
        futures = client.map(part_of, blocks, work=shared, pure=False, retries=3)
        for _ in as_completed(futures):
            progress()
        found: list[Any] = client.gather(futures)
    return reduce(Part.merged, found, Part())
