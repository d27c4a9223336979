"""Squareland: three square regions side by side, and plans over them worked out by hand."""

import dataclasses

import geopandas as gpd
import pandas as pd
import shapely

from geo.core import DATA_FOLDER
from geo.monitoring import Observations, load_indicators
from geo.places import Regions
from geo.places.basemap import empty_basemap
from geo.plans import Plan
from geo.store import Atlas

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
            "plan": "squareland", "title_en": "Squareland", "title_fr": "Squareland", "country": "SQL",
            "source": "test",
            "requirements_usd": header_usd, "text_date": pd.Timestamp("2024-02-01"),
            "funding_date": pd.Timestamp("2024-01-01"),
        }
    )  # fmt: skip
    zones = pd.DataFrame({"zone": "east", "title_en": "The east", "title_fr": "L’est", "region": ["birch", "cedar"]})
    empty = pd.DataFrame()
    return Plan(
        code="squareland", header=header_row, objectives=objectives, sectors=table, activities=empty,
        places=pd.DataFrame(places), zones=zones, funding=funding, partners=empty, groups=empty, staff=empty,
        history=empty,
    )  # fmt: skip


TABLES = {
    "objectives": """objective,title_en,title_fr,summary_en,summary_fr,requirements_usd,people_targeted,\
people_targeted_text_en,people_targeted_text_fr,entities_targeted,printed_funded_pct,printed_gap_pct,target_groups,\
partners,source,text_hash
1,Save lives,Sauver des vies,Short.,Court.,1500000,50000,,,,,,,,test,
2,Rebuild,Reconstruire,Short.,Court.,250000,,,,,,,,,test,
""",
    "sectors": """sector,objective,title_en,title_fr,summary_en,summary_fr,source_title,requirements_usd,\
printed_funded_pct,printed_gap_pct,partners,source,text_hash
food,1,Food,Vivres,Short.,Court.,Food,1000000,,,,test,
water,1,Water,Eau,Short.,Court.,Water,500000,,,,test,
roads,2,Roads,Routes,Short.,Court.,Roads,250000,,,,test,
""",
    "activities": """activity,sector,bullet,title_en,title_fr,summary_en,summary_fr,modality,target_groups,\
partners,source,text_hash
food-1,food,1,Give food,Donner des vivres,Short.,Court.,in_kind,,,test,
""",
    "places": """sector,activity,place,basis,source
food,,ash,named,test
food,,birch,named,test
water,,east,zone,test
roads,,,not_stated,test
""",
    "zones": """zone,title_en,title_fr,aliases,region,source
east,The east,L’est,,birch,test
east,The east,L’est,,cedar,test
""",
    "funding": """sector,as_of,amount_usd,state,source
food,2024-01-01,400000,confirmed,test
water,2024-01-01,,not_reported,test
roads,2024-01-01,,not_reported,test
""",
    "partners": "partner,name_en,name_fr,kind\n",
    "groups": "group,name_en,name_fr\n",
    "staff": "figure,name_en,name_fr,value,as_of,source\n",
    "history": "year,plan,organisation,people_in_need,people_targeted,people_targeted_text,requirements_usd,source\n",
}
"""A plan over Squareland as files: 2,000,000 in its header, 250,000 of it in no objective."""
HEADER = {
    "plan": "sql-2024", "title_en": "Squareland Response Plan", "title_fr": "Plan de réponse pour Squareland",
    "country": "SQL", "start_year": "2024", "end_year": "2024", "text_date": "2024-02-01", "funding_date": "2024-01-01",
    "requirements_usd": "2000000", "people_in_need": "", "people_targeted": "50000", "source": "test",
}  # fmt: skip


def write_plan(data, tables=TABLES, **changed):
    """Write a plan into a folder of data: its header with some cells changed, and tables; return its folder."""
    header = HEADER | changed
    folder = data / "plans" / header["plan"]
    folder.mkdir(parents=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "plan.csv").write_text(",".join(header) + "\n" + ",".join(header.values()) + "\n", encoding="utf-8")
    return folder


def write_shapes(path, level=1):
    """Write the three squares as a file of OCHA's form: admin 1, or each cut into two units of admin 2."""
    rows = []
    for n, slug in enumerate(SLUGS):
        first = {"ADM1_EN": slug.title(), "ADM1_FR": slug.title(), "ADM1_PCODE": f"SQ0{n + 1}"}
        if level == 1:
            rows.append(first | {"geometry": shapely.box(n, 0, n + 1, 1)})
        else:
            rows += [
                first | {"ADM2_EN": f"{slug.title()} {half}", "ADM2_PCODE": f"SQ0{n + 1}0{half}",
                         "geometry": shapely.box(n, (half - 1) / 2, n + 1, half / 2)}
                for half in (1, 2)
            ]  # fmt: skip
    gpd.GeoDataFrame(rows, crs="EPSG:4326").to_file(path)
    return path


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
    observed = Observations(load_indicators(DATA_FOLDER), {"idps": idps, "food": food})
    return Atlas(plan(sectors, header), vintages, empty_basemap(), observed)


def observing(made, **tables):
    """Give an atlas other tables of observed figures."""
    found = made.observations
    return dataclasses.replace(made, observations=dataclasses.replace(found, tables=found.tables | tables))


def furnished(made):
    """Give an atlas of Squareland activities, partners, groups and history: all that its files are made of."""
    header = pd.concat(
        [made.plan.header, pd.Series({"people_in_need": 800, "people_targeted": 500, "start_year": 2024})]
    )
    activities = pd.DataFrame(
        {
            "sector": ["food", "water"], "title_en": ["Give food", "=1+1"], "title_fr": ["Donner des vivres", "-2"],
            "summary_en": ["Short.", "+2+3"], "summary_fr": ["Court.", "@x"], "modality": ["in_kind", "cash"],
            "target_groups": ["displaced; hosts", ""], "partners": ["wfp", ""], "source": ["page 1", "page 2"],
        },
        index=pd.Index(["food-1", "water-1"], name="activity"),
    )  # fmt: skip
    groups = pd.DataFrame(
        {"name_en": ["displaced people", "hosts"], "name_fr": ["déplacés", "hôtes"]},
        index=pd.Index(["displaced", "hosts"], name="group"),
    )
    partners = pd.DataFrame({"name_en": ["WFP"], "name_fr": ["PAM"]}, index=pd.Index(["wfp"], name="partner"))
    history = pd.DataFrame(
        {
            "year": ["2025", "2023", "2024", "2022"], "organisation": ["IOM", "IOM", "IOM", "Other"],
            "people_targeted": [None, 400, 500, 900], "requirements_usd": [1_000_000, 500_000, 2_000_000, 9_000_000],
        }
    )  # fmt: skip
    objectives = made.plan.objectives.assign(people_targeted=500, people_targeted_text_fr="")
    full = dataclasses.replace(
        made.plan,
        header=header,
        objectives=objectives,
        activities=activities,
        groups=groups,
        partners=partners,
        history=history,
    )
    return dataclasses.replace(made, plan=full)
