"""The command ``plans``: all plans at hand, side by side."""

from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import load_checked_library, plans_side_by_side
from geo.cli.common import Folder, Lang, known_language, print_problems, problems_end, write_bytes
from geo.core import DATA_FOLDER
from geo.plans import rows_to_csv


def plans(
    out: Annotated[Path | None, typer.Option(help="File to write; the screen by default.")] = None,
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """List all plans by country and year as CSV: requirements, funding, % funded, people; exit 1 if one is broken."""
    library = load_checked_library(data)
    frame = plans_side_by_side(library, known_language(lang))
    text = rows_to_csv(list(frame.columns), [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")])
    with problems_end(lang):
        if out is None:
            typer.echo(text, nl=False)
        else:
            write_bytes(text.encode("utf-8-sig"), out)
    print_problems(library.complaints, lang)
    raise typer.Exit(1 if library.complaints else 0)
