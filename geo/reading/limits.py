"""What a brought file may cost: bytes, cells, memory and time; and the reasons for which it is refused."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
MOST_BYTES = 50 * MEGABYTE
MOST_UNPACKED = 500 * MEGABYTE
MOST_MEMBERS = 2000
MOST_SHEETS = 60
MOST_ROWS = 300_000
MOST_COLUMNS = 400
MOST_CELLS = 6_000_000
MOST_FEATURES = 100_000
LONGEST_CELL = 2000
MEMORY = 900 * MEGABYTE
CPU_SECONDS = 90

TOO_LARGE = "too-large"
EMPTY = "empty"
UNKNOWN = "unknown-kind"
BROKEN = "broken"
BOMB = "bomb"
NESTED = "nested"
ENCRYPTED = "encrypted"
NOTHING_INSIDE = "nothing-inside"
TOO_MANY_ROWS = "too-many-rows"
TOO_MANY_COLUMNS = "too-many-columns"
TOO_MANY_CELLS = "too-many-cells"
NO_RECORDS = "no-records"
MEMORY_OUT = "memory"
TIME_OUT = "time"


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """A file that is not read, with the reason's code and a detail that is shown as it is."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
