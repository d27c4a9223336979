"""The record of every data file: source, licence, date, size and hash."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from geo.core.errors import DataError, Problem
from geo.core.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "datapackage.json"


def changed_files(data: Path) -> list[str]:
    """Name the data files that are missing, new or not as recorded."""
    recorded = {r["path"]: r.get("hash") for r in _read(data)["resources"]}
    found = {p: _hash(data / p) for p in _files(data)}
    return sorted(p for p in recorded.keys() | found.keys() if recorded.get(p) != found.get(p))


def refresh_records(data: Path) -> int:
    """Record size and hash of every file anew and return the number of records.

    Raises
    ------
    DataError
        If a file has no record: its source and licence must be written by a person.
    """
    package = _read(data)
    known = {r["path"] for r in package["resources"]}
    expected = N_("this file has no record yet; add its path, title, source, licence and date by hand")
    problems = [Problem(p, expected) for p in _files(data) if p not in known]
    if problems:
        raise DataError(problems)
    for record in package["resources"]:
        file = data / record["path"]
        if not file.is_file():
            raise DataError([Problem(record["path"], N_("the file is missing; put it back or restore it"))])
        record["bytes"], record["hash"] = file.stat().st_size, _hash(file)
    _write(data, package)
    return len(package["resources"])


def add_resources(data: Path, folder: Path, *, title: str, source: str, licence: str, date: str) -> None:  # noqa: PLR0913 - a record
    """Record the files of a folder that have no record yet, and all the others anew."""
    package = _read(data)
    known = {r["path"] for r in package["resources"]}
    for path in sorted(p.relative_to(data).as_posix() for p in folder.rglob("*.csv")):
        if path not in known:
            name = path.removesuffix(".csv").replace("/", "-")
            words = f"{title}: {folder.name}/{path.rsplit('/', 1)[1]}"
            package["resources"].append({"name": name, "path": path, "title": words, "sources": [{"title": source}],
                                         "licenses": [{"name": licence}], "date": date})  # fmt: skip
    _write(data, package)
    refresh_records(data)


def package_with(
    data: Path, files: Mapping[str, bytes | None], words: Mapping[str, dict[str, Any]]
) -> tuple[bytes, dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the records as they are once some files hold what *files* says, and those of the files now and before.

    A file that is taken away (None) loses its record; one without a record gets that of *words*.
    """
    package = _read(data)
    former = {r["path"]: r for r in package["resources"] if r["path"] in files}
    now = {}
    for path, content in files.items():
        if content is not None:
            digest = "sha256:" + hashlib.sha256(content).hexdigest()
            known = {"name": path.rpartition(".")[0].replace("/", "-"), "path": path}
            known |= former.get(path, words.get(path, {}))
            now[path] = {**known, "bytes": len(content), "hash": digest}
    kept = [now.get(r["path"], r) for r in package["resources"] if r["path"] not in files or r["path"] in now]
    kept += [record for path, record in now.items() if path not in former]
    text = json.dumps({**package, "resources": kept}, ensure_ascii=False, indent=1) + "\n"
    return text.encode(), now, former


def _read(data: Path) -> dict[str, Any]:
    expected = N_("the record of the data files cannot be read ({reason})")
    try:
        package = json.loads((data / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise DataError([Problem(NAME, expected, details={"reason": str(error)[:200]})]) from error
    records = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(records, list) or not all(isinstance(r, dict) and "path" in r for r in records):
        raise DataError([Problem(NAME, expected, details={"reason": "resources, path"})])
    return dict(package)


def _write(data: Path, package: dict[str, Any]) -> None:
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (data / NAME).write_text(text, encoding="utf-8", newline="")


def _files(data: Path) -> list[str]:
    """List the data files; what is hidden (tables that were replaced) has no record."""
    files = (p.relative_to(data) for p in data.rglob("*") if p.is_file() and p.name != NAME)
    return sorted(p.as_posix() for p in files if not any(part.startswith(".") for part in p.parts))


def _hash(file: Path) -> str:
    return "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
