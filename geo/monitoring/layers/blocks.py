"""Files of records cut into blocks that fit into memory, and the tables that are read from a block."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from geo.core import N_, DataError, Problem, unreadable
from geo.reading.delimited import decoded, delimiter_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

BLOCK = 1_000_000
"""Records that are in memory at once."""
_PIECE = 32 << 20
"""Bytes of a CSV file that are read at once."""
_ROW = 40
"""Bytes that a row of a CSV file takes about, to tell how many there are without reading it."""
_SAMPLE = 200_000


@dataclass(frozen=True)
class Block:
    """A part of a file that is read at once: row groups of a Parquet file, a whole CSV file (in pieces).

    ``rows`` is how many records it has, of a CSV file an estimate.
    """

    file: str
    rows: int
    groups: tuple[int, ...] = ()


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
            size = file.stat().st_size
            blocks.append(Block(str(file), size // _ROW if size < _PIECE else max(size // _ROW, BLOCK + 1)))
        elif file.suffix.lower() in (".parquet", ".pq"):
            blocks += _groups(file)
        else:
            raise DataError([Problem(file.name, N_("expected a file that ends in .csv or .parquet"))])
    return blocks


def _groups(file: Path) -> list[Block]:
    try:
        with pq.ParquetFile(file) as opened:
            sizes = [opened.metadata.row_group(n).num_rows for n in range(opened.metadata.num_row_groups)]
    except pa.ArrowInvalid as error:
        raise _no_parquet(file.name, error) from error
    except OSError as error:
        raise unreadable(file.name, error) from error
    found: list[Block] = []
    here: list[int] = []
    size = 0
    for number, n in enumerate(sizes):
        if here and size + n > BLOCK:
            found.append(Block(str(file), size, tuple(here)))
            here, size = [], 0
        here.append(number)
        size += n
    return [*found, Block(str(file), size, tuple(here))] if here else found


def tables_of_block(block: Block) -> Iterator[tuple[pd.DataFrame, int]]:
    """Read a block's tables, whole rows, and how many rows of each are broken.

    Every column is read, since two records are the same only if all of them are.

    Raises
    ------
    DataError
        If the file is no readable table.
    """
    if block.groups:
        try:
            with pq.ParquetFile(block.file) as file:
                yield file.read_row_groups(list(block.groups)).to_pandas(), 0
        except (pa.ArrowInvalid, OSError) as error:
            raise _no_parquet(Path(block.file).name, error) from error
        return
    try:
        yield from _pieces(block.file)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        reason = {"reason": str(error)[:100]}
        expected = N_("the file is no readable CSV table ({reason}); save it again as CSV UTF-8")
        raise DataError([Problem(Path(block.file).name, expected, details=reason)]) from error


def _pieces(file: str) -> Iterator[tuple[pd.DataFrame, int]]:
    """Read a CSV file piece by piece, every cell as a text: what one means is known only when its column is."""
    with Path(file).open("rb") as opened:
        sample = opened.read(_SAMPLE)
    text, encoding = _text_of(sample)
    delimiter, hint = delimiter_of(text), text[:4].casefold() == "sep="
    header = text.splitlines()[hint : hint + 1]
    names = next(csv.reader(header, delimiter=delimiter), [])
    broken = 0

    def skip(_: object) -> str:
        nonlocal broken
        broken += 1
        return "skip"

    with pa.csv.open_csv(
        file,
        read_options=pa.csv.ReadOptions(block_size=_PIECE, encoding=encoding, skip_rows=int(hint)),
        parse_options=pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip),
        convert_options=pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    ) as reader:
        for number, batch in enumerate(reader):
            found, broken = broken, 0
            table = batch.to_pandas()
            yield table[int(number == 0 and _is_tags(table)) :], found
    if broken:
        yield pa.table({name: pa.array([], pa.string()) for name in names}).to_pandas(), broken


def _is_tags(table: pd.DataFrame) -> bool:
    """Tell whether the first row has HXL tags and no record."""
    first = table.head(1).to_numpy().ravel()
    said = [str(cell) for cell in first if isinstance(cell, str) and cell]
    return bool(said) and all(cell.startswith("#") for cell in said)


def _text_of(sample: bytes) -> tuple[str, str]:
    """Return the beginning of a file as text, and the encoding of the file: UTF-8, or that of a French Excel."""
    whole = sample.rpartition(b"\n")[0] or sample
    try:
        return whole.decode("utf-8-sig"), "utf8"
    except UnicodeDecodeError:
        return decoded(whole), "cp1252"


def _no_parquet(name: str, error: Exception) -> DataError:
    reason = {"reason": str(error)[:100]}
    return DataError([Problem(name, N_("the file is no readable Parquet ({reason})"), details=reason)])
