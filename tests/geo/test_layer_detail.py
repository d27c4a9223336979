"""Records by cercle, hexagon, site and flow, by hand on Squareland; and nothing of a small group can be reckoned."""

from collections import defaultdict

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.monitoring.layers import detail as detail_room
from geo.monitoring.layers.detail import CERCLE, FLOW, HEXAGON, SITE, FinePlaces, detail_of
from geo.monitoring.layers.levels import hexagon_shapes
from geo.monitoring.layers.partial_sums import add_up
from geo.monitoring.layers.placing import HexPlacer, shape_placer
from geo.monitoring.layers.point_raster import raster_of
from geo.monitoring.layers.profile import load_profiles
from geo.monitoring.layers.records import read_records
from geo.monitoring.layers.summary import Grid, summarise_parts
from tests import squareland

PROFILES = load_profiles()
REGIONS = squareland.regions().frame
# Each region has a southern and a northern half.
HALVES = {f"{slug}-{side}": slug for slug in squareland.SLUGS for side in ("south", "north")}
CERCLES = gpd.GeoDataFrame(
    index=list(HALVES),
    geometry=[shapely.box(n, low, n + 1, low + 0.5) for n in range(3) for low in (0.0, 0.5)],
    crs="EPSG:4326",
)
PLACES = FinePlaces(
    shape_placer(REGIONS, [(s.title(), s) for s in squareland.SLUGS]),
    shape_placer(CERCLES, [(code.replace("-", " "), code) for code in HALVES]),
    HALVES,
    HexPlacer(4, raster_of(REGIONS)),
)
TODAY = pd.Timestamp("2024-06-01")
JANUARY = pd.Timestamp("2024-01-01").date()


def cut(layer, rows, period="month"):
    table, profile = pd.DataFrame(rows), PROFILES[layer]
    records, reasons = read_records(table, profile, PLACES.regions, TODAY, np.zeros(len(table), dtype=bool))
    part = add_up(records, reasons, len(table), profile, period)
    above = summarise_parts(part, profile, Grid(PLACES.regions.codes, "region", period))
    return detail_of(records, table, profile, PLACES, above), above


def shown(detail, kind, measure, start=JANUARY):
    """Return a cut's values by place, None where one is withheld."""
    rows = detail.at(kind, measure, start)
    return {
        place: None if row.withheld else row.value for place, row in zip(rows.index, rows.itertuples(), strict=True)
    }


HERDS = [
    {"lon": 0.2, "lat": 0.2, "date": "2024-01-03", "heads": 10, "site": "ford", "origin": "Cedar"},
    {"lon": 0.2, "lat": 0.2, "date": "2024-01-20", "heads": 5, "site": "ford", "origin": "Cedar"},
    {"lon": 0.8, "lat": 0.8, "date": "2024-01-05", "heads": 7, "site": "well", "origin": "Birch"},
    {"lon": 1.5, "lat": 0.9, "date": "2024-01-06", "heads": 4, "site": "", "origin": "Birch"},
    {"lon": 1.5, "lat": 0.9, "date": "2024-02-06", "heads": 9, "site": "", "origin": "elsewhere"},
]


def test_herds_are_added_up_by_cercle_site_and_flow():
    made, _ = cut("transhumance", HERDS)
    assert shown(made, CERCLE, "heads") == {"ash-south": 15, "ash-north": 7, "birch-north": 4}
    assert shown(made, CERCLE, "movements") == {"ash-south": 2, "ash-north": 1, "birch-north": 1}
    assert shown(made, SITE, "heads") == {"ash|ford": 15, "ash|well": 7}
    assert shown(made, FLOW, "heads") == {"cedar>ash": 15, "birch>ash": 7, "birch>birch": 4}
    assert made.sites.loc["ash|ford"].to_dict() == {"name": "ford", "region": "ash", "lon": 0.2, "lat": 0.2}
    assert made.astray == 1
    february = pd.Timestamp("2024-02-01").date()
    assert shown(made, CERCLE, "heads", february) == {"birch-north": 9}
    assert shown(made, FLOW, "heads", february) == {}


def test_hexagons_hold_the_points_that_lie_in_them():
    made, _ = cut("transhumance", HERDS)
    found = shown(made, HEXAGON, "heads")
    shapes = hexagon_shapes(list(found))
    assert sum(found.values()) == 26
    for lon, lat, heads in ((0.2, 0.2, 15), (0.8, 0.8, 7), (1.5, 0.9, 4)):
        (code,) = [c for c, shape in shapes.items() if shape.contains(shapely.Point(lon, lat))]
        assert found[code] == heads


def test_a_point_outside_of_the_region_that_its_record_counts_in_is_in_no_hexagon_and_no_site():
    rows = [{"pcode": "Ash", "date": "2024-01-03", "idps": 9, "site": "a", "lon": 0.5, "lat": 0.2},
            {"pcode": "Ash", "date": "2024-01-03", "idps": 5, "site": "b", "lon": 2.5, "lat": 0.2}]  # fmt: skip
    made, above = cut("mobility", rows)
    assert above.table.set_index(["measure", "place"]).loc[("displaced", "ash"), "value"] == 14
    assert shown(made, SITE, "displaced") == {"ash|a": 9}
    assert sum(shown(made, HEXAGON, "displaced").values()) == 9
    assert shown(made, CERCLE, "displaced") == {"ash-south": 9}  # a region is no cercle


def test_a_written_cercle_is_one_where_there_is_no_point():
    rows = [{"cercle": "ash north", "date": "2024-01-03", "idps": 9, "site": "a"}]
    made, _ = cut("mobility", [{**r, "pcode": r["cercle"]} for r in rows])
    assert HEXAGON not in made.tables
    assert SITE not in made.tables  # without coordinates no site can be drawn


def test_a_site_that_moves_is_where_it_was_seen_last():
    rows = [{"lon": 0.2, "lat": 0.2, "date": "2024-01-20", "heads": 1, "site": "camp"},
            {"lon": 0.2, "lat": 0.8, "date": "2024-01-03", "heads": 2, "site": "camp"}]  # fmt: skip
    made, _ = cut("transhumance", rows)
    assert shown(made, CERCLE, "heads") == {"ash-south": 3}
    assert made.sites.loc["ash|camp", "lat"] == 0.2


def test_means_and_shares_are_of_their_own_place():
    scores = [(20, 0.2), (60, 0.2), (40, 0.2), (90, 0.8), (90, 0.8), (30, 0.8)]
    rows = [{"region": "Ash", "date": "2024-01-03", "score": score, "site": f"s{n}", "lon": 0.5, "lat": lat}
            for n, (score, lat) in enumerate(scores)]  # fmt: skip
    made, _ = cut("stability", rows)
    assert shown(made, CERCLE, "score") == {"ash-south": 40, "ash-north": 70}
    assert shown(made, CERCLE, "fragile") == {"ash-south": pytest.approx(2 / 3), "ash-north": pytest.approx(1 / 3)}
    assert set(shown(made, SITE, "score").values()) == {None}  # each has one record, and three are the least


def test_with_too_many_parts_nothing_finer_than_cercles_is_shown_of_a_layer_with_small_groups(monkeypatch):
    monkeypatch.setattr(detail_room, "MOST_ATOMS", 2)
    rows = [{"lon": 0.2 + n / 4, "lat": 0.2, "date": "2024-01-03", "persons": 1, "site": f"s{n}"} for n in range(3)]
    made, _ = cut("migrants", rows)
    assert made.too_many
    assert list(made.tables) == [CERCLE]  # a table of cercles agrees with that of regions by itself
    assert not cut("transhumance", [{**r, "heads": 1} for r in rows])[0].too_many  # a layer that shows all


SPOTS = [(0.2, 0.2), (0.2, 0.8), (0.9, 0.3), (1.1, 0.3), (1.5, 0.8), (2.5, 0.2)]
ORIGINS = ("Ash", "Birch", "Cedar", "")
POINT = st.tuples(
    st.integers(0, len(SPOTS) - 1),
    st.integers(0, 1),
    st.integers(0, len(ORIGINS) - 1),
    st.integers(1, 7),
    st.booleans(),
)


def written(points):
    """Write groups at a few points, with or without a site, of a few origins, in two months: so many records each."""
    rows = []
    for spot, site, origin, n, late in points:
        lon, lat = SPOTS[spot]
        day = "2024-02-03" if late else "2024-01-03"
        row = {"lon": lon, "lat": lat, "date": day, "persons": 1, "fmp": f"p{spot}" if site else ""}
        rows += [row | {"origin": ORIGINS[origin]}] * n
    return rows


def labels(row):
    """Tell where a row counts, worked out apart from what is tested: the place of each cut."""
    slug = squareland.SLUGS[int(row["lon"])]
    half = f"{slug}-{'south' if row['lat'] < 0.5 else 'north'}"
    site = f"{slug}|{row['fmp']}" if row["fmp"] else ""
    return {"region": slug, CERCLE: half, SITE: site, FLOW: f"{row['origin'].lower()}>{slug}" if row["origin"] else ""}


@settings(max_examples=60, deadline=None)
@given(st.lists(POINT, min_size=1, max_size=12))
def test_no_withheld_figure_can_be_reckoned_from_regions_cercles_hexagons_sites_and_flows_together(points):
    rows = written(points)
    made, above = cut("migrants", rows)
    cells = shape_of_rows(rows, made)
    atoms = sorted({(*labels(r).values(), c, r["date"][:7]) for r, c in zip(rows, cells, strict=True)})
    place_of = {"region": 0, CERCLE: 1, SITE: 2, FLOW: 3, HEXAGON: 4}
    counts = defaultdict(int)
    for row, cell in zip(rows, cells, strict=True):
        counts[(*labels(row).values(), cell, row["date"][:7])] += 1
    tables = {"region": above.table.assign(value=above.table["n"]), **made.tables}
    told, held = [], []
    for kind, table in tables.items():
        for r in table[table["measure"] == "groups"].itertuples():
            month = f"{r.period:%Y-%m}"
            vector = np.array([float(a[-1] == month and r.place in ("", a[place_of[kind]])) for a in atoms])
            if kind != "region" and r.place == "":
                continue
            n = int(vector @ [counts[a] for a in atoms])
            if r.withheld:
                held.append(vector)
                assert pd.isna(r.value)
            else:
                assert n == r.n >= 5
                told.append(vector)
    # Small parts are told by nothing either: a site's people from one region, say.
    held += [np.eye(len(atoms))[n] for n, a in enumerate(atoms) if counts[a] < 5]
    known = np.array(told).reshape(-1, len(atoms))
    rank = np.linalg.matrix_rank(known) if len(known) else 0
    for vector in held:
        assert np.linalg.matrix_rank(np.vstack([known, vector])) > rank


def shape_of_rows(rows, made):
    """Return the hexagon of each row."""
    codes = list(made.tables[HEXAGON]["place"].unique())
    shapes = hexagon_shapes(codes)
    found = {}
    for lon, lat in {(r["lon"], r["lat"]) for r in rows}:
        found[lon, lat] = next(c for c, s in shapes.items() if s.contains(shapely.Point(lon, lat)))
    return [found[r["lon"], r["lat"]] for r in rows]
