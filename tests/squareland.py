"""Squareland: three square regions side by side, and plans over them worked out by hand."""

import geopandas as gpd
import pandas as pd
import shapely

from geo.atlas import Atlas
from geo.observations import Observations
from geo.plans import Plan
from geo.regions import Regions

SLUGS = ("ash", "birch", "cedar")
PEOPLE = {"ash": 100, "birch": 300, "cedar": 600}
PHASE3 = {"ash": 20, "birch": 100, "cedar": 60}
IDPS = {"ash": 30, "birch": 10}  # cedar has no figure: unknown, not 0


def regions(vintage="2023"):
    """Ash, Birch and Cedar; before 2023 Birch and Cedar were one, called Birch."""
    rollup = {s: s for s in SLUGS} if vintage == "2023" else {"ash": "ash", "birch": "birch", "cedar": "birch"}
    kept = [s for s in SLUGS if s in rollup.values()]
    frame = gpd.GeoDataFrame(
        {
            "name_en": [s.title() for s in kept],
            "name_fr": [f"{s.title()} (fr)" for s in kept],
            "pcode_2025": [f"SQ{n}" for n, _ in enumerate(kept)],
            "pcode_2021": [f"SQ{n}" for n, _ in enumerate(kept)],
            "population_2022": [sum(PEOPLE[s] for s in SLUGS if rollup[s] == k) for k in kept],
            "source": "census of Squareland",
        },
        index=pd.Index(kept, name="region"),
        geometry=[shapely.box(n, 0, n + 1, 1) for n, _ in enumerate(kept)],
        crs="EPSG:4326",
    )
    return Regions(vintage, frame, rollup, "Squareland")


def plan(sectors, header=None):
    """Make a plan from {code: (requirement, confirmed or None, places, basis)}."""
    codes = list(sectors)
    header_usd = sum(s[0] for s in sectors.values()) if header is None else header
    table = pd.DataFrame(
        {
            "objective": "1", "title_en": [c.title() for c in codes], "title_fr": [c.title() for c in codes],
            "source_title": [c.title() for c in codes], "printed_funded_pct": pd.array([None] * len(codes), "Int64"),
            "requirements_usd": pd.array([s[0] for s in sectors.values()], dtype="Float64"),
        },
        index=pd.Index(codes, name="sector"),
    )  # fmt: skip
    places = [
        {"sector": code, "activity": "", "place": place, "basis": basis, "source": "test"}
        for code, (_, _, names, basis) in sectors.items()
        for place in (names or [""])
    ]
    funding = pd.DataFrame(
        {
            "sector": codes,
            "as_of": pd.Timestamp("2024-01-01"),
            "amount_usd": pd.array([s[1] for s in sectors.values()], dtype="Float64"),
            "state": ["not_reported" if s[1] is None else "confirmed" for s in sectors.values()],
        }
    )
    objectives = pd.DataFrame(
        {
            "title_en": ["One"], "title_fr": ["Un"], "requirements_usd": [table["requirements_usd"].sum()],
            "people_targeted_text_en": [""], "printed_funded_pct": pd.array([None], "Int64"),
        },
        index=pd.Index(["1"], name="objective"),
    )  # fmt: skip
    header_row = pd.Series(
        {
            "plan": "squareland", "title_en": "Squareland", "title_fr": "Squareland", "source": "test",
            "requirements_usd": header_usd, "text_date": pd.Timestamp("2024-02-01"),
            "funding_date": pd.Timestamp("2024-01-01"),
        }
    )  # fmt: skip
    zones = pd.DataFrame({"zone": ["east", "east"], "region": ["birch", "cedar"]})
    empty = pd.DataFrame()
    return Plan(
        code="squareland", header=header_row, objectives=objectives, sectors=table, activities=empty,
        places=pd.DataFrame(places), zones=zones, funding=funding, partners=empty, groups=empty, staff=empty,
        history=empty,
    )  # fmt: skip


def atlas(sectors, header=None):
    """Make an atlas of Squareland; displaced persons are known in Ash and Birch only."""
    idps = pd.DataFrame(
        {
            "date": pd.Timestamp("2023-06-30"), "region": list(IDPS), "areas": "2023",
            "idps": pd.array(list(IDPS.values()), dtype="Int64"), "source": "test",
        }
    )  # fmt: skip
    food = pd.DataFrame(
        {
            "start": pd.Timestamp("2023-06-01"), "end": pd.Timestamp("2023-08-31"), "reference": "Jun-Aug",
            "kind": "projected", "region": list(PHASE3), "areas": "2023", "together": "",
            "population": pd.array([200, 400, 400], dtype="Int64"),
            "phase3plus": pd.array(list(PHASE3.values()), dtype="Int64"), "source": "test",
        }
    )  # fmt: skip
    vintages = {v: regions(v) for v in ("2023", "2016", "2012")}
    return Atlas(plan(sectors, header), vintages, None, Observations(idps, food))
