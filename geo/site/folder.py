"""Write the site into its folder, or as one ZIP; look whether a folder still is as it was written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

from geo.core import N_, DataError, Problem, unwritable
from geo.site.build import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_STILL = (1980, 1, 1, 0, 0, 0)
_FOREIGN = N_("the folder holds files that are not of a site of this explorer; name an empty folder or a new one")


def refuse_foreign(folder: Path) -> None:
    """Raise if a folder is there that holds something else than a site.

    Raises
    ------
    DataError
        If it is a file, cannot be read, or is neither empty nor a site.
    """
    try:
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and _known(folder) is None)):
            raise DataError([Problem(str(folder), _FOREIGN)])
    except OSError as error:
        raise unwritable(folder, error) from error


def write_site(files: Mapping[str, bytes], folder: Path) -> tuple[int, int]:
    """Write a site's files; of a site that is there, only what changed, and what it no longer has goes.

    Returns
    -------
    tuple of int
        How many files were written, and how many removed.

    Raises
    ------
    DataError
        If the folder holds something else, or cannot be written. The list of files is written last: a site that was
        interrupted is made whole by the next one.
    """
    refuse_foreign(folder)
    before = _known(folder) or {}
    try:
        changed = [path for path, content in files.items() if _differs(folder / path, content)]
        for path in sorted(changed, key=lambda p: p == MANIFEST):
            _write(folder / path, files[path])
        gone = [path for path in before if path not in files and (folder / path).is_file()]
        for path in gone:
            (folder / path).unlink()
    except OSError as error:
        raise unwritable(folder, error) from error
    return len(changed), len(gone)


def zip_site(files: Mapping[str, bytes]) -> bytes:
    """Pack a site's files; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in sorted(files):
            package.writestr(zipfile.ZipInfo(path, _STILL), files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def changed_in_site(folder: Path) -> list[str]:
    """Name the files of a site that are missing or are not as they were written.

    Raises
    ------
    DataError
        If the folder is no site.
    """
    known = _known(folder)
    if known is None:
        raise DataError([Problem(str(folder), N_("this folder is no site of this explorer"))])
    return [path for path, code in known.items() if path != MANIFEST and _code(folder / path) != code]


def _known(folder: Path) -> dict[str, str] | None:
    """Return the files of the site that is in a folder, with their codes; None where there is none."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    files = found.get("files") if isinstance(found, dict) else None
    return {str(k): str(v) for k, v in files.items() if not _outside(str(k))} if isinstance(files, dict) else None


def _outside(path: str) -> bool:
    """Tell whether a path of a list leads out of its folder."""
    return path.startswith(("/", "\\")) or ".." in path.replace("\\", "/").split("/") or ":" in path


def _code(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _differs(file: Path, content: bytes) -> bool:
    return not file.is_file() or file.stat().st_size != len(content) or file.read_bytes() != content


def _write(file: Path, content: bytes) -> None:
    """Write a file as a whole: nobody ever reads half of one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.part")
    half.write_bytes(content)
    os.replace(half, file)  # noqa: PTH105 - as said: in one step
