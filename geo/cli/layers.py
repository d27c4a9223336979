"""The commands ``summarise`` and ``synth``: records of monitoring tools to a small table, and records to try it."""

import sys
import time
from collections.abc import Mapping
from glob import glob
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
import typer

from geo.analysis import load_checked_library
from geo.cli.common import Folder, Lang, known_language, not_one_of, problems_end, refuse, write_bytes
from geo.core import DATA_FOLDER, N_, Problem, Translator, translator
from geo.monitoring.layers import (
    PERIODS,
    Block,
    LayerSummary,
    Part,
    Work,
    alerts_table,
    blocks_of,
    compares_all,
    find_alerts,
    grid_of_level,
    load_profiles,
    placer_of_level,
    reading_words,
    reason_words,
    run_here,
    run_on_cluster,
    summarise_parts,
    synthetic_records,
    weekly_counts,
)

_FILES = "CSV or Parquet files of records; a pattern such as 'tracks/*.parquet'."
_BY = "Level and period: region, cercle or h3:5; day, week, month, year or all."


def summarise(  # noqa: PLR0913, PLR0917 - options of a command
    files: Annotated[list[str], typer.Argument(help=_FILES)],
    layer: Annotated[str, typer.Option(help="Code of a layer profile: the name of its file in data/layers.")],
    by: Annotated[str, typer.Option(help=_BY)] = "region,month",
    out: Annotated[Path | None, typer.Option(help="Table to write (CSV); the screen by default.")] = None,
    alerts: Annotated[Path | None, typer.Option(help="Also write alerts (CSV); needs weeks.")] = None,
    scheduler: Annotated[str, typer.Option(help="Address of a Dask scheduler: the same blocks on its workers.")] = "",
    lang: Lang = "en",
    data: Folder = DATA_FOLDER,
) -> None:
    """Place records, add them up per place and period, and say what could not be used."""
    known_language(lang)
    level, _, period = by.partition(",")
    with problems_end(lang):
        profiles = load_profiles(data)
        _check_options(lang, layer, by, profiles, alerts)
        blocks = blocks_of(_found(files, lang))
        atlas = load_checked_library(data).at({})
        placer = placer_of_level(level, atlas.regions["2023"], atlas.cercles, atlas.plan.country)
        work = Work(profiles[layer], placer, period, pd.Timestamp.now())
        start = time.monotonic()
        part = _run(blocks, work, scheduler, lang)
        summary = summarise_parts(part, work.profile, grid_of_level(level, placer, period, atlas.cercles))
        _write(summary, out, alerts, work.profile.measures[0].code)
        if not compares_all(blocks):
            typer.echo(_compared_words(translator(lang)), err=True)
        _report(part, int(summary.table["withheld"].sum()), time.monotonic() - start, translator(lang))


def _check_options(lang: str, layer: str, by: str, profiles: Mapping[str, object], alerts: Path | None) -> None:
    period = by.partition(",")[2]
    if layer not in profiles:
        raise refuse(lang, not_one_of("--layer", layer, profiles))
    if period not in PERIODS:
        raise refuse(lang, not_one_of("--by", period, PERIODS))
    if alerts is not None and period != "week":
        raise refuse(lang, Problem("--alerts", N_("alerts need weeks: --by region,week"), value=by))


def _run(blocks: list[Block], work: Work, scheduler: str, lang: str) -> Part:
    """Add up all blocks here or on the scheduler's workers, with a bar on the error output."""
    with typer.progressbar(length=len(blocks), label=_reading(translator(lang)), file=sys.stderr) as bar:
        if scheduler:
            return run_on_cluster(blocks, work, scheduler, lambda: bar.update(1))
        return run_here(blocks, work, lambda: bar.update(1))


def _write(summary: LayerSummary, out: Path | None, alerts: Path | None, measure: str) -> None:
    content = summary.csv()
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_bytes(content.encode(), out)
    if alerts is not None:
        found = alerts_table(find_alerts(weekly_counts(summary.table, measure)))
        found.insert(0, "measure", measure)
        found.insert(0, "layer", summary.layer)
        found = found.assign(synthetic=summary.synthetic)
        write_bytes(found.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode(), alerts)


def _reading(t: Translator) -> str:
    return t("Reading")


def _compared_words(t: Translator) -> str:
    return t("The same record twice is looked for within each million records only.")


def _found(patterns: list[str], lang: str) -> list[Path]:
    """Find the files that patterns name, each once, in the order of their names."""
    files = [Path(f) for pattern in patterns for f in sorted(glob(pattern)) or [pattern]]  # noqa: PTH207 - a pattern may be absolute
    missing = [f for f in files if not f.is_file()]
    if missing:
        raise refuse(lang, *(Problem(str(f), N_("there is no such file")) for f in missing))
    return list(dict.fromkeys(files))


def _report(part: Part, withheld: int, seconds: float, t: Translator) -> None:
    """Say at the end what was read, placed, withheld and not used."""
    said = t("{read} records read, {placed} placed, {withheld} figures withheld; {speed} records a second.",
             read=t.number(part.read), placed=t.number(part.placed), withheld=t.number(withheld),
             speed=t.number(round(part.read / max(seconds, 1e-3), -3)))  # fmt: skip
    typer.echo(said, err=True)
    for line in reason_words(part.reasons, t):
        typer.echo(t("Not used: {what}", what=line), err=True)
    for line in reading_words(part.reasons, t):
        typer.echo(line, err=True)


def synth(
    out: Annotated[Path, typer.Argument(help="File of records to write: .csv or .parquet.")],
    years: Annotated[str, typer.Option(help="First and last calendar year.")] = "2017-2024",
    records: Annotated[int, typer.Option(help="How many records; as the seasons have it by default.")] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same records.")] = 1,
    data: Folder = DATA_FOLDER,
) -> None:
    """Make synthetic movements to try things with; each record is marked, and so is all that is made of it."""
    first, _, last = years.partition("-")
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        raise refuse("en", Problem("--years", N_("expected two years, such as 2017-2024"), value=years))
    if out.suffix not in (".csv", ".parquet"):
        raise refuse("en", Problem(out.name, N_("expected a file that ends in .csv or .parquet")))
    atlas = load_checked_library(data).at({})
    frame = atlas.regions["2023"].frame
    made, planted = synthetic_records(frame, range(int(first), int(last) + 1), seed, records or None)
    with problems_end("en"):
        if out.suffix == ".csv":
            write_bytes(made.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode(), out)
        else:
            write_bytes(made.to_parquet(index=False, row_group_size=np.iinfo(np.int32).max) or b"", out)
    typer.echo(f"SYNTHETIC: {len(made)} records, {len(planted)} planted events")
    for event in planted:
        typer.echo(f"{event.kind} {event.place} {event.first:%Y-%m-%d} – {event.last:%Y-%m-%d}")
