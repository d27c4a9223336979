"""What the commands share: options, reading a view, reading and writing files, and how they end."""

# Typer reads the annotations of the commands and of these options: they are imported for good, here and beside.
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from geo.analysis import load_checked_library, read_view
from geo.core import LANGS, N_, DataError, Problem, View, ViewError, split_query, translator, unreadable, unwritable
from geo.store import Atlas

PROBLEMS_FOUND, WRONG_USE = 1, 2
Lang = Annotated[str, typer.Option(help="Language of the texts: en or fr.")]
Folder = Annotated[Path, typer.Option(help="Folder with the data.")]


def print_problems(problems: Iterable[Problem], lang: str) -> None:
    """Write problems to the error output, a line each."""
    t = translator(lang)
    for problem in problems:
        typer.echo(problem.text(t), err=True)


@contextmanager
def problems_end(lang: str) -> Iterator[None]:
    """End the command at a problem, with its words: exit 2 where the view is wrong, 1 where the data are."""
    try:
        yield
    except (ViewError, DataError) as error:
        print_problems(error.problems, lang)
        raise typer.Exit(WRONG_USE if isinstance(error, ViewError) else PROBLEMS_FOUND) from error


def refuse(lang: str, *problems: Problem) -> typer.Exit:
    """Return the end of a command that was given wrong options, after its words; to be raised."""
    print_problems(problems, lang)
    return typer.Exit(WRONG_USE)


def not_one_of(option: str, value: str, known: Iterable[str]) -> Problem:
    """Say that an option has an unknown value, and what is known."""
    return Problem(option, N_("expected one of {known}"), value=value, details={"known": ", ".join(known)})


def known_language(lang: str) -> str:
    """Return the language if there is such texts; else end the command."""
    if lang in LANGS:
        return lang
    raise refuse("en", not_one_of("--lang", lang, LANGS))


def view_and_atlas(text: str, data: Path, lang: str = "") -> tuple[View, Atlas]:
    """Read a view, in its own language unless one is given, and the atlas of the plan that it names."""
    params = split_query(text)
    of_problems = lang or (params["lang"] if params.get("lang") in LANGS else "en")
    params |= {"lang": lang} if lang else {}
    with problems_end(of_problems):
        atlas = load_checked_library(data).at(params, strict=True)
        return read_view(params, atlas, strict=True), atlas


def read_bytes(file: Path) -> bytes:
    """Read a file that a person names.

    Raises
    ------
    DataError
        If it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from error


def write_bytes(content: bytes, file: Path) -> None:
    """Write a file that a person names, whole or not at all.

    Raises
    ------
    DataError
        If it cannot be written; then what was there under its name is as it was.
    """
    target = file.resolve()
    fresh = target.with_name(f".{target.name}.part")
    try:
        if target.exists() and not target.is_file():  # a pipe or a device is written as it is
            target.write_bytes(content)
            return
        fresh.write_bytes(content)
        fresh.replace(target)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise unwritable(file, error) from error
