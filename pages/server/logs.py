"""Logs as lines of JSON without personal data, where the environment asks for them.

A line says when, how grave, which part and what; of an error its kind and where in the code it was raised, and
not what it says, for that may be a value of a table that somebody brought. Addresses of readers and what they
asked are left out.
"""

from __future__ import annotations

import json
import logging
import os
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from streamlit import config, logger

SETTING = "CRISIS_MAP_LOG"
"""Environment variable: ``json`` for lines of JSON; anything else leaves the logs to Streamlit."""
_ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*)(?![\w.])")
_QUERY = re.compile(r"\?[^\s\"']+")
_FRAMES = 5
_plain = logging.getLogRecordFactory()


def begin() -> None:
    """Write lines of JSON from now on, if the environment asks for them, whichever library logs."""
    if os.environ.get(SETTING, "").strip().casefold() != "json":
        return
    logging.setLogRecordFactory(record)
    config.set_option("logger.messageFormat", "%(message)s")
    logger.update_formatter()


def record(*args: Any, **words: Any) -> logging.LogRecord:  # noqa: ANN401 - as logging has it
    """Make a record whose whole message is one line of JSON."""
    made = _plain(*args, **words)
    said = {
        "at": datetime.fromtimestamp(made.created, UTC).isoformat(timespec="milliseconds"),
        "level": made.levelname.lower(), "of": made.name, "said": _without_readers(made.getMessage()),
    }  # fmt: skip
    if made.exc_info and made.exc_info[0] is not None:
        frames = traceback.extract_tb(made.exc_info[2])[-_FRAMES:]
        said["error"] = made.exc_info[0].__name__
        said["where"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    made.msg, made.args, made.exc_info, made.stack_info = json.dumps(said, ensure_ascii=False), (), None, None
    return made


def _without_readers(text: str) -> str:
    first = text.partition("Traceback (most recent call last)")[0]
    return _QUERY.sub("?…", _ADDRESS.sub("…", first)).strip()
