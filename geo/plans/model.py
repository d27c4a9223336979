"""A crisis response plan as tables: read whole, checked whole, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import N_, DataError, Problem, empty_table, parse_table, read_table, split_list
from geo.plans.identity import REGIONAL
from geo.plans.schema import EXPECTED_CODE, EXPECTED_COUNTRY, SCHEMAS, is_code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path


@dataclass(frozen=True, eq=False)
class Plan:
    """One plan. Each table is indexed by its code; amounts are US dollars.

    ``funding`` is append-only: the latest row of a sector by ``as_of`` is its state. Of a
    plan that is known by its header only, all other tables are empty.
    """

    code: str
    header: pd.Series[object]
    objectives: pd.DataFrame
    sectors: pd.DataFrame
    activities: pd.DataFrame
    places: pd.DataFrame
    zones: pd.DataFrame
    funding: pd.DataFrame
    partners: pd.DataFrame
    groups: pd.DataFrame
    staff: pd.DataFrame
    history: pd.DataFrame

    @property
    def header_only(self) -> bool:
        """Whether nothing but the plan's header is known: no sector, no place, no funding."""
        return bool(self.sectors.empty)

    @property
    def country(self) -> str:
        """The country's ISO 3166 code of three letters; empty of a plan over several."""
        return str(self.header["country"])

    @property
    def regional(self) -> bool:
        """Whether it is a plan over several countries: it has no country of its own."""
        return not self.country

    @property
    def countries(self) -> tuple[str, ...]:
        """The plan's country, or those that are listed for a plan over several, which need not be all."""
        return (self.country,) if self.country else tuple(split_list(self.header["countries"]))

    @property
    def text_date(self) -> date | None:
        """The day the plan's text was last updated; None where it is not known."""
        return _day(self.header["text_date"])

    @property
    def funding_date(self) -> date | None:
        """The day the plan's funding was last updated; None where it is not known."""
        return _day(self.header["funding_date"])

    @property
    def file_date(self) -> date:
        """The day that files made of the plan carry: its text's, else the first of its first year."""
        return self.text_date or date(int(str(self.header["start_year"])), 1, 1)

    @property
    def place_codes(self) -> tuple[str, ...]:
        """The regions that the plan names, for a sector or in a zone, in order of appearance."""
        named = self.places.loc[self.places["basis"] == "named", "place"]
        return tuple(dict.fromkeys(str(p) for p in (*named, *self.zones["region"])))

    def latest_funding(self, as_of: date | None = None) -> pd.DataFrame:
        """Return each sector's last row of the funding table up to a day (of all by default), by sector.

        A sector without a row has missing values: nothing was reported up to that day.
        """
        rows = self.funding.sort_values("as_of", kind="stable")
        if as_of is not None:
            rows = rows[rows["as_of"] <= pd.Timestamp(as_of)]
        return rows.drop_duplicates("sector", keep="last").set_index("sector").reindex(self.sectors.index)

    def title(self, lang: str) -> str:
        """Return the plan's title in a language."""
        return str(self.header[f"title_{lang}"])

    def dated_title(self, lang: str) -> str:
        """Return the title with its years first, so that they are seen where there is little room."""
        first, last = str(self.header["start_year"]), str(self.header["end_year"])
        years = first if first == last else f"{first}-{last}"
        return f"{years} · {self.title(lang).replace(years, '').strip()}"


def plan_folders(data: Path) -> tuple[Path, ...]:
    """List the folders of plans below a folder of data, by name; hidden ones and those without a table are none."""
    found = (p for p in (data / "plans").glob("*") if p.is_dir() and not p.name.startswith("."))
    return tuple(sorted(p for p in found if any(p.glob("*.csv"))))


def country_of_plan(folder: Path) -> str:
    """Return the country of a plan by its header; empty where the header cannot be used."""
    table, problems = read_table(folder / "plan.csv", SCHEMAS["plan"])
    return "" if problems or table.empty else str(table["country"].iloc[0])


def load_plan(folder: Path, regions: Collection[str] | None) -> Plan:
    """Read and check every table of a plan, or its header where ``plan.csv`` is all there is.

    Parameters
    ----------
    folder
        Folder with one CSV file per table of `geo.plans.SCHEMAS`; its name is the
        plan's code.
    regions
        Slugs of the regions that a place or zone may name (2023 vintage); None where the
        country has no table of regions, so that any code may stand there.

    Raises
    ------
    DataError
        With every problem of every table, if there is any.
    """
    alone = not any((folder / f"{name}.csv").exists() for name in SCHEMAS if name != "plan")
    read = {
        name: (empty_table(schema), []) if alone and name != "plan" else read_table(folder / f"{name}.csv", schema)
        for name, schema in SCHEMAS.items()
    }
    return _checked(folder.name, read, regions)


def plan_from_texts(code: str, texts: Mapping[str, str], regions: Collection[str] | None) -> Plan:
    """Make a plan of tables in memory: CSV text by name of the table; see `load`."""
    read = {name: parse_table(texts[name].encode(), f"{name}.csv", schema) for name, schema in SCHEMAS.items()}
    return _checked(code, read, regions)


def _checked(
    code: str,
    read: Mapping[str, tuple[pd.DataFrame, list[Problem]]],
    regions: Collection[str] | None,
) -> Plan:
    """Check what the tables say of each other, and make them a plan."""
    tables = {name: table for name, (table, _) in read.items()}
    problems = [p for _, found in read.values() for p in found]
    if not problems:
        problems = _one_plan(tables["plan"], code) + _references(tables, regions) + _states(tables["funding"])
        problems += _whose(tables["plan"])
    if problems:
        raise DataError(problems)
    return _assembled(code, tables)


def _day(cell: object) -> date | None:
    return None if pd.isna(cell) else pd.Timestamp(cell).date()


def _assembled(code: str, tables: dict[str, pd.DataFrame]) -> Plan:
    keyed = {
        name: tables[name].set_index(key)
        for name, key in (
            ("objectives", "objective"), ("sectors", "sector"), ("activities", "activity"),
            ("partners", "partner"), ("groups", "group"), ("staff", "figure"),
        )
    }  # fmt: skip
    plain = {name: tables[name].reset_index(drop=True) for name in ("places", "zones", "funding", "history")}
    return Plan(code=code, header=tables["plan"].iloc[0], **keyed, **plain)


def _one_plan(table: pd.DataFrame, code: str) -> list[Problem]:
    expected = N_("expected exactly one row, with the code {code}")
    if len(table) == 1 and table["plan"].iloc[0] == code:
        return []
    return [Problem("plan.csv", expected, details={"code": code})]


def _whose(table: pd.DataFrame) -> list[Problem]:
    """Find a plan that has neither its country nor the code of a plan over several, and one that has both."""
    country, code = str(table["country"].iloc[0]), str(table["plan"].iloc[0])
    if bool(country) != code.startswith(REGIONAL):
        return []
    row = int(table.index[0])
    if not country:
        return [Problem("plan.csv", EXPECTED_COUNTRY, row, "country", "")]
    expected = N_("a plan over several countries has no country of its own: list them in the column countries")
    return [Problem("plan.csv", expected, row, "country", country)]


def _references(tables: dict[str, pd.DataFrame], regions: Collection[str] | None) -> list[Problem]:
    """Find every code that stands in one table and is not defined in the other."""
    objectives, sectors = set(tables["objectives"]["objective"]), set(tables["sectors"]["sector"])
    activities, zones = set(tables["activities"]["activity"]), set(tables["zones"]["zone"])
    partners, groups = set(tables["partners"]["partner"]), set(tables["groups"]["group"])
    places = tables["places"]
    named, zoned = places[places["basis"] == "named"], places[places["basis"] == "zone"]
    placeless = places[~places["basis"].isin(["named", "zone"])]
    wants = [
        ("sectors.csv", tables["sectors"]["objective"], objectives),
        ("activities.csv", tables["activities"]["sector"], sectors),
        ("places.csv", places["sector"], sectors),
        ("places.csv", places.loc[places["activity"] != "", "activity"], activities),
        ("places.csv", zoned["place"], zones),
        ("places.csv", placeless["place"], {""}),
        ("funding.csv", tables["funding"]["sector"], sectors),
    ]
    if regions is not None:
        wants += [("places.csv", named["place"], set(regions)), ("zones.csv", tables["zones"]["region"], set(regions))]
    wants += [
        (f"{name}.csv", tables[name][column].map(split_list).explode().dropna(), known)
        for name in ("objectives", "sectors", "activities")
        for column, known in (("partners", partners), ("target_groups", groups))
        if column in tables[name]
    ]
    found = [p for file, cells, known in wants for p in _unknown(file, cells, known)]
    return found + (_no_codes(named["place"]) if regions is None else [])


def _no_codes(cells: pd.Series[str]) -> list[Problem]:
    """Find places that are no codes, where no table of regions says which there are."""
    wrong = cells[~is_code(cells)]
    return [Problem("places.csv", EXPECTED_CODE, int(row), "place", str(cell)) for row, cell in wrong.items()]


def _unknown(file: str, cells: pd.Series[str], known: set[str]) -> list[Problem]:
    expected = N_("unknown code; expected one of {known}")
    if known == {""}:
        expected = N_("expected an empty cell: only the bases named and zone have a place")
    words = ", ".join(sorted(known))
    return [
        Problem(file, expected, row=int(row), column=str(cells.name), value=cell, details={"known": words})
        for row, cell in zip(cells.index, cells, strict=True)
        if cell not in known
    ]


def _states(funding: pd.DataFrame) -> list[Problem]:
    """Find confirmed rows without an amount and unreported rows with one."""
    wrong = funding[(funding["state"] == "confirmed") == funding["amount_usd"].isna()]
    expected = N_("a confirmed row needs an amount (0 for a reported zero); a not_reported row has none")
    return [
        Problem("funding.csv", expected, int(row), "amount_usd", "" if pd.isna(v) else f"{v:g}")
        for row, v in zip(wrong.index, wrong["amount_usd"], strict=True)
    ]
