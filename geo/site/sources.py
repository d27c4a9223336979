"""The page of sources: days, what this copy holds, every caveat, and each data file with its source and licence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from geo.analysis import date_words
from geo.core import translator
from geo.maps import DISCLAIMER
from geo.screen import plan_caveats
from geo.site.templates import fill
from geo.site.view_set import batches, views_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo.core import Translator
    from geo.store import Atlas

Row = tuple[str, str, str, str]


def sources_html(atlas: Atlas, rows: tuple[Row, ...], version: str, lang: str) -> str:
    """Write the page of sources in a language."""
    t, plan = translator(lang), atlas.plan
    n = sum(len(views_of(b, atlas)) for b in batches(atlas))
    held = t(
        "It holds {n} views: every sector and every objective alone and all together, with every measure, basis, "
        "split, use of a surplus, year of the regions and day. Several sectors together, pledges and weights of your "
        "own, figures of your own and other classes are in the live explorer.",
        n=t.number(n),
    )  # fmt: skip
    return fill(
        "sources",
        title=t("Sources"),
        copy_of=copy_words(version, t),
        dates=date_words(plan.text_date, plan.funding_date, t),
        held=held,
        caveats=Markup(plan_caveats(atlas, None, lang)),  # noqa: S704 - filled by a template that escapes
        files_title=t("Data files"),
        heads=(t("File"), t("Source"), t("Licence"), t("Date")),
        rows=rows,
        disclaimer=t(DISCLAIMER),
    )


def copy_words(version: str, t: Translator) -> str:
    """Say that this is a copy, and of which data."""
    return t("A copy of the explorer that needs no server; data version {version}.", version=version)


def rows_of_sources(data: Path, atlas: Atlas) -> tuple[Row, ...]:
    """List the data files that a plan's figures are of, as the record of the data folder has them."""
    record = data / "datapackage.json"
    if not record.exists():
        return ()
    others = ("plans/", "reader/", "layers/")
    own = f"plans/{atlas.plan.code}/"
    resources = json.loads(record.read_text(encoding="utf-8"))["resources"]
    return tuple(
        (
            r["title"],
            "; ".join(s["title"] for s in r.get("sources", ())),
            "; ".join(n.get("title") or n.get("name", "") for n in r.get("licenses", ())),
            str(r.get("date", "")),
        )
        for r in resources
        if r["path"].startswith(own) or not r["path"].startswith(others)
    )
