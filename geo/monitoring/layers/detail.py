"""What a file of records says more finely than by region: per cercle, hexagon and site, and as flows between regions.

All of these cut the same records, so what is withheld of them is decided together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from geo.core import fold_name
from geo.monitoring.layers.partial_sums import add_up, periods_of
from geo.monitoring.layers.placing import Reasons, as_numbers
from geo.monitoring.layers.point_raster import OUTSIDE
from geo.monitoring.layers.records import Records
from geo.monitoring.layers.shown_sums import EVERYWHERE, withheld_below
from geo.monitoring.layers.summary import place_figures, values_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geo.monitoring.layers.placing import Numbers, Placer
    from geo.monitoring.layers.profile import LayerProfile
    from geo.monitoring.layers.summary import LayerSummary

    Words = np.ndarray[tuple[int, ...], np.dtype[np.object_]]

CERCLE, HEXAGON, SITE, FLOW = "cercle", "hexagon", "site", "flow"
CUTS = (CERCLE, HEXAGON, SITE, FLOW)
"""The ways in which records are cut, beside by region."""
HEXAGON_LEVEL = "h3:4"
"""Hexagons of about 1,800 km²: some 700 cover Mali."""
MOST_ATOMS = 400
"""Up to so many parts of a period it is worked out what of them tells another (a few seconds); beyond, a layer with
small groups is drawn by region and cercle alone."""
_BETWEEN = ">"


class FinePlaces(NamedTuple):
    """Where records are looked for: regions, whose numbers they have, cercles with their regions, and hexagons."""

    regions: Placer
    cercles: Placer
    parents: Mapping[str, str]
    hexagons: Placer


@dataclass(frozen=True, eq=False)
class LayerDetail:
    """A layer's figures more finely than by region.

    ``tables`` has by cut (`CUTS`) one row per measure, place and period: ``value`` and ``n``
    are missing where the row is ``withheld``. A cut that the file does not have is not there.
    A flow's place is two regions: ``mopti>gao``. ``sites`` has the name and coordinates
    (degrees, EPSG:4326) of each site. ``too_many`` says that there are more parts than can be
    told apart, so that nothing finer than cercles may be shown. ``astray`` counts the records whose origin
    or destination is no region of the country, where no group is too small to be shown.
    """

    tables: Mapping[str, pd.DataFrame]
    sites: pd.DataFrame
    too_many: bool = False
    astray: int = 0

    def at(self, cut: str, measure: str, start: object) -> pd.DataFrame:
        """Return a measure's rows of the period that begins on a day, by place."""
        table = self.tables[cut]
        chosen = table[(table["measure"] == measure) & (table["period"].dt.date == start)]
        return chosen.set_index("place")[["value", "n", "withheld"]]


def detail_of(
    records: Records, table: pd.DataFrame, profile: LayerProfile, places: FinePlaces, above: LayerSummary
) -> LayerDetail:
    """Cut records by cercle, hexagon, site and flow.

    Parameters
    ----------
    records, table
        The records that can be used, by the number of their region, and the table that they are of.
    profile
        The layer.
    places
        Where they are looked for.
    above
        The table of regions: what it shows and withholds stays so.

    Returns
    -------
    LayerDetail
        A point counts only where it lies in the region that its record counts in. Sites are
        those that the table names and places by coordinates, each where it was seen last.
    """
    labels = _labels(records, table, profile, places)
    cuts = {cut: labels[cut] for cut in CUTS if (labels[cut] != "").any()}
    astray = 0 if profile.smallest > 1 else int(labels["astray"].sum())
    atoms = _joined(labels, cuts)
    too_many = profile.smallest > 1 and _most_at_once(atoms, records, above.period) > MOST_ATOMS
    if too_many:
        cuts = {cut: column for cut, column in cuts.items() if cut == CERCLE}
        atoms = _joined(labels, cuts)
    uppers = {
        atom: (region, *(_place(cut, column[n]) for cut, column in cuts.items() if column[n]))
        for n, (atom, region) in enumerate(zip(atoms, labels["region"], strict=True))
    }
    counted = _counted(_figures(atoms, records, profile, above.period))
    hidden = withheld_below(counted, uppers, above.table, profile)
    tables = {cut: _laid_out(cut, column, records, profile, above, hidden) for cut, column in cuts.items()}
    return LayerDetail(tables, _sites(labels) if SITE in cuts else no_sites(), too_many, astray)


def _most_at_once(atoms: Words, records: Records, period: str) -> int:
    """Return how many parts the period with most of them has."""
    parts = pd.DataFrame({"atom": atoms, "period": periods_of(records.day, period)}).drop_duplicates()
    return int(parts["period"].value_counts().max())


def _place(cut: str, name: str) -> str:
    """Name a place of a cut apart from those of others."""
    return f"{cut} {name}"


def _joined(labels: Mapping[str, Any], cuts: Mapping[str, Words]) -> Words:
    """Name the smallest part that all cuts have in common for each record."""
    named: Words = labels["region"]
    for column in cuts.values():
        named = named + "|" + column
    return named


def _labels(records: Records, table: pd.DataFrame, profile: LayerProfile, places: FinePlaces) -> dict[str, Any]:
    """Tell each record's region and its place in each cut, empty where it has none."""
    kept = table.iloc[records.row]
    region = np.array(places.regions.codes, dtype=object)[records.place]
    lon, lat = (_degrees(kept, profile, key) for key in ("lon", "lat"))
    lies = places.regions.of_points(lon, lat) == records.place
    found: dict[str, Any] = {"region": region, "lon": lon, "lat": lat}
    found[CERCLE] = _cercles(kept, profile, places, (lon, lat, lies), region)
    found[HEXAGON] = _named(places.hexagons.of_points(lon, lat), lies, lambda n: f"{int(n):x}")
    sites = _column(kept, profile, SITE)
    name = np.full(len(kept), "", dtype=object) if sites is None else _texts(sites)
    found["name"] = name
    found[SITE] = np.where(lies & (name != ""), region + "|" + name, "")
    found |= _where_last_seen(found, records.day)
    found[FLOW], found["astray"] = _flows(kept, profile, places, region)
    return found


def _cercles(
    kept: pd.DataFrame, profile: LayerProfile, places: FinePlaces, points: tuple[Numbers, Numbers, Numbers],
    region: Words,
) -> Words:  # fmt: skip
    """Return each record's cercle: where its point lies, else as its place is written; of its own region alone."""
    lon, lat, lies = points
    number = np.where(lies, places.cercles.of_points(lon, lat), OUTSIDE)
    written = _column(kept, profile, "place")
    if written is not None:
        number = np.where(number == OUTSIDE, places.cercles.of_words(written)[0], number)
    codes = places.cercles.codes
    named = _named(number, number != OUTSIDE, lambda n: codes[int(n)])
    parents = np.array([places.parents.get(c, "") for c in named], dtype=object)
    return np.where(parents == region, named, "")


def _where_last_seen(found: dict[str, Any], day: Numbers) -> dict[str, Any]:
    """Put all records of a site where it was seen last: it is in one cercle and one hexagon."""
    frame = pd.DataFrame({key: found[key] for key in (SITE, CERCLE, HEXAGON, "lon", "lat")}).assign(day=day)
    named = frame[frame[SITE] != ""]
    last = named.sort_values("day", kind="stable").drop_duplicates(SITE, keep="last").set_index(SITE)
    moved = {}
    for key in (CERCLE, HEXAGON, "lon", "lat"):
        there = frame[SITE].map(last[key])
        moved[key] = frame[key].where(there.isna(), there).to_numpy()
    return moved


def _flows(kept: pd.DataFrame, profile: LayerProfile, places: FinePlaces, region: Words) -> tuple[Words, Numbers]:
    """Return from which region to which each record goes, and which say one that is not of the country."""
    ends, astray = [], np.zeros(len(kept), dtype=bool)
    written = [_column(kept, profile, key) for key in ("origin", "destination")]
    if all(column is None for column in written):
        return np.full(len(kept), "", dtype=object), astray
    codes = places.regions.codes
    for column in written:
        if column is None:
            ends.append(region)
            continue
        number, _ = places.regions.of_words(column)
        ends.append(_named(number, number != OUTSIDE, lambda n: codes[int(n)]))
        astray |= (number == OUTSIDE) & (_texts(column) != "")
    both = (ends[0] != "") & (ends[1] != "")
    return np.where(both, ends[0] + _BETWEEN + ends[1], ""), astray


def _column(kept: pd.DataFrame, profile: LayerProfile, key: str) -> pd.Series[Any] | None:
    """Return the column of a table that a profile's key goes by; None where there is none."""
    there = {fold_name(str(name)): name for name in reversed(list(kept.columns))}
    name = next((there[fold_name(n)] for n in profile.fields[key] if fold_name(n) in there), None)
    return None if name is None else kept[name]


def _degrees(kept: pd.DataFrame, profile: LayerProfile, key: str) -> Numbers:
    column = _column(kept, profile, key)
    if column is None:
        return np.full(len(kept), np.nan)
    degrees: Numbers = as_numbers(column, degrees=True).to_numpy(dtype=float, na_value=np.nan)
    return degrees


def _texts(column: pd.Series[Any]) -> Words:
    texts: Words = column.fillna("").astype(str).str.strip().to_numpy(dtype=object)
    return texts


def _named(numbers: Numbers, there: Numbers, name: Any) -> Words:  # noqa: ANN401 - a function of a number
    """Name the places of numbers, each different one once."""
    found = np.full(len(numbers), "", dtype=object)
    values, which = np.unique(numbers[there], return_inverse=True)
    found[there] = np.array([name(n) for n in values], dtype=object)[which] if len(values) else ""
    return found


def _figures(places: Words, records: Records, profile: LayerProfile, period: str) -> dict[str, pd.DataFrame]:
    """Add records up by place; those without one are left out."""
    chosen = np.flatnonzero(places != "")
    number, codes = pd.factorize(places[chosen], sort=True)
    columns = {code: column.iloc[chosen].reset_index(drop=True) for code, column in records.columns.items()}
    site = records.site.iloc[chosen].reset_index(drop=True)
    here = Records(number, records.day[chosen], site, columns, records.synthetic, records.row[chosen])
    part = add_up(here, Reasons(), len(here), profile, period)
    made = {m.code: f for m in profile.measures if (f := place_figures(m, part)) is not None}
    return {code: f.assign(place=codes[f["place"]]) for code, f in made.items()}


def _counted(figures: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series[int]]:
    """Return the records behind each figure, the country's among them."""
    counted = {}
    for code, found in figures.items():
        whole = found.groupby("period", as_index=False)["n"].sum().assign(place=EVERYWHERE)
        counted[code] = pd.concat([found, whole]).set_index(["place", "period"])["n"]
    return counted


def _laid_out(  # noqa: PLR0913, PLR0917 - a cut, its records and what is withheld of it
    cut: str, places: Words, records: Records, profile: LayerProfile, above: LayerSummary,
    hidden: set[tuple[str, str, Hashable]],
) -> pd.DataFrame:  # fmt: skip
    """Write the table of a cut, without the figures that are withheld."""
    rows = []
    for code, found in _figures(places, records, profile, above.period).items():
        cells = zip(found["place"], found["period"], strict=True)
        held = np.array([(code, _place(cut, place), pd.Timestamp(when)) in hidden for place, when in cells], dtype=bool)
        value = values_of(profile.measure(code), found)
        rows.append(found.assign(measure=code, value=value.where(~held, np.nan), withheld=held,
                                 n=found["n"].where(~held, pd.NA).astype("Int64")))  # fmt: skip
    columns = ["measure", "place", "period", "value", "n", "withheld"]
    table = pd.concat(rows, ignore_index=True)[columns]
    return table.assign(period=pd.to_datetime(table["period"]))


def _sites(labels: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame({key: labels[key] for key in (SITE, "name", "region", "lon", "lat")})
    return frame[frame[SITE] != ""].drop_duplicates(SITE).set_index(SITE).astype({"lon": float, "lat": float})


def no_sites() -> pd.DataFrame:
    """Return a table of sites without any."""
    return pd.DataFrame(columns=["name", "region", "lon", "lat"])
