"""A file that somebody brought, as sheets of cells; it is read in a process of its own and never written to disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from geo.core import N_, DataError, Problem
from geo.reading import limits

_ROOT = Path(__file__).parents[2]
_SECONDS = 180
_REASONS = {
    limits.TOO_LARGE: N_("the file is larger than {detail} MB; bring fewer rows, or save it as XLSX"),
    limits.EMPTY: N_("the file is empty; expected a header row and rows below it"),
    limits.UNKNOWN: N_(
        "this is no table: bring CSV, XLSX, XLS, ODS, JSON, GeoJSON, GeoPackage, Parquet or a zipped shapefile"
    ),
    limits.BROKEN: N_("the file is damaged or not what its beginning says ({detail}); save it again and bring it anew"),
    limits.BOMB: N_("the file unpacks to far more than it is ({detail}); save it again as XLSX or CSV"),
    limits.NESTED: N_("the ZIP file holds other packed files or workbooks; bring one of them by itself"),
    limits.ENCRYPTED: N_("the file is locked with a password; save it without one"),
    limits.NOTHING_INSIDE: N_("there is no table in this file"),
    limits.TOO_MANY_ROWS: N_("there are more than {detail} rows; bring fewer, for example one year"),
    limits.TOO_MANY_COLUMNS: N_("there are more than {detail} columns; bring only those that are used"),
    limits.TOO_MANY_CELLS: N_("there are more than {detail} cells; bring only the columns that are used"),
    limits.NO_RECORDS: N_("there is no list of records in this JSON file"),
    limits.MEMORY_OUT: N_(
        "reading this file takes more memory than a table may need; a cell far outside of the table, or a damaged "
        "file, does that: copy the table into a new workbook"
    ),
    limits.TIME_OUT: N_("reading this file takes too long; bring fewer rows, or save it as CSV"),
}


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet as it stands in the file, nothing interpreted.

    ``cells`` has one row per row of the file and a column per place, 0 to n; each cell is a
    text, a number (float) or None. ``first_row`` is the number that a spreadsheet gives the
    first of them. ``cut`` cells were too long and are cut; ``formulas`` of the workbook were
    never calculated, so that their cells look empty.
    """

    name: str
    cells: pd.DataFrame
    first_row: int = 1
    hidden: bool = False
    cut: int = 0
    formulas: int = 0


def read_sheets(raw: bytes, name: str) -> tuple[Sheet, ...]:
    """Read every sheet of a file.

    Parameters
    ----------
    raw
        The bytes of a CSV, XLSX, XLSB, XLS, ODS, JSON, GeoJSON, GeoPackage or Parquet file, or of a
        ZIP file with a shapefile or with text tables. What it is, its bytes say and not its name.
    name
        What the person calls the file.

    Raises
    ------
    DataError
        With the reason, if it is refused.
    """
    if len(raw) > limits.MOST_BYTES:
        raise _refused(name, limits.TOO_LARGE, str(limits.MOST_BYTES // limits.MEGABYTE))
    answer = _asked(raw, name)
    head, _, body = answer.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError as error:
        raise _refused(name, limits.MEMORY_OUT) from error
    if "refused" in said:
        raise _refused(name, said["refused"], said["detail"])
    return _sheets(said["sheets"], body)


def _asked(raw: bytes, name: str) -> bytes:
    """Hand the bytes to the process that reads, and return its answer."""
    plain = name.encode("utf-8", "replace").decode("utf-8").replace("\0", "")[-200:]
    command = [sys.executable, "-P", "-m", "geo.reading", plain]
    own = {"PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "GDAL_PAM_ENABLED": "NO",
           "ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - this program's own module
            command, input=raw, capture_output=True, timeout=_SECONDS, check=False, env=os.environ | own
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(name, limits.TIME_OUT) from error
    if done.returncode and not done.stdout:
        raise _refused(name, limits.TIME_OUT if done.returncode in (-24, -9) else limits.MEMORY_OUT)
    return done.stdout


def _refused(name: str, code: str, detail: str = "") -> DataError:
    return DataError([Problem(name[-80:], _REASONS[code], details={"detail": detail})])


def _sheets(said: list[dict[str, object]], body: bytes) -> tuple[Sheet, ...]:
    found, at = [], 0
    for about in said:
        rows = int(str(about["rows"]))
        columns: dict[int, np.ndarray] = {}
        for n, values in enumerate(about["values"]):  # type: ignore[arg-type,var-annotated]
            codes = np.frombuffer(body, dtype="<u4", count=rows, offset=at)
            at += 4 * rows
            known = np.empty(len(values), dtype=object)
            known[:] = values
            columns[n] = known[codes]
        cells = pd.DataFrame(columns, dtype=object)
        found.append(
            Sheet(
                str(about["name"]), cells, int(str(about["first_row"])), bool(about["hidden"]),
                int(str(about["cut"])), int(str(about["formulas"])),
            )
        )  # fmt: skip
    return tuple(found)
