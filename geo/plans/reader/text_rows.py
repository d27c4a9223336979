"""Write the rows that carry a plan's texts, objectives, sectors and activities, with our own words where they stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.core import N_, Problem, fold_name
from geo.plans.reader.document import FoundValue
from geo.plans.reader.evidence import PAGE
from geo.plans.reader.standard_codes import code_by_alias, shorten, text_hash, without_residue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.plans.model import Plan
    from geo.plans.reader.document import ObjectiveText, Passage, SectorText
    from geo.plans.reader.evidence import Evidence
    from geo.plans.reader.standard_codes import ReaderTools
    from geo.plans.rows import Row

_WORDS = ("title_en", "title_fr", "summary_en", "summary_fr")


class TextRows:
    """Writes the rows of objectives, sectors and activities; *known* is the plan on hand if it is the page's own."""

    def __init__(
        self, tools: ReaderTools, known: Plan | None, codes: Mapping[tuple[int, str], str], evidence: Evidence
    ) -> None:
        self.titles, self.known, self.codes, self.evidence = tools.titles, known, codes, evidence
        self.groups = code_by_alias(tools.groups, ("name_en", "name_fr"))
        # The last one stays: of rows with the same text the first.
        self.by_hash = {
            table: {h: code for code, h in reversed(list(getattr(known, table)["text_hash"].items()))}
            for table in ("objectives", "sectors", "activities")
            if known is not None
        }

    def objective_row(self, objective: ObjectiveText) -> Row:
        """Write an objective's row."""
        code, values, evidence = str(objective.number), objective.fields, self.evidence
        target = values.get("people_targeted")
        words = target.value if target is not None and isinstance(target.value, str) else ""
        column = "people_targeted_text_en" if words else "people_targeted"
        number = evidence.given_value("objectives", code, column, target)
        row = {
            "objective": code, "title_en": objective.title, "title_fr": objective.title,
            **_drafts(objective.description, objective.title),
            "requirements_usd": evidence.needed_value(
                "objectives", code, "requirements_usd", values.get("requirements")
            ),
            "people_targeted": None if words else number,
            "people_targeted_text_en": words, "people_targeted_text_fr": words,
            "entities_targeted": evidence.given_value(
                "objectives", code, "entities_targeted", values.get("entities_targeted")
            ),
            **self._printed_shares("objectives", code, values),
            "target_groups": self._group_codes(code, values.get("groups")), "partners": "",
            "source": f"Objective {code}",
            "text_hash": text_hash([objective.title, *(p.text for p in objective.description)]),
        }  # fmt: skip
        # The target groups are the source's own list; the translation of a target in words is ours.
        texts = ("people_targeted_text_en", "people_targeted_text_fr") if words else ()
        return self._with_our_words("objectives", "objective", row, objective.line, (*_WORDS, "partners", *texts))

    def sector_row(self, sector: SectorText, objective: ObjectiveText) -> Row:
        """Write a sector's row."""
        code, values, line = self.codes[objective.number, sector.title], sector.fields, sector.line
        clean, evidence = without_residue(sector.title), self.evidence
        title = self.titles.loc[code] if code in self.titles.index else None
        evidence.add_evidence("sectors", code, "source_title", FoundValue(sector.title, line, sector.title))
        row = {
            "sector": code, "objective": str(objective.number),
            "title_en": clean if title is None else title["title_en"],
            "title_fr": clean if title is None else title["title_fr"],
            **_drafts([*sector.paragraphs, *sector.bullets], sector.title), "source_title": sector.title,
            "requirements_usd": evidence.needed_value(
                "sectors", code, "requirements_usd", values.get("requirements"), line
            ),
            **self._printed_shares("sectors", code, values),
            "partners": "", "source": f"Objective {objective.number} › {sector.title}",
            "text_hash": text_hash([sector.title, *(p.text for p in sector.paragraphs)]),
        }  # fmt: skip
        return self._with_our_words("sectors", "sector", row, line, (*_WORDS, "partners"))

    def rows_of_activities(self, sector: SectorText, objective: ObjectiveText) -> list[Row]:
        """Write a row per bullet of a sector."""
        code = self.codes[objective.number, sector.title]
        rows = []
        for bullet in sector.bullets:
            name, title = f"{code}-{bullet.number}", shorten(bullet.text, 60)
            said = FoundValue(bullet.number, bullet.line, bullet.text)
            self.evidence.add_evidence("activities", name, "bullet", said)
            row = {
                "activity": name, "sector": code, "bullet": bullet.number, "title_en": title, "title_fr": title,
                **_drafts([bullet], ""), "modality": "service", "target_groups": "", "partners": "",
                "source": f"Objective {objective.number} › {sector.title} › bullet {bullet.number}",
                "text_hash": text_hash([bullet.text]),
            }  # fmt: skip
            ours = (*_WORDS, "modality", "target_groups", "partners")
            rows.append(self._with_our_words("activities", "activity", row, bullet.line, ours))
        return rows

    def _printed_shares(self, table: str, code: str, values: Mapping[str, FoundValue]) -> Row:
        return {
            f"printed_{name}": self.evidence.given_value(table, code, f"printed_{name}", values.get(name))
            for name in ("funded_pct", "gap_pct")
        }

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
        self.evidence.drafts.append(Problem(PAGE, draft, None, table, row[key], line=line))
        return row

    def _group_codes(self, objective: str, said: FoundValue | None) -> str:
        """Turn published target groups into codes; an unknown one is a problem."""
        if said is None:
            return ""
        self.evidence.add_evidence("objectives", objective, "target_groups", said)
        codes = []
        for text in re.split(r"[,;]", str(said.value)):
            code = self.groups.get(fold_name(text))
            if code is None and text.strip():
                expected = N_("unknown target group; add it to the reader’s groups.csv")
                problem = Problem(PAGE, expected, None, "target_groups", text.strip(), line=said.line)
                self.evidence.problems.append(problem)
            elif code is not None:
                codes.append(code)
        return ";".join(dict.fromkeys(codes))


def _drafts(passages: Sequence[Passage], otherwise: str) -> Row:
    draft = shorten(next((p.text for p in passages), otherwise))
    return {"summary_en": draft, "summary_fr": draft}
