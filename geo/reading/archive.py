"""ZIP containers: which kind of file one is, and whether unpacking it is safe."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from geo.reading.delimited import decoded, read_delimited
from geo.reading.geofile import read_shapefile
from geo.reading.limits import (
    BOMB,
    BROKEN,
    ENCRYPTED,
    MEGABYTE,
    MOST_MEMBERS,
    MOST_UNPACKED,
    NESTED,
    NOTHING_INSIDE,
    Refused,
)
from geo.reading.records import read_json
from geo.reading.workbook import read_workbook

if TYPE_CHECKING:
    from geo.reading.cells import SheetCells

_INNER = (".zip", ".7z", ".rar", ".gz", ".tar", ".xlsx", ".xls", ".ods", ".xlsb")
_TEXTS = (".csv", ".tsv", ".txt")
_RATIO = 300
_ENCRYPTED_BIT = 0x1


def read_zip(raw: bytes, name: str) -> list[SheetCells]:
    """Read a workbook, a zipped shapefile or zipped text tables; nothing that is packed twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = _safe_names(packed)
            if "[Content_Types].xml" in names or "content.xml" in names:
                return read_workbook(raw)
            return _plain(packed, names, name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused(BROKEN, str(error)[:120]) from error


def _safe_names(packed: zipfile.ZipFile) -> list[str]:
    """Return the names inside, or refuse what unpacks to far more than it is or is locked."""
    members = packed.infolist()
    whole = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS or whole > MOST_UNPACKED:
        raise Refused(BOMB, f"{whole // MEGABYTE:,} MB")
    squeezed = [m for m in members if m.file_size > 50 * MEGABYTE and m.file_size > _RATIO * max(m.compress_size, 1)]
    if squeezed:
        raise Refused(BOMB, f"{squeezed[0].file_size // MEGABYTE:,} MB")
    if any(m.flag_bits & _ENCRYPTED_BIT for m in members):
        raise Refused(ENCRYPTED)
    return [m.filename for m in members if not m.is_dir() and not m.filename.startswith("__MACOSX/")]


def _plain(packed: zipfile.ZipFile, names: list[str], name: str) -> list[SheetCells]:
    shapes = [n for n in names if n.casefold().endswith(".shp")]
    if shapes:
        return [s for n in shapes[:20] for s in read_shapefile(packed, n)]
    texts = [n for n in names if n.casefold().endswith(_TEXTS)]
    records = [n for n in names if n.casefold().endswith((".geojson", ".json"))]
    found = [s for n in texts[:20] for s in read_delimited(packed.read(n), n.rsplit("/", 1)[-1])]
    found += [s for n in records[:20] for s in read_json(decoded(packed.read(n)), n.rsplit("/", 1)[-1])]
    if found:
        return found
    if any(n.casefold().endswith(_INNER) for n in names):
        raise Refused(NESTED)
    raise Refused(NOTHING_INSIDE, name)
