"""Find what a reader looks for: regions, sectors, objectives, partners, activities, measures and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from geo.analysis.glossary import glossary
from geo.core import LANGS, fold_name, remember, split_list, translator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from geo.store import Atlas

KINDS = ("region", "sector", "objective", "partner", "measure", "word", "activity")
"""What can be found; of equal matches the earlier kind comes first."""
MOST = 8
LONGEST = 80
"""Letters of a question that are read: names are shorter."""
_LEAST = 75.0
_SHORTEST = 4
"""Letters from which on a typing error is forgiven."""


class Found(NamedTuple):
    """What was found: its kind, its code, its name in the reader's language."""

    kind: str
    code: str
    name: str


class _Entry(NamedTuple):
    found: Found
    names: tuple[str, ...]


def find(question: str, atlas: Atlas, lang: str, areas: str) -> tuple[Found, ...]:
    """Find what a question may mean, the best first.

    Parameters
    ----------
    question
        Some words, in either language; capitals, accents and a typing error do not matter.
    atlas
        The plan and its country.
    lang
        Language of the names that are returned.
    areas
        Vintage of the regions that are returned.

    Returns
    -------
    tuple of Found
        At most `MOST`.

    Notes
    -----
    A name scores 100 if it is what was asked, 95 if it begins so, 90 if one of its words does, 85 if it holds it; else
    the similarity of the question to the name or to as many of its words (Indel ratio of rapidfuzz), from 75 on.
    """
    asked = fold_name(question[:LONGEST])
    if not asked:
        return ()
    scored = [(max(_score(asked, name) for name in e.names), e.found) for e in _index(atlas, lang, areas)]
    hits = sorted((-score, KINDS.index(found.kind), n) for n, (score, found) in enumerate(scored) if score >= _LEAST)
    return tuple(scored[n][1] for _, _, n in hits[:MOST])


def find_entries(atlas: Atlas, lang: str, areas: str) -> tuple[tuple[Found, tuple[str, ...], int], ...]:
    """List all that can be found: what it is, its folded names in every language, and the rank of its kind."""
    return tuple((e.found, e.names, KINDS.index(e.found.kind)) for e in _index(atlas, lang, areas))


def _score(asked: str, name: str) -> float:
    if name == asked:
        return 100
    if name.startswith(asked):
        return 95
    if f" {asked}" in name:
        return 90
    if len(asked) < _SHORTEST:
        return 0
    if asked in name:
        return 85
    words, n = name.split(), len(asked.split())
    parts = {name} | {" ".join(words[k : k + n]) for k in range(len(words) - n + 1)}
    return 0.9 * max(fuzz.ratio(asked, part) for part in parts)


@remember(most=2 * len(LANGS))
def _index(atlas: Atlas, lang: str, areas: str) -> tuple[_Entry, ...]:
    """List all that can be found once per plan, language and vintage."""
    return tuple(
        _Entry(found, tuple(dict.fromkeys(filter(None, map(fold_name, names)))) or ("",))
        for found, names in _all(atlas, lang, areas)
    )


def _all(atlas: Atlas, lang: str, areas: str) -> Iterator[tuple[Found, Iterable[str]]]:
    plan, regions = atlas.plan, atlas.regions[areas]
    for slug, row in regions.frame.iterrows():
        cells = [row.get(c) for c in ("name_en", "name_fr", "seat", "pcode_2025", "pcode_2021")]
        names = (str(slug), *(c for c in cells if isinstance(c, str)), *split_list(row.get("aliases")))
        yield Found("region", str(slug), regions.name(str(slug), lang)), names
    for kind, table, column in (
        ("sector", plan.sectors, "title"), ("objective", plan.objectives, "title"), ("partner", plan.partners, "name"),
        ("activity", plan.activities, "title"),
    ):  # fmt: skip
        yield from _named(kind, table, column, lang)
    for indicator in atlas.indicators:
        labels = [word for each in LANGS for word in (indicator.label(each), indicator.name(each))]
        yield Found("measure", indicator.code, indicator.label(lang)), labels
    other = [glossary(translator(each)) for each in LANGS]
    for n, (term, _) in enumerate(glossary(translator(lang))):
        yield Found("word", str(n), term), [terms[n][0] for terms in other]


def _named(kind: str, table: pd.DataFrame, column: str, lang: str) -> Iterator[tuple[Found, Iterable[str]]]:
    for code, row in table.iterrows():
        names = [str(row[f"{column}_{each}"]) for each in LANGS]
        yield Found(kind, str(code), str(row[f"{column}_{lang}"])), (*names, str(row.get("source_title", "")))
