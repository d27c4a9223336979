"""The process that reads one file: bytes come in, cells or a reason go out, no file is written.

``python -m geo.reading NAME < file``. The answer is a line of JSON about the sheets, then the
place of each row's value in its column, four bytes each.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import BinaryIO

from geo.reading.kinds import read_file
from geo.reading.limits import BROKEN, CPU_SECONDS, MEMORY, MEMORY_OUT, MOST_BYTES, Refused


def _bound() -> None:
    """Bound memory and time, and forbid writing, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(name: str, source: BinaryIO, out: BinaryIO) -> None:
    """Read a file and write its cells, or why it is refused."""
    try:
        sheets = read_file(source.read(MOST_BYTES + 1), name)
    except Refused as refused:
        answer: dict[str, object] = {"refused": refused.code, "detail": refused.detail}
        out.write(json.dumps(answer).encode() + b"\n")
        return
    except MemoryError:
        out.write(json.dumps({"refused": MEMORY_OUT, "detail": ""}).encode() + b"\n")
        return
    except BaseException as error:  # noqa: BLE001 - whatever a hostile file broke in a library, the reader is told
        detail = f"{type(error).__name__}: {error}"[:120]
        out.write(json.dumps({"refused": BROKEN, "detail": detail}).encode() + b"\n")
        return
    about = [
        {
            "name": s.name, "hidden": s.hidden, "first_row": s.first_row, "rows": s.rows, "cut": s.cut,
            "formulas": s.formulas, "values": [values for values, _ in s.columns()],
        }
        for s in sheets
    ]  # fmt: skip
    out.write(json.dumps({"sheets": about}, ensure_ascii=True).encode() + b"\n")
    for sheet in sheets:
        out.writelines(codes.tobytes() for _, codes in sheet.columns())
    out.flush()


if __name__ == "__main__":
    _bound()
    main(sys.argv[1] if len(sys.argv) > 1 else "", sys.stdin.buffer, sys.stdout.buffer)
