"""Need beside response, region by region: classes, ranks, money per displaced person, and what depends on the split."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.analysis.regional_estimate import estimate_by_region
from geo.analysis.sector_presence import count_sectors
from geo.core import remember
from geo.monitoring import read_need

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from geo.core import View
    from geo.monitoring import NeedByRegion
    from geo.store import Atlas

_CLASSES = 3


@dataclass(frozen=True, eq=False)
class Comparison:
    """The need of a view beside its response, for the regions that have a complete figure of the need.

    ``frame``: one row per compared region; ``need`` (people, or a share), ``response``
    (US dollars or number of sectors), their classes ``need_class`` and
    ``response_class`` (0 to 2), their ranks ``need_rank`` and ``response_rank`` (1 is the
    most; equal figures share a rank), ``difference`` = response rank - need rank (above
    0: it ranks higher by need), ``…_low`` and ``…_high`` over the ways to split, and
    ``class_depends``: whether another way to split gives another ``response_class``.
    ``need_breaks`` and ``response_breaks`` are the upper ends of the first two classes.
    ``responses`` has one column per way to split.
    """

    need: NeedByRegion
    against: str
    frame: pd.DataFrame
    need_breaks: tuple[float, ...]
    response_breaks: tuple[float, ...]
    responses: pd.DataFrame


@dataclass(frozen=True)
class Claim:
    """A statement on one region, and the ways to split under which it holds.

    ``kind``: ``higher``, ``lower`` or ``same`` (rank by need beside rank by response),
    ``most`` or ``least`` (unmet requirements per displaced person). ``ranks`` are those
    by need and by response under the view's split.
    """

    kind: str
    region: str
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    ranks: tuple[int, int] = (0, 0)


def compare_need_and_response(view: View, atlas: Atlas) -> Comparison:
    """Set a view's need beside its response.

    Parameters
    ----------
    view
        ``need`` and ``against`` say what; areas, date, sectors and split as for
        `geo.analysis.estimate_by_region`.
    atlas
        The loaded plan, regions and observed figures.

    Returns
    -------
    Comparison
        Regions in the order of the law. Regions without a complete figure are left out:
        unknown is not the least.

    Notes
    -----
    Classes are thirds of the compared regions by rank, equal figures together. An amount
    of 0 where the view locates no sector counts as the smallest.
    """
    return _compare(atlas, view.of_figures())


@remember(most=128)
def _compare(atlas: Atlas, view: View) -> Comparison:
    need = read_need(view.need, atlas.observations, atlas.regions, view.areas, view.date)
    values = pd.Series(need.values(), dtype="float64", name="need")
    responses = _responses(view, atlas).loc[values.index]
    response = responses[view.split]
    ranks = responses.round(2).rank(ascending=False, method="min")
    need_breaks, response_breaks = thirds(values), thirds(response)
    frame = pd.DataFrame(
        {
            "need": values,
            "response": response,
            "response_low": responses.min(axis=1),
            "response_high": responses.max(axis=1),
            "need_class": classes_of(values, need_breaks),
            "response_class": classes_of(response, response_breaks),
            "class_depends": np.ptp(_classes(responses.to_numpy(), response_breaks), axis=1) > 0,
            "need_rank": values.rank(ascending=False, method="min"),
            "response_rank": ranks[view.split],
            "response_rank_low": ranks.min(axis=1),
            "response_rank_high": ranks.max(axis=1),
        }
    )
    for end in ("", "_low", "_high"):
        frame[f"difference{end}"] = frame[f"response_rank{end}"] - frame["need_rank"]
    return Comparison(need, view.against, frame, need_breaks, response_breaks, responses)


def _responses(view: View, atlas: Atlas) -> pd.DataFrame:
    """Return the response per region, one column per way to split."""
    estimate = estimate_by_region(view, atlas)
    if view.against == "unmet":
        return pd.DataFrame({method: frame["unmet"] for method, frame in estimate.totals.items()})
    regions = atlas.regions[view.areas]
    counts = count_sectors(atlas.plan, view, regions.rollup, list(regions.frame.index)).astype("float64")
    return pd.DataFrame(dict.fromkeys(estimate.methods, counts))


def thirds(values: pd.Series[float]) -> tuple[float, ...]:
    """Return the upper ends of the lowest and the middle third of some figures."""
    ordered = sorted(float(v) for v in values)
    if not ordered:
        return ()
    return tuple(ordered[math.ceil(len(ordered) * n / _CLASSES) - 1] for n in range(1, _CLASSES))


def classes_of(values: pd.Series[float], breaks: Sequence[float]) -> pd.Series[int]:
    """Return each figure's class by the upper ends of the classes below the last."""
    return pd.Series(_classes(values.to_numpy(), breaks), index=values.index)


def _classes(values: npt.NDArray[np.float64], breaks: Sequence[float]) -> npt.NDArray[np.intp]:
    return np.searchsorted(np.asarray(breaks), values, side="left")


def unmet_per_displaced_person(view: View, atlas: Atlas) -> pd.DataFrame:
    """Return unmet requirements per displaced person, US dollars, and their range over the ways to split.

    Columns ``value``, ``low``, ``high``, ``people``, ``asked`` (requirements per displaced
    person under the view's split), ``little_asked`` (see `little_asked`) and one per way to
    split; one row per region with a complete figure above 0. What the money is for goes
    beyond displaced persons: this is a yardstick, no budget per head. It is shared.
    """
    return _unmet_per_person(atlas, view.of_figures().but(need="idps", against="unmet"))


@remember(most=64)
def _unmet_per_person(atlas: Atlas, view: View) -> pd.DataFrame:
    need = read_need(view.need, atlas.observations, atlas.regions, view.areas, view.date)
    people = pd.Series({region: n for region, n in need.values().items() if n > 0}, dtype="float64", name="need")
    each = _responses(view, atlas).loc[people.index].div(people, axis=0)
    money = estimate_by_region(view, atlas).frame.loc[people.index]
    asked = money["required"] / people
    return each.assign(
        value=each[view.split], low=each.min(axis=1), high=each.max(axis=1), people=people, asked=asked,
        little_asked=little_asked(people[money["sectors"] > 0], asked).reindex(people.index, fill_value=False),
    )  # fmt: skip


def little_asked(people: pd.Series[float], asked: pd.Series[float]) -> pd.Series[bool]:
    """Tell in which regions there are many people and little is asked for them.

    Many: above the median of the regions' *people*. Little: what is *asked* per person is
    under half of what is asked per person in these regions together. A small gap per person
    there says that the plan asks for little, not that the need is met.
    """
    together = (asked * people).sum() / people.sum() if len(people) else 0
    return (people > people.median()) & (asked.loc[people.index] < together / 2)


def list_claims(view: View, atlas: Atlas) -> tuple[Claim, ...]:
    """List what the comparison says of each region, and under which ways to split it holds."""
    compared = compare_need_and_response(view, atlas)
    ranks = compared.responses.round(2).rank(ascending=False, method="min")
    signs = np.sign(ranks.sub(compared.frame["need_rank"], axis=0)).to_dict("index")
    rows = compared.frame.sort_values("need_rank").to_dict("index")
    kinds = {1.0: "higher", -1.0: "lower", 0.0: "same"}
    claims = []
    for region, row in rows.items():
        sign, methods = signs[region][view.split], signs[region]
        holds = tuple(m for m in methods if methods[m] == sign)
        both = (int(row["need_rank"]), int(row["response_rank"]))
        fails = tuple(m for m in methods if m not in holds)
        claims.append(Claim(kinds[float(sign)], str(region), holds, fails, both))
    if view.need == "idps" and view.against == "unmet" and len(compared.frame):
        claims += _extremes(unmet_per_displaced_person(view, atlas), list(compared.responses.columns), view.split)
    return tuple(claims)


def _extremes(each: pd.DataFrame, methods: list[str], split: str) -> list[Claim]:
    claims = []
    for kind, end in (("most", "idxmax"), ("least", "idxmin")):
        first = {m: str(getattr(each[m], end)()) for m in methods}
        holds = tuple(m for m in methods if first[m] == first[split])
        claims.append(Claim(kind, first[split], holds, tuple(m for m in methods if m not in holds)))
    return claims
