"""Write a plan's tables from its page as read, with the evidence of every value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.core import N_, Problem, fold_name
from geo.places import Gazetteer
from geo.plans.identity import identify_plan
from geo.plans.reader.places import HIGH, FoundPlace, find_places
from geo.plans.reader.standard_codes import code_by_alias, sector_codes, shorten, text_hash, without_residue
from geo.plans.rows import rows_of_frame
from geo.plans.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.plans.model import Plan
    from geo.plans.reader.document import FoundValue, ObjectiveText, Passage, PlanDocument, SectorText
    from geo.plans.reader.standard_codes import ReaderTools
    from geo.plans.rows import Row

PAGE = N_("page")
_STAFF = {
    "international_staff": ("international staff", "agents internationaux"),
    "national_staff": ("national staff", "agents nationaux"),
    "field_offices": ("field offices", "bureaux de terrain"),
}
_OURS = ("title_en", "title_fr", "summary_en", "summary_fr", "modality", "target_groups", "partners")


@dataclass
class TableBuilder:
    """Writes the tables of one reading; ``evidence``, ``problems`` and ``drafts`` grow as it goes."""

    reading: PlanDocument
    tools: ReaderTools
    evidence: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    drafts: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = self.reading.header.get("title")
        self.title = "" if found is None else str(found.value)
        self.identity = identify_plan(self.title, regional=self.reading.regional, names=self.tools.names)
        known = self.tools.known
        self.known = known if known is not None and known.code == self.identity.code else None
        self.codes = sector_codes(self.reading, self.tools.titles, self.known)
        # The last one stays: of rows with the same text the first.
        self.by_hash = {
            table: {h: code for code, h in reversed(list(getattr(self.known, table)["text_hash"].items()))}
            for table in ("objectives", "sectors", "activities")
            if self.known is not None
        }
        self.groups = code_by_alias(self.tools.groups, ("name_en", "name_fr"))

    def tables(self) -> dict[str, list[Row]]:
        """Write every table; a value that the page does not give is empty and a problem."""
        made: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
        made["plan"] = [self._plan()]
        for objective in self.reading.objectives:
            made["objectives"].append(self._objective(objective))
            for sector in objective.sectors:
                made["sectors"].append(self._sector(sector, objective))
                made["activities"] += self._activities(sector, objective)
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
        header, who, code = self.reading.header, self.identity, self.identity.code
        title = re.sub(r"(20\d{2})\s*[-–]\s*(\d{2})", r"\1-\2", self.title)
        if not title:
            expected = N_("no title of a plan was found; write title, country, years and code in plan.csv")
            self.problems.append(Problem(PAGE, expected, None, "title_en", line=1))
        else:
            self._said("plan", code, "title_en", header["title"])
            self._whose(header["title"])
        row = {
            "plan": code, "title_en": title, "title_fr": title, "country": who.country,
            "countries": ";".join(who.countries), "start_year": who.first or None, "end_year": who.last or None,
            "text_date": self._value("plan", code, "text_date", header.get("text_date")),
            "funding_date": self._given("plan", code, "funding_date", header),
            "requirements_usd": self._value("plan", code, "requirements_usd", header.get("requirements")),
            "people_in_need": self._given("plan", code, "people_in_need", header),
            "people_targeted": self._given("plan", code, "people_targeted", header),
            "source": f"IOM Global Crisis Response Platform, {self.title}".removesuffix(", "),
        }  # fmt: skip
        if "entities_targeted" in header:
            self._said("page", code, "entities_targeted", header["entities_targeted"])
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
            self._problem(expected, title)
        elif not who.country:
            self._problem(N_("the title names no known country; write it in plan.csv"), title)
        if not who.first:
            self._problem(N_("the title names no year; write it in plan.csv"), title)

    def _objective(self, objective: ObjectiveText) -> Row:
        code, values = str(objective.number), objective.fields
        target = values.get("people_targeted")
        words = str(target.value) if target is not None and isinstance(target.value, str) else ""
        if words and target is not None:
            self._said("objectives", code, "people_targeted_text_en", target)
        number = None if words else self._value("objectives", code, "people_targeted", target, needed=False)
        row = {
            "objective": code, "title_en": objective.title, "title_fr": objective.title,
            **_drafts(objective.description, objective.title),
            "requirements_usd": self._value("objectives", code, "requirements_usd", values.get("requirements")),
            "people_targeted": number, "people_targeted_text_en": words, "people_targeted_text_fr": words,
            "entities_targeted": self._given("objectives", code, "entities_targeted", values),
            "printed_funded_pct": self._given("objectives", code, "printed_funded_pct", values, "funded_pct"),
            "printed_gap_pct": self._given("objectives", code, "printed_gap_pct", values, "gap_pct"),
            "target_groups": self._groups(code, values.get("groups")), "partners": "", "source": f"Objective {code}",
            "text_hash": text_hash([objective.title, *(p.text for p in objective.description)]),
        }  # fmt: skip
        # The target groups are the source's own list; the translation of a target in words is ours.
        ours = ("title_en", "title_fr", "summary_en", "summary_fr", "partners")
        texts = ("people_targeted_text_en", "people_targeted_text_fr") if words else ()
        return self._with_our_words("objectives", "objective", row, objective.line, (*ours, *texts))

    def _sector(self, sector: SectorText, objective: ObjectiveText) -> Row:
        code, values, line = self.codes[objective.number, sector.title], sector.fields, sector.line
        clean = without_residue(sector.title)
        title = self.tools.titles.loc[code] if code in self.tools.titles.index else None
        self._evidence("sectors", code, "source_title", sector.title, sector.line, sector.title)
        row = {
            "sector": code, "objective": str(objective.number),
            "title_en": clean if title is None else title["title_en"],
            "title_fr": clean if title is None else title["title_fr"],
            **_drafts([*sector.paragraphs, *sector.bullets], sector.title), "source_title": sector.title,
            "requirements_usd": self._value("sectors", code, "requirements_usd", values.get("requirements"), line),
            "printed_funded_pct": self._given("sectors", code, "printed_funded_pct", values, "funded_pct"),
            "printed_gap_pct": self._given("sectors", code, "printed_gap_pct", values, "gap_pct"),
            "partners": "", "source": f"Objective {objective.number} › {sector.title}",
            "text_hash": text_hash([sector.title, *(p.text for p in sector.paragraphs)]),
        }  # fmt: skip
        ours = ("title_en", "title_fr", "summary_en", "summary_fr", "partners")
        return self._with_our_words("sectors", "sector", row, sector.line, ours)

    def _activities(self, sector: SectorText, objective: ObjectiveText) -> list[Row]:
        code = self.codes[objective.number, sector.title]
        rows = []
        for bullet in sector.bullets:
            name, title = f"{code}-{bullet.number}", shorten(bullet.text, 60)
            self._evidence("activities", name, "bullet", bullet.number, bullet.line, bullet.text)
            row = {
                "activity": name, "sector": code, "bullet": bullet.number, "title_en": title, "title_fr": title,
                **_drafts([bullet], ""), "modality": "service", "target_groups": "", "partners": "",
                "source": f"Objective {objective.number} › {sector.title} › bullet {bullet.number}",
                "text_hash": text_hash([bullet.text]),
            }  # fmt: skip
            rows.append(self._with_our_words("activities", "activity", row, bullet.line, _OURS))
        return rows

    def _with_our_words(self, table: str, key: str, row: Row, line: int, columns: Sequence[str]) -> Row:
        """Keep the known plan's own words where its text is the same; else the row is a draft."""
        if self.known is not None:
            frame = getattr(self.known, table)
            stays = row[key] in frame.index and frame.loc[row[key], "text_hash"] == row["text_hash"]
            old = row[key] if stays else self.by_hash[table].get(row["text_hash"])
            if old is not None:
                return row | {c: str(frame.loc[old, c]) for c in columns}
            if row[key] in frame.index:
                # An objective's English title is the page's own, as it has no other column for it.
                kept = ("title_fr",) if table == "objectives" else ("title_en", "title_fr")
                row |= {c: str(frame.loc[row[key], c]) for c in kept}
        draft = N_("its title and summary are drafts cut from the published words; rewrite them in your own words")
        self.drafts.append(Problem(PAGE, draft, None, table, row[key], line=line))
        return row

    def _funding(self, sector: SectorText, objective: ObjectiveText) -> list[Row]:
        """Write what a sector reports; with neither amount nor day there is nothing to write."""
        code = self.codes[objective.number, sector.title]
        amount, own = sector.fields.get("confirmed"), sector.fields.get("confirmed_date")
        for column, value in (("amount_usd", amount), ("as_of", own)):
            if value is not None:
                self._said("funding", code, column, value)
        day = own or self.reading.header.get("funding_date")
        if day is None and amount is None:
            return []
        if day is None and amount is not None:
            self._problem(N_("this confirmed amount has no day on the page; write it into funding.csv"), amount)
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
            self.problems.append(Problem(PAGE, expected, None, "places", self.identity.country, line=1))
        names = Gazetteer(tools.regions, tools.zones, tools.cercles, tools.land.basemap, on)  # type: ignore[arg-type]
        rows = []
        for (objective, sector), bullet, place in find_places(self.reading, names, self.identity.names):
            code = self.codes[objective.number, sector.title]
            name = f"{code}-{bullet}" if bullet else ""
            rows.append(
                {"sector": code, "activity": name, "place": place.place, "basis": place.basis, "source": place.source}
            )
            said = place.place or place.basis
            self._evidence("places", name or code, place.basis, said, place.line, place.words, place)
        return rows

    def _staff(self) -> list[Row]:
        day = self.reading.staff.get("as_of") or self.reading.header.get("text_date")
        rows = []
        for figure, (name_en, name_fr) in _STAFF.items():
            found = self.reading.staff.get(figure)
            if found is None:
                continue
            self._said("staff", figure, "value", found)
            as_of = None if day is None else day.value
            rows.append({"figure": figure, "name_en": name_en, "name_fr": name_fr, "value": found.value,
                         "as_of": as_of, "source": "Operational presence"})  # fmt: skip
        return rows

    # -- target groups and codes -------------------------------------------------------------------

    def _groups(self, objective: str, value: FoundValue | None) -> str:
        """Turn published target groups into codes; an unknown one is a problem."""
        if value is None:
            return ""
        self._said("objectives", objective, "target_groups", value)
        found = []
        for text in re.split(r"[,;]", str(value.value)):
            code = self.groups.get(fold_name(text))
            if code is None and text.strip():
                expected = N_("unknown target group; add it to the reader’s groups.csv")
                self.problems.append(Problem(PAGE, expected, None, "target_groups", text.strip(), line=value.line))
            elif code is not None:
                found.append(code)
        return ";".join(dict.fromkeys(found))

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

    # -- evidence ----------------------------------------------------------------------------------

    def _given(self, table: str, row: str, column: str, values: Mapping[str, FoundValue], name: str = "") -> object:
        """Return a value that a page may leave out."""
        return self._value(table, row, column, values.get(name or column), needed=False)

    def _value(  # noqa: PLR0913 - where it stands, and where it is from
        self, table: str, row: str, column: str, value: FoundValue | None, line: int = 1, *, needed: bool = True
    ) -> object:
        if value is None:
            if needed:
                expected = N_("the page gives no such value for {row}; write it by hand")
                self.problems.append(Problem(PAGE, expected, None, column, None, {"row": f"{table} {row}"}, line))
            return None
        self._said(table, row, column, value)
        return value.value

    def _said(self, table: str, row: str, column: str, value: FoundValue) -> None:
        self._evidence(table, row, column, value.value, value.line, value.words)

    def _evidence(  # noqa: PLR0913, PLR0917 - the columns of a row
        self, table: str, row: str, column: str, value: object, line: int, words: str,
        place: FoundPlace | None = None,
    ) -> None:  # fmt: skip
        sure = HIGH if place is None else place.confidence
        remark = "" if place is None else place.remark
        self.evidence.append({"table": table, "row": row, "column": column, "value": value, "line": line,
                              "words": shorten(words), "confidence": sure, "remark": remark})  # fmt: skip

    def _problem(self, expected: str, value: FoundValue) -> None:
        self.problems.append(Problem(PAGE, expected, None, None, value.words, line=value.line))


def _drafts(passages: Sequence[Passage], otherwise: str) -> Row:
    draft = shorten(next((p.text for p in passages), otherwise))
    return {"summary_en": draft, "summary_fr": draft}
