"""The table of who does what where: each partner that the plan names, with what ties it to a sector and a region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, NOT_NAMED, basis_words, sector_title, who_does_what
from geo.core import N_, translator, write_csv
from geo.screen.filter_options import codes_of
from geo.screen.links import Option, address
from geo.screen.pieces import part_html
from geo.screen.templates import fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.core import Translator, View
    from geo.screen.links import Words
    from geo.store import Atlas

    Choice = tuple[str, str, Sequence[Option]]
    Row = tuple[str, str, str, tuple[str, str], str, int]

_LINKS = {
    "activity": N_("an activity names it"), "sector": N_("the sector’s text names it"),
    "objective": N_("the objective’s text names it"),
}  # fmt: skip
_HXL = {
    "partner": "#org+name", "sector": "#sector+name", "region": "#adm1+name", "region_code": "#adm1+code+slug",
    "link": "#meta+link", "basis": "#meta+basis", "activities": "#activity+num",
}  # fmt: skip


def who_part(atlas: Atlas, view: View, beside: Words, partner: str, own: str) -> str:
    """Write the table of a view under its heading, with the choice of a partner and of a region, and its file.

    *own* names the session's own plan or figures for the file's request, which knows no session.
    """
    t, regions = translator(view.lang), atlas.regions[view.areas]
    every = {"": t("all partners")} | {str(c): str(n) for c, n in _names(atlas, t).items()}
    partners = [Option(name, address(view, beside, who=code), code == partner) for code, name in every.items()]
    places = [Option(t("all regions"), address(view.but(region=None), beside), view.region is None)]
    for slug in codes_of(regions.frame.index):
        go = address(view.but(region=slug), beside)
        places.append(Option(regions.name(slug, t.lang), go, slug == view.region))
    choices = [("who-partner", t("Partner"), partners), ("who-region", t("Region"), places)]
    return who_html(atlas, view, f"/take/who{address(view, who=partner, own=own)}", partner, choices)


def who_html(atlas: Atlas, view: View, file: str, partner: str = "", choices: Sequence[Choice] = ()) -> str:
    """Write the table of a view under its heading; *file* is the address of its CSV, *choices* stand above it."""
    t = translator(view.lang)
    body = fill(
        "who",
        choices=choices,
        file=file,
        file_words=t("This table (CSV)"),
        heads=(t("Partner"), t("Sector"), t("Region"), t("Basis"), t("What ties it there")),
        rows=_rows(_found(atlas, view, partner), atlas, view, t),
        nobody=t("No partner is named for these filters."),
        note=t("Where the plan names nobody, somebody may still work: it is not known here."),
    )
    return part_html(t("Who does what where"), body)


def who_csv(atlas: Atlas, view: View, partner: str) -> str:
    """Write the table as CSV with HXL tags."""
    t, found = translator(view.lang), _found(atlas, view, partner)
    lines = [
        dict(zip(_HXL, (p, s, r, code, tie, basis, n), strict=True))
        for (p, s, r, (_, basis), tie, n), code in zip(_rows(found, atlas, view, t), found["region"], strict=True)
    ]
    return "\ufeff" + write_csv(list(_HXL), lines, hxl=_HXL, line_end="\r\n")


def _found(atlas: Atlas, view: View, partner: str) -> pd.DataFrame:
    found = who_does_what(atlas.plan, view, atlas.regions[view.areas].rollup)
    return found[found["partner"] == partner] if partner else found


def _names(atlas: Atlas, t: Translator) -> dict[str, str]:
    partners = atlas.plan.partners
    return {} if partners.empty else {str(c): str(n) for c, n in partners[f"name_{t.lang}"].items()}


def _rows(found: pd.DataFrame, atlas: Atlas, view: View, t: Translator) -> list[Row]:
    """Write each row: partner, sector, region, basis with its sign, what ties it there, how many activities."""
    names, regions = _names(atlas, t), atlas.regions[view.areas]
    return [
        (
            names.get(row.partner, t("nobody is named")),
            sector_title(atlas, row.sector, t),
            regions.name(row.region, t.lang) if row.region else basis_words(row.basis, t),
            (BASIS_SYMBOLS[row.basis], basis_words(row.basis, t)),
            "" if row.partner == NOT_NAMED else t(_LINKS[row.link]),
            int(row.activities),
        )
        for row in found.itertuples()
    ]
