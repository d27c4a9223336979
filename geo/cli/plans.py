"""The command ``plans``: all plans at hand, side by side."""

from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import choose_plans, load_checked_library, plan_lines, read_plan_choice
from geo.cli.common import Folder, Lang, known_language, print_problems, problems_end, write_bytes
from geo.core import DATA_FOLDER
from geo.export import portfolio_csv


def plans(
    out: Annotated[Path | None, typer.Option(help="File to write; the screen by default.")] = None,
    countries: Annotated[str, typer.Option(help="Only plans of these countries (ISO 3166), such as MLI,NER.")] = "",
    year: Annotated[str, typer.Option(help="Only plans that cover this year.")] = "",
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """List all plans by country and year as CSV: requirements, funding, % funded, people; exit 1 if one is broken."""
    library = load_checked_library(data)
    lines = plan_lines(library, known_language(lang))
    with problems_end(lang):
        choice = read_plan_choice({"countries": countries, "year": year}, lines, strict=True)
        text = portfolio_csv(choose_plans(lines, choice))
        if out is None:
            typer.echo(text.removeprefix("\ufeff").replace("\r\n", "\n"), nl=False)
        else:
            write_bytes(text.encode(), out)
    print_problems(library.complaints, lang)
    raise typer.Exit(1 if library.complaints else 0)
