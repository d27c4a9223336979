"""From files of records to a layer's table: block by block on one machine, or the same blocks on a Dask cluster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem
from geo.monitoring.layers.blocks import BLOCK, tables_of_block
from geo.monitoring.layers.partial_sums import Part, add_up
from geo.monitoring.layers.records import BROKEN_ROW, read_records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.monitoring.layers.blocks import Block
    from geo.monitoring.layers.placing import Numbers, Placer
    from geo.monitoring.layers.profile import LayerProfile

COMPARED = 10_000_000
"""Records up to which a row is looked for in every other block: their marks are in memory at once."""
_RETRIES = 3
_PATIENCE = 60
"""Seconds until a scheduler and its first worker must have answered."""


@dataclass(frozen=True)
class Work:
    """What is done with each block: the layer, how places are found, the period, and the last day that may be."""

    profile: LayerProfile
    placer: Placer
    period: str
    today: pd.Timestamp


def part_of(block: Block, work: Work, repeated: Numbers | None = None) -> Part:
    """Read one block and add its records up; this is what a worker does.

    *repeated* marks the rows of the block that stand in an earlier one too, or twice in it.
    """
    whole, start = Part(), 0
    for table, broken in tables_of_block(block):
        here = None if repeated is None else repeated[start : start + len(table)]
        records, reasons = read_records(table, work.profile, work.placer, work.today, here)
        reasons.add(BROKEN_ROW, broken)
        whole = whole.merged(add_up(records, reasons, len(table) + broken, work.profile, work.period))
        start += len(table)
    return whole


def marks_of(block: Block) -> Numbers:
    """Return a number of 64 bits per row of a block, the same for the same row (two others in 10^19 share one)."""
    marks = [pd.util.hash_pandas_object(table, index=False).to_numpy() for table, _ in tables_of_block(block)]
    return np.concatenate(marks) if marks else np.empty(0, dtype=np.uint64)


def repeated_rows(marks: Sequence[Numbers]) -> list[Numbers]:
    """Tell of each row of each block whether it stood in an earlier one, or before in its own."""
    every = np.concatenate(marks) if marks else np.empty(0, dtype=np.uint64)
    again = np.ones(len(every), dtype=bool)
    again[np.unique(every, return_index=True)[1]] = False
    return np.split(again, np.cumsum([len(m) for m in marks])[:-1])


def compares_all(blocks: Sequence[Block]) -> bool:
    """Tell whether rows of several blocks are compared: up to `COMPARED` records; beyond, those of a block alone."""
    return sum(block.rows for block in blocks) <= COMPARED


def _in_pieces(blocks: Sequence[Block]) -> bool:
    """Tell whether the records do not come in one table, so that a row may stand in two of them."""
    return len(blocks) > 1 or any(block.rows > BLOCK for block in blocks)


def run_here(blocks: Sequence[Block], work: Work, progress: Callable[[], None]) -> Part:
    """Add up all blocks one after the other: memory holds one block and the sums."""
    repeated: Sequence[Numbers | None] = [None] * len(blocks)
    if _in_pieces(blocks) and compares_all(blocks):
        repeated = repeated_rows([marks_of(block) for block in blocks])
    whole = Part()
    for block, again in zip(blocks, repeated, strict=True):
        whole = whole.merged(part_of(block, work, again))
        progress()
    return whole


def run_on_cluster(blocks: Sequence[Block], work: Work, scheduler: str, progress: Callable[[], None]) -> Part:
    """Add up all blocks on a Dask cluster; the result is the same as here, whatever workers come and go.

    Parameters
    ----------
    scheduler
        Address of the scheduler, such as tcp://127.0.0.1:8786. Files must be readable to the workers.

    Raises
    ------
    DataError
        If no scheduler answers, or no worker comes within a minute.

    Notes
    -----
    Dask does a lost worker's blocks again, and makes the index of shapes anew where it is
    needed. Parts are merged in the order of the blocks, so that floats are added in one order.
    """
    from distributed import Client, as_completed  # noqa: PLC0415 - only a cluster needs it

    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise _no_cluster(scheduler, error) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise _no_cluster(scheduler, error) from error
        repeated: Sequence[Numbers | None] = [None] * len(blocks)
        if _in_pieces(blocks) and compares_all(blocks):
            repeated = repeated_rows(client.gather(client.map(marks_of, blocks, pure=False, retries=_RETRIES)))
        shared = client.submit(_same, work, pure=False)  # a task, so that a worker that comes later can make it again
        futures = client.map(part_of, blocks, [shared] * len(blocks), repeated, pure=False, retries=_RETRIES)
        for _ in as_completed(futures):
            progress()
        found: list[Any] = client.gather(futures)
    return reduce(Part.merged, found, Part())


def _same(work: Work) -> Work:
    return work


def _no_cluster(scheduler: str, error: Exception) -> DataError:
    expected = N_("no Dask scheduler with a worker answers here ({reason}); start dask scheduler and dask worker first")
    return DataError([Problem("--scheduler", expected, value=scheduler, details={"reason": type(error).__name__})])
