"""The matrix of sectors against regions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.analysis import BASIS_SYMBOLS, basis_words, presence_matrix, sector_title
from geo.plans import BASIS_ORDER

if TYPE_CHECKING:
    from geo.core import Translator, View
    from geo.maps import ThematicMap
    from geo.store import Atlas


def matrix(drawn: ThematicMap, atlas: Atlas, view: View, t: Translator) -> str:
    """Write the matrix as an HTML table with objective headings, its key and the counts."""
    slugs = [r.slug for r in drawn.regions]
    grid = presence_matrix(atlas.plan, view, atlas.regions[view.areas].rollup, slugs)
    head = "".join(f"<th class='r'><span>{escape(r.name)}</span></th>" for r in drawn.regions)
    body = []
    objectives = atlas.plan.sectors["objective"]
    for objective in atlas.plan.objectives.index:
        codes = [s for s in grid.index if objectives[s] == objective]
        if codes:
            title = f"{objective} · {atlas.plan.objectives.loc[objective, f'title_{t.lang}']}"
            body.append(f"<tr class='objective'><th colspan='{len(slugs) + 1}'>{escape(title)}</th></tr>")
            body += [_row(sector_title(atlas, s, t), list(grid.loc[s]), t) for s in codes]
    counts = "".join(f"<td class='count'>{escape(r.label or '0')}</td>" for r in drawn.regions)
    total = f"<tr><th>{escape(t('Sectors counted'))}</th>{counts}</tr>"
    key = " &nbsp; ".join(f"{BASIS_SYMBOLS[b]} {escape(basis_words(b, t))}" for b in BASIS_ORDER)
    return (
        f"<div class='scroll'><table class='matrix'><thead><tr><th></th>{head}</tr></thead>"
        f"<tbody>{''.join(body)}{total}</tbody></table></div><p class='foot'>{key}</p>"
    )


def _row(title: str, cells: list[str], t: Translator) -> str:
    """Write one sector; a row without any place says so in every cell."""
    if not any(cells):
        cells = ["not_stated"] * len(cells)
    marks = "".join(
        f"<td class='{basis}' title='{escape(basis_words(basis, t))}'>{BASIS_SYMBOLS[basis]}</td>"
        if basis
        else "<td></td>"
        for basis in cells
    )
    return f"<tr><th>{escape(title)}</th>{marks}</tr>"
