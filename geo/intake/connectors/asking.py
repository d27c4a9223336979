"""Ask a service: with a time-out, again after a while, page by page; its last good answer stays at hand."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import tenacity

from geo.core import N_, DataError, Problem
from geo.intake.connectors.answers import next_page, records_of_answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.intake.connectors.config import Connector

OFF = N_("this service is switched off: set enabled = true in connectors.toml to ask it")
NO_ANSWER = N_("the service gave no answer that can be used ({reason}), and there is no earlier one")
SECONDS = 30.0
WHOLE = 120.0
"""Seconds for all pages and tries of one answer: a service that sends a byte now and then is not waited for."""
TRIES = 4
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 20.0
_MOST_BYTES, _MOST_PAGES = 50_000_000, 200
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))


class _Unusable(Exception):  # noqa: N818 - it ends in words for the reader
    """An answer that cannot be used; asking again may help or not."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


@dataclass(frozen=True)
class Fetched:
    """What a service answered: the records as JSON that `geo.intake.bring` reads, their file name and day.

    ``reason`` says why an earlier answer stands in for today's; empty where it is today's.
    """

    raw: bytes
    name: str
    day: date
    rows: int
    reason: str = ""

    def age(self, today: date) -> int:
        """Return how many days old the answer is."""
        return (today - self.day).days


def fetch_records(
    service: Connector, today: date | None = None, pause: Callable[[float], object] | None = None
) -> Fetched:
    """Ask a service for its records, whole or not at all.

    Parameters
    ----------
    service
        A service that a person has switched on.
    today
        The day that the answer is kept under.
    pause
        What waits between two tries, given seconds; `time.sleep` by default.

    Returns
    -------
    Fetched
        Today's answer, kept in the service's folder; where there is none, the last good one.

    Raises
    ------
    DataError
        If the service is off, or gave no answer and there is no earlier one.
    """
    if not service.enabled:
        raise DataError([Problem(service.name, OFF)])
    today = today or datetime.now(UTC).date()
    try:
        records = _all_pages(service, pause)
    except _Unusable as error:
        return _earlier(service, str(error))
    raw = json.dumps({"result": records}, ensure_ascii=False).encode()
    _keep(service, raw, today)
    return Fetched(raw, f"{service.name}-{today.isoformat()}.json", today, len(records))


def _all_pages(service: Connector, pause: Callable[[float], object] | None) -> list[dict[str, Any]]:
    """Ask for every page; a page that fails makes the whole fail: half an answer is none."""
    found: list[dict[str, Any]] = []
    extra = {service.key_name: service.key} if service.key_name and service.key else {}
    host, end = urlsplit(service.address).netloc, time.monotonic() + WHOLE
    with httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client:
        address: str | None = service.address
        for page in range(_MOST_PAGES):
            own = dict(extra)
            if service.paging == "offset":
                own |= {"limit": str(service.limit), "offset": str(page * service.limit)}
            answer = _asked_again(client, str(httpx.URL(str(address)).copy_merge_params(own)), end, pause)
            records = records_of_answer(answer, service.name)
            found += records
            address = next_page(answer) if service.paging == "link" else address
            if address is not None and urlsplit(address).netloc != host:
                raise _Unusable("next page on another host", again=False)
            last = service.paging == "none" or address is None or not records
            if last or (service.paging == "offset" and len(records) < service.limit):
                return found
    raise _Unusable(f"more than {_MOST_PAGES} pages", again=False)


def _asked_again(client: httpx.Client, address: str, end: float, pause: Callable[[float], object] | None) -> Any:  # noqa: ANN401 - JSON
    """Ask for one page, again after a growing while where that may help."""
    options: dict[str, Any] = {} if pause is None else {"sleep": pause}
    ask = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(TRIES), reraise=True,
        wait=tenacity.wait_exponential(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT),
        retry=tenacity.retry_if_exception(lambda e: isinstance(e, _Unusable) and e.again), **options,
    )  # fmt: skip
    return ask(_asked, client, address, end)


def _asked(client: httpx.Client, address: str, end: float) -> Any:  # noqa: ANN401 - JSON
    """Ask once; the answer must be whole, in time, JSON, and no larger than a table may be."""
    body = bytearray()
    try:
        with client.stream("GET", address, headers={"Accept": "application/json"}) as answer:
            if answer.status_code != httpx.codes.OK:
                raise _Unusable(f"HTTP {answer.status_code}", again=answer.status_code in _AGAIN)
            for part in answer.iter_bytes():
                body += part
                if len(body) > _MOST_BYTES:
                    raise _Unusable("more than 50 MB", again=False)
                if time.monotonic() > end:
                    raise _Unusable(f"no whole answer in {WHOLE:.0f} s", again=False)
        return json.loads(body)
    except httpx.HTTPError as error:
        raise _Unusable(type(error).__name__, again=True) from error
    except (ValueError, RecursionError) as error:
        raise _Unusable("no JSON", again=True) from error


def _keep(service: Connector, raw: bytes, today: date) -> None:
    """Keep an answer with its day; where the folder cannot be written it is used all the same."""
    try:
        service.cache.mkdir(parents=True, exist_ok=True)
        path = service.cache / f"{service.name}-{today.isoformat()}.json"
        part = path.with_suffix(".part")
        part.write_bytes(raw)
        part.replace(path)
    except OSError:
        return


def _earlier(service: Connector, reason: str) -> Fetched:
    """Return the last good answer, with why it stands in."""
    for path in sorted(service.cache.glob(f"{service.name}-????-??-??.json"), reverse=True):
        found = _read_kept(path, service, reason)
        if found is not None:
            return found
    raise DataError([Problem(service.name, NO_ANSWER, details={"reason": reason})])


def _read_kept(path: Path, service: Connector, reason: str) -> Fetched | None:
    try:
        day = date.fromisoformat(path.stem.removeprefix(f"{service.name}-"))
        raw = path.read_bytes()
        rows = len(json.loads(raw)["result"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Fetched(raw, path.name, day, rows, reason)
