"""The command ``export``: a map or a briefing as a file to take away."""

from pathlib import Path
from typing import Annotated

import typer

from geo.briefing import read_storyline
from geo.cli.common import (
    Folder,
    known_language,
    not_one_of,
    problems_end,
    read_bytes,
    refuse,
    view_and_atlas,
    write_bytes,
)
from geo.cli.site import SITE, export_site
from geo.core import DATA_FOLDER, View, unwritable
from geo.export import EXPORT_FORMATS, ExportOrder, export_file, export_name, export_order, possible_formats
from geo.maps import PRINT_SIZES
from geo.site import SiteOrder
from geo.store import Atlas

_DECK = "pptx"


def export(  # noqa: PLR0913, PLR0917 - options of a command
    out: Annotated[Path, typer.Argument(help="File to write; with --all the folder.")],
    to: Annotated[str, typer.Option(help=f"{', '.join((*EXPORT_FORMATS, SITE))}; html, pptx, pdf: briefings.")] = "",
    view_text: Annotated[str, typer.Option("--view", help="What to show; a briefing without it tells the plan.")] = "",
    lang: Annotated[str, typer.Option(help="Language of the file: en or fr; by default that of the view.")] = "",
    story: Annotated[Path | None, typer.Option("--storyline", help="JSON of a briefing made before.")] = None,
    paper: Annotated[str, typer.Option(help="16:9, a4 or a4-portrait, for png and pdf.")] = "",
    address: Annotated[str, typer.Option(help="Where the explorer answers: slides lead to their live view.")] = "",
    plan: Annotated[str, typer.Option(help="Code of the plan of a site.")] = View().plan,
    zipped: Annotated[bool, typer.Option("--zip", help="Write a site as one ZIP.")] = False,  # noqa: FBT002 - a flag
    base: Annotated[str, typer.Option(help="Where a site will be served, for previews and search engines.")] = "",
    shapes: Annotated[bool, typer.Option("--shapes", help="Maps of a deck as shapes to edit: --to pptx.")] = False,  # noqa: FBT002 - a flag
    every: Annotated[bool, typer.Option("--all", help="Write the whole kit into a folder.")] = False,  # noqa: FBT002 - a flag
    data: Folder = DATA_FOLDER,
) -> None:
    """Write a map or a briefing as a file to take away; the PDF of a view with a region is that region's page.

    ``--to site`` writes the explorer itself as a folder of files that needs no server.
    """
    if lang:
        known_language(lang)
    if to == SITE and not every:
        export_site(SiteOrder(plan, data, address, base), out, lang or "en", zipped=zipped)
        return
    if paper and paper not in PRINT_SIZES:
        raise refuse(lang or "en", not_one_of("--paper", paper, PRINT_SIZES))
    if shapes and to not in {_DECK, f"{_DECK}-shapes"}:
        raise refuse(lang or "en", not_one_of("--to", to, [_DECK]))
    to = f"{_DECK}-shapes" if shapes else to
    if (to in EXPORT_FORMATS) == every:
        raise refuse(lang or "en", not_one_of("--to", to, (*EXPORT_FORMATS, SITE)))
    view, atlas = view_and_atlas(view_text, data, lang)
    with problems_end(view.lang):
        storyline = None if story is None else read_storyline(read_bytes(story), atlas)
        order = export_order(view, atlas, storyline, paper, address)
        if every:
            _export_all(order, atlas, out)
        else:
            own = to == "pdf" and storyline is None and "region" in possible_formats(view, atlas)
            write_bytes(export_file("region" if own else to, order, atlas), out)


def _export_all(order: ExportOrder, atlas: Atlas, folder: Path) -> None:
    """Write every kind of file; a region's page only where the view has a region."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    for kind in possible_formats(order.view, atlas):
        name = export_name(kind, order)
        write_bytes(export_file(kind, order, atlas), folder / name)
        typer.echo(name)
