"""Write a plan's tables from its page as read, with the evidence of every value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.core import N_, Problem
from geo.places import Gazetteer
from geo.plans.identity import identify_plan
from geo.plans.reader.document import FoundValue
from geo.plans.reader.evidence import PAGE, Evidence
from geo.plans.reader.places import find_places
from geo.plans.reader.standard_codes import sector_codes
from geo.plans.reader.text_rows import TextRows
from geo.plans.rows import rows_of_frame
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from geo.plans.model import Plan
    from geo.plans.reader.document import ObjectiveText, PlanDocument, SectorText
    from geo.plans.reader.standard_codes import ReaderTools
    from geo.plans.rows import Row

_STAFF = {
    "international_staff": ("international staff", "agents internationaux"),
    "national_staff": ("national staff", "agents nationaux"),
    "field_offices": ("field offices", "bureaux de terrain"),
}


@dataclass
class TableBuilder:
    """Writes the tables of one reading; its ``evidence`` grows as it goes."""

    reading: PlanDocument
    tools: ReaderTools
    evidence: Evidence = field(default_factory=Evidence)

    def __post_init__(self) -> None:
        found = self.reading.header.get("title")
        self.title = "" if found is None else str(found.value)
        self.identity = identify_plan(self.title, regional=self.reading.regional, names=self.tools.names)
        known = self.tools.known
        self.known = known if known is not None and known.code == self.identity.code else None
        self.codes = sector_codes(self.reading, self.tools.titles, self.known)
        self.texts = TextRows(self.tools, self.known, self.codes, self.evidence)

    def tables(self) -> dict[str, list[Row]]:
        """Write every table; a value that the page does not give is empty and a problem."""
        made: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
        made["plan"] = [self._plan()]
        for objective in self.reading.objectives:
            made["objectives"].append(self.texts.objective_row(objective))
            for sector in objective.sectors:
                made["sectors"].append(self.texts.sector_row(sector, objective))
                made["activities"] += self.texts.rows_of_activities(sector, objective)
                made["funding"] += self._funding(sector, objective)
        if not self.reading.objectives and self.known is not None:
            return self._header_on(self.known) | {"plan": made["plan"]}
        made["places"] = self._places()
        made["staff"] = self._staff()
        made["zones"] = rows_of_frame(self.tools.zones, "zones")
        made["groups"] = self._groups_table(made["objectives"])
        if self.known is not None:
            made["partners"] = rows_of_frame(self.known.partners.reset_index(), "partners")
            made["history"] = rows_of_frame(self.known.history, "history")
        return made

    def _header_on(self, known: Plan) -> dict[str, list[Row]]:
        """Keep every table of the plan on hand: a page without its objectives says nothing of them."""
        return {name: rows_of_frame(getattr(known, name).reset_index(), name) for name in SCHEMAS if name != "plan"}

    # -- rows --------------------------------------------------------------------------------------

    def _plan(self) -> Row:
        header, evidence, who, code = self.reading.header, self.evidence, self.identity, self.identity.code
        title = re.sub(r"(20\d{2})\s*[-–]\s*(\d{2})", r"\1-\2", self.title)
        if not title:
            expected = N_("no title of a plan was found; write title, country, years and code in plan.csv")
            evidence.problems.append(Problem(PAGE, expected, None, "title_en", line=1))
        else:
            evidence.add_evidence("plan", code, "title_en", header["title"])
            self._whose(header["title"])
        row = {
            "plan": code, "title_en": title, "title_fr": title, "country": who.country,
            "countries": ";".join(who.countries), "start_year": who.first or None, "end_year": who.last or None,
            "text_date": evidence.needed_value("plan", code, "text_date", header.get("text_date")),
            "funding_date": evidence.given_value("plan", code, "funding_date", header.get("funding_date")),
            "requirements_usd": evidence.needed_value("plan", code, "requirements_usd", header.get("requirements")),
            "people_in_need": evidence.given_value("plan", code, "people_in_need", header.get("people_in_need")),
            "people_targeted": evidence.given_value("plan", code, "people_targeted", header.get("people_targeted")),
            "source": f"IOM Global Crisis Response Platform, {self.title}".removesuffix(", "),
        }  # fmt: skip
        if "entities_targeted" in header:
            evidence.add_evidence("page", code, "entities_targeted", header["entities_targeted"])
        if self.known is not None:
            row |= {c: str(self.known.header[c]) for c in ("title_en", "title_fr")}
        return row

    def _whose(self, title: FoundValue) -> None:
        """Say what of a plan's country and years its title leaves open."""
        who = self.identity
        if who.regional:
            expected = N_(
                "a plan over several countries: it has no country of its own; complete the list of its countries in "
                "plan.csv"
            )
            self.evidence.add_problem(expected, title)
        elif not who.country:
            self.evidence.add_problem(N_("the title names no known country; write it in plan.csv"), title)
        if not who.first:
            self.evidence.add_problem(N_("the title names no year; write it in plan.csv"), title)

    def _funding(self, sector: SectorText, objective: ObjectiveText) -> list[Row]:
        """Write what a sector reports; with neither amount nor day there is nothing to write."""
        code = self.codes[objective.number, sector.title]
        amount, own = sector.fields.get("confirmed"), sector.fields.get("confirmed_date")
        for column, value in (("amount_usd", amount), ("as_of", own)):
            if value is not None:
                self.evidence.add_evidence("funding", code, column, value)
        day = own or self.reading.header.get("funding_date")
        if day is None and amount is None:
            return []
        if day is None and amount is not None:
            self.evidence.add_problem(
                N_("this confirmed amount has no day on the page; write it into funding.csv"), amount
            )
        return [
            {
                "sector": code,
                "as_of": None if day is None else day.value,
                "amount_usd": None if amount is None else amount.value,
                "state": "not_reported" if amount is None else "confirmed",
                "source": f"Objective {objective.number} › {sector.title} › funding",
            }
        ]

    def _places(self) -> list[Row]:
        text_date = self.reading.header.get("text_date")
        on = None if text_date is None else text_date.value
        tools = self.tools
        if tools.land.regions is None and self.reading.sectors and not self.identity.regional:
            expected = N_("there are no shapes of this country yet, so no region could be found in the text")
            self.evidence.problems.append(Problem(PAGE, expected, None, "places", self.identity.country, line=1))
        names = Gazetteer(tools.regions, tools.zones, tools.cercles, tools.land.basemap, on)  # type: ignore[arg-type]
        rows = []
        for (objective, sector), bullet, place in find_places(self.reading, names, self.identity.names):
            code = self.codes[objective.number, sector.title]
            name = f"{code}-{bullet}" if bullet else ""
            rows.append(
                {"sector": code, "activity": name, "place": place.place, "basis": place.basis, "source": place.source}
            )
            said = FoundValue(place.place or place.basis, place.line, place.words)
            self.evidence.add_evidence("places", name or code, place.basis, said, place)
        return rows

    def _staff(self) -> list[Row]:
        day = self.reading.staff.get("as_of") or self.reading.header.get("text_date")
        rows = []
        for figure, (name_en, name_fr) in _STAFF.items():
            found = self.reading.staff.get(figure)
            if found is None:
                continue
            self.evidence.add_evidence("staff", figure, "value", found)
            as_of = None if day is None else day.value
            rows.append({"figure": figure, "name_en": name_en, "name_fr": name_fr, "value": found.value,
                         "as_of": as_of, "source": "Operational presence"})  # fmt: skip
        return rows

    def _groups_table(self, objectives: list[Row]) -> list[Row]:
        """Return the known plan's groups and those that the page adds."""
        old = [] if self.known is None else rows_of_frame(self.known.groups.reset_index(), "groups")
        there = {row["group"] for row in old}
        used = dict.fromkeys(code for row in objectives for code in str(row["target_groups"]).split(";") if code)
        groups = self.tools.groups
        return old + [
            {"group": code, "name_en": groups.loc[code, "name_en"], "name_fr": groups.loc[code, "name_fr"]}
            for code in used
            if code not in there
        ]
