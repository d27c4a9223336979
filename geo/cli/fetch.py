"""The command ``fetch``: ask a service that is switched on, and keep what it answers as a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from geo.cli.common import Folder, Lang, known_language, not_one_of, problems_end, refuse, write_bytes
from geo.core import DATA_FOLDER, translator
from geo.intake.connectors import fetch_records, read_connectors


def fetch(
    name: Annotated[str, typer.Argument(help="Name of the service in connectors.toml: dtm, hapi-idps, fts, …")],
    out: Annotated[Path | None, typer.Option(help="File to write; the folder of kept answers has it anyway.")] = None,
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Fetch figures from a service that connectors.toml has switched on; exit 1 if there is no answer at all."""
    t = translator(known_language(lang))
    with problems_end(lang):
        services = read_connectors(data)
        if name not in services:
            raise refuse(lang, not_one_of("NAME", name, services))
        found = fetch_records(services[name])
        if out is not None:
            write_bytes(found.raw, out)
    typer.echo(t("{n} records, as of {day}: {file}", n=found.rows, day=t.day(found.day), file=out or found.name))
    if found.reason:
        age = found.age(datetime.now(UTC).date())
        typer.echo(t("The service did not answer ({reason}); this is its last answer, {n} days old.",
                     reason=found.reason, n=age), err=True)  # fmt: skip
