"""The site of a plan: ``export --to site``, and the look whether a site still is as it was written."""

from pathlib import Path

import typer

from geo.analysis import load_checked_library
from geo.cli.common import PROBLEMS_FOUND, problems_end, write_bytes
from geo.core import LANGS, translator
from geo.site import (
    SiteOrder,
    batches,
    build_site,
    changed_in_site,
    refuse_foreign,
    refuse_incomplete,
    views_of,
    write_site,
    zip_site,
)

SITE = "site"
"""The format that is a folder of files and not one."""


def export_site(order: SiteOrder, out: Path, lang: str, *, zipped: bool) -> None:
    """Write the site of a plan into a folder, or as one ZIP; say first how much it will be, then how far it is."""
    t = translator(lang)
    with problems_end(lang):
        if not zipped:
            refuse_foreign(out)
        atlas = load_checked_library(order.data).at({"plan": order.plan}, strict=True)
        refuse_incomplete(atlas)
        found = batches(atlas)
        views = sum(len(views_of(batch, atlas)) for batch in found)
        told = t("{views} views in {langs} languages, {files} data files", views=t.number(views), langs=len(LANGS),
                 files=len(found) * len(LANGS))  # fmt: skip
        typer.echo(told, err=True)
        with typer.progressbar(length=100, label=order.plan) as bar:
            files = build_site(order, lambda done, whole: bar.update(100 * done // whole - bar.pos))
        megabytes = t.number(sum(map(len, files.values())) / 1e6, 1)
        if zipped:
            package = zip_site(files)
            write_bytes(package, out)
            said = t("{files} files, {all} MB; packed {size} MB", files=len(files), all=megabytes,
                     size=t.number(len(package) / 1e6, 1))  # fmt: skip
        else:
            written, gone = write_site(files, out)
            said = t("{files} files, {all} MB; {written} written, {gone} removed", files=len(files), all=megabytes,
                     written=written, gone=gone)  # fmt: skip
        typer.echo(said)


def check_site(folder: Path, lang: str) -> None:
    """Say which files of a site are not as they were written; end with 1 where there are any."""
    t = translator(lang)
    with problems_end(lang):
        wrong = changed_in_site(folder)
    for path in wrong:
        typer.echo(t("{file} is missing or is not as it was written; build the site again.", file=path), err=True)
    if wrong:
        raise typer.Exit(PROBLEMS_FOUND)
    typer.echo(t("Every file of the site is as it was written."))
