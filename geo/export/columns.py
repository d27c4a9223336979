"""The columns of every table to take away, once: name, HXL tag, kind, unit, and what each means in both languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.core import N_

if TYPE_CHECKING:
    from geo.maps import ThematicMap

MONEY_LAYERS = ("money", "per_person")
"""Layers of a map whose figures are money per region: their tables have the estimates."""

NUMBERS = ("number", "usd", "pct")
"""Kinds of columns that hold figures."""


@dataclass(frozen=True)
class Column:
    """A column: its name for machines, its HXL tag, its kind, and in English its title and what it means.

    ``kind`` is ``text``, ``list`` (texts with ``|`` between), ``number``, ``usd``, ``pct``
    (50 is 50 %) or ``date``. ``part`` is ``""`` for every table, ``money`` where the figures
    are money per region, ``per_idp`` where they are money per displaced person, and
    ``scenario`` where a pledge is counted.
    """

    name: str
    hxl: str
    kind: str
    title: str
    meaning: str
    part: str = ""


def _range(amount: str, tag: str, titles: tuple[str, str, str], meaning: str) -> tuple[Column, ...]:
    """Make an estimate's column, and those of the two ends of its range over the ways to split."""
    unit = "pct" if amount == "coverage" else "usd"
    low, high = N_("The least over the ways to split."), N_("The most over the ways to split.")
    return (
        Column(f"est_{amount}_{unit}", f"{tag}+est", unit, titles[0], meaning, "money"),
        Column(f"est_{amount}_low_{unit}", f"{tag}+est+min", unit, titles[1], low, "money"),
        Column(f"est_{amount}_high_{unit}", f"{tag}+est+max", unit, titles[2], high, "money"),
    )


REGION_COLUMNS: tuple[Column, ...] = (
    Column("region", "#adm1+slug", "text", N_("Region, code"), N_("Code of the region in addresses and files.")),
    Column("name", "#adm1+name", "text", N_("Region"), N_("Name of the region in the language of the file.")),
    Column("pcode", "#adm1+code", "text", N_("P-code"), N_("Code of the region in the list named beside it.")),
    Column("pcode_list", "#meta+pcode+list", "text", N_("P-code list"),
           N_("List that the P-code is from: one code may mean two regions in two lists.")),
    Column("pcode_version", "#meta+pcode+version", "text", N_("P-code version"), N_("Version of that list.")),
    Column("areas", "#meta+areas", "text", N_("Areas"), N_("Year of the division into regions.")),
    Column("measure", "#indicator+name", "text", N_("Measure"), N_("Code of the indicator that the map shows.")),
    Column("value", "#indicator+value+num", "number", N_("Value"),
           N_("The figure as the map shows it, unrounded; empty where none is known.")),
    Column("bound", "#meta+bound", "text", N_("Bound"),
           N_("≥ where the value is a least: a sector does not report, or a part has no figure.")),
    Column("low", "#indicator+value+num+min", "number", N_("Low end"), N_("The least over the ways to split.")),
    Column("high", "#indicator+value+num+max", "number", N_("High end"), N_("The most over the ways to split.")),
    Column("unit", "#meta+unit", "text", N_("Unit"), N_("Unit of value, low and high.")),
    Column("value_is", "#meta+value", "text", N_("Kind of value"),
           N_("estimate, scenario (an estimate that counts pledges), published or counted.")),
    Column("state", "#meta+state", "text", N_("State"),
           N_("value (a figure), none (nothing is there) or nodata (nothing is known).")),
    Column("sectors", "#sector+code+list", "list", N_("Sectors, codes"), N_("Sectors that are located in the region.")),
    *_range("required", "#value+funding+required+usd",
            (N_("Requirements, estimate"), N_("Requirements, low end"), N_("Requirements, high end")),
            N_("Requirements of the sectors located here, split as “split” says.")),
    *_range("confirmed", "#value+funding+total+usd",
            (N_("Confirmed funding, estimate"), N_("Confirmed funding, low end"), N_("Confirmed funding, high end")),
            N_("What is confirmed, without any pledge; sectors that do not report count as 0.")),
    Column("est_confirmed_bound", "#meta+funding+bound", "text", N_("Confirmed funding, bound"),
           N_("≥ where a sector located here does not report."), "money"),
    *_range("unmet", "#value+funding+unmet+usd",
            (N_("Unmet requirements, estimate"), N_("Unmet requirements, low end"), N_("Unmet requirements, high end")),
            N_("Requirements less what is confirmed, without any pledge, never below 0.")),
    *_range("coverage", "#value+funding+pct",
            (N_("% funded, estimate"), N_("% funded, low end"), N_("% funded, high end")),
            N_("What is confirmed of what is required, without any pledge; 50 is 50 %.")),
    Column("est_coverage_bound", "#meta+coverage+bound", "text", N_("% funded, bound"),
           N_("≥ where a sector located here does not report."), "money"),
    Column("est_required_per_idp_usd", "#value+funding+required+usd+per_idp+est", "usd",
           N_("Requirements per displaced person, estimate"), N_("Requirements per displaced person."), "per_idp"),
    Column("scenario_confirmed_usd", "#value+scenario+total+usd", "usd", N_("Scenario: confirmed and pledged"),
           N_("Hypothetical: what is confirmed and what the scenario pledges."), "scenario"),
    Column("scenario_unmet_usd", "#value+scenario+unmet+usd", "usd", N_("Scenario: unmet requirements"),
           N_("Hypothetical: unmet requirements after the pledges."), "scenario"),
    Column("scenario_coverage_pct", "#value+scenario+pct", "pct", N_("Scenario: % funded"),
           N_("Hypothetical: % funded after the pledges; 50 is 50 %."), "scenario"),
    Column("scenario", "#meta+scenario", "text", N_("Scenario"), N_("The pledges of a what-if; empty without one.")),
    Column("basis", "#meta+basis", "text", N_("Basis"),
           N_("named: only regions that the plan names; zone: members of its zones as well.")),
    Column("split", "#meta+split", "text", N_("Split"),
           N_("How money is split over regions: even, idps, population or custom.")),
    Column("surplus", "#meta+surplus", "text", N_("Surplus"),
           N_("ringfenced: a sector’s surplus fills no other gap; pooled: it does.")),
    Column("text_date", "#date+plan", "date", N_("Plan text of"), N_("Day of the plan’s text.")),
    Column("funding_date", "#date+funding", "date", N_("Funding as of"), N_("Day of the funding.")),
    Column("need_measure", "#meta+need", "text", N_("Need"), N_("Code of the observed need that the map uses.")),
    Column("need_value", "#affected+num", "number", N_("Need, figure"), N_("Observed figure of that need.")),
    Column("need_date", "#date+need+start", "date", N_("Need, from"), N_("First day of the observation.")),
    Column("need_until", "#date+need+end", "date", N_("Need, until"), N_("Last day of the observation.")),
    Column("need_source", "#meta+source+need", "text", N_("Need, source"), N_("Who published the observation.")),
    Column("remark", "#meta+remark", "text", N_("Remark"), N_("What the figure lacks or includes.")),
)  # fmt: skip

_AMOUNTS = (
    Column("required_usd", "#value+funding+required+usd", "usd", N_("Requirements"), N_("What the plan asks for.")),
    Column("confirmed_usd", "#value+funding+total+usd", "usd", N_("Confirmed funding"),
           N_("What is confirmed; empty where no sector reports.")),
    Column("unmet_usd", "#value+funding+unmet+usd", "usd", N_("Unmet requirements"),
           N_("Requirements less what is confirmed, never below 0.")),
    Column("surplus_usd", "#value+funding+surplus+usd", "usd", N_("Surplus"),
           N_("What is confirmed beyond the requirements.")),
)  # fmt: skip
_PLEDGED = tuple(c for c in REGION_COLUMNS if c.name in {"scenario_confirmed_usd", "scenario_unmet_usd", "scenario"})

LEDGER_COLUMNS: tuple[Column, ...] = (
    Column("ledger", "#meta+ledger", "text", N_("Ledger"),
           N_("requirements: the parts add up to the plan’s header; need: to the national figure.")),
    Column("part", "#meta+part", "text", N_("Part, code"), N_("Where the view can put it.")),
    Column("name", "#meta+part+name", "text", N_("Part"), N_("Name of the part in the language of the file.")),
    *_AMOUNTS,
    *_PLEDGED,
    Column("people", "#affected+num", "number", N_("People"), N_("People of a need’s national figure.")),
    Column("sectors", "#sector+code+list", "list", N_("Sectors, codes"), N_("Sectors of the part.")),
)  # fmt: skip
CAVEAT_COLUMNS: tuple[Column, ...] = (
    Column("caveat", "#meta+caveat", "text", N_("Caveat, code"), N_("Code of the rule that found it.")),
    Column("severity", "#meta+severity", "text", N_("Severity"), N_("warning or note.")),
    Column("text", "#meta+text", "text", N_("Text"), N_("What must be known before a figure is trusted.")),
    Column("rows", "#meta+rows", "list", N_("Rows"), N_("Rows of the data that it is about.")),
    Column("measures", "#meta+measures", "list", N_("Needs, codes"), N_("Needs that it is about; empty: the plan.")),
)  # fmt: skip
NOTE_COLUMNS: tuple[Column, ...] = (
    Column("kind", "#meta+kind", "text", N_("Kind"),
           N_("title, subtitle, scenario, dates, note, source, disclaimer or view.")),
    Column("text", "#meta+text", "text", N_("Text"), N_("What stands around the map.")),
)  # fmt: skip


_SECTOR_AMOUNTS = {c.name: c for c in _AMOUNTS}
SECTOR_COLUMNS: tuple[Column, ...] = (
    Column("sector", "#sector+code", "text", N_("Sector, code"), N_("Code of the sector.")),
    Column("title", "#sector+name", "text", N_("Sector"), N_("Name of the sector in the language of the file.")),
    Column("objective", "#activity+objective", "text", N_("Objective"), N_("Objective that the sector serves.")),
    Column("requirements_usd", "#value+funding+required+usd", "usd", N_("Requirements"), N_("What the plan asks for.")),
    Column("state", "#status+funding", "text", N_("Funding, state"),
           N_("confirmed, reported as zero or not reported: not reported is not zero.")),
    *(_SECTOR_AMOUNTS[name] for name in ("confirmed_usd", "unmet_usd", "surplus_usd")),
    Column("coverage_pct", "#value+funding+pct", "pct", N_("% funded"),
           N_("Confirmed funding of requirements; above 100 % is shown as such.")),
    Column("as_of", "#date+funding", "date", N_("Funding as of"), N_("Day of the funding.")),
    Column("scenario", "#meta+scenario", "text", N_("Scenario"), N_("The pledges of a what-if; empty without one."),
           "scenario"),
    Column("scenario_added_usd", "#value+scenario+added+usd", "usd", N_("Scenario: pledged"),
           N_("Hypothetical: what the scenario pledges to the sector."), "scenario"),
    *(c for c in REGION_COLUMNS if c.name in {"scenario_confirmed_usd", "scenario_unmet_usd"}),
    Column("scenario_surplus_usd", "#value+scenario+surplus+usd", "usd", N_("Scenario: surplus"),
           N_("Hypothetical: the surplus after the pledges."), "scenario"),
    *(c for c in REGION_COLUMNS if c.name == "scenario_coverage_pct"),
)  # fmt: skip
ACTIVITY_COLUMNS: tuple[Column, ...] = (
    Column("activity", "#activity+code", "text", N_("Activity, code"), N_("Code of the activity.")),
    Column("sector", "#sector+name", "text", N_("Sector"), N_("Name of the sector in the language of the file.")),
    Column("title", "#activity+name", "text", N_("Activity"), N_("Title of the activity, ours.")),
    Column("summary", "#activity+description", "text", N_("Summary"), N_("What is done, in a sentence of ours.")),
    Column("modality", "#modality", "text", N_("Modality"), N_("How it is done: in kind, in cash, a service.")),
    Column("target_groups", "#beneficiary+type", "text", N_("People it is for"), N_("Groups that the plan names.")),
    Column("partners", "#org+partner", "text", N_("Partners"), N_("Partners that the plan names.")),
    Column("source", "#meta+source", "text", N_("Source"), N_("Where the plan says so.")),
)  # fmt: skip
NEED_COLUMNS: tuple[Column, ...] = (
    Column("need", "#meta+need", "text", N_("Need"), N_("What was observed.")),
    Column("start", "#date+start", "date", N_("From"), N_("First day of the observation.")),
    Column("end", "#date+end", "date", N_("Until"), N_("Last day of the observation.")),
    Column("kind", "#status+need", "text", N_("Kind"), N_("Observed, projected or counted by the census.")),
    Column("region", "#adm1+name", "text", N_("Region"), N_("Name of the region; empty: the national figure.")),
    Column("areas", "#meta+areas", "text", N_("Areas"), N_("Year of the division into regions.")),
    Column("together", "#meta+includes", "text", N_("Together with"), N_("Regions that the figure includes.")),
    Column("people", "#affected+num", "number", N_("People"), N_("The figure as published.")),
    Column("base", "#population+num+base", "number", N_("Population base"),
           N_("People that the source counts the figure among.")),
    Column("source", "#meta+source", "text", N_("Source"), N_("Who published the observation.")),
)  # fmt: skip


def sector_columns(drawn: ThematicMap) -> tuple[Column, ...]:
    """Choose the columns of the sectors: what pledges make of them only in a scenario."""
    return tuple(c for c in SECTOR_COLUMNS if c.part != "scenario" or drawn.view.scenario)


def region_columns(drawn: ThematicMap) -> tuple[Column, ...]:
    """Choose the columns of a map's table: estimates only where it shows money, pledges only in a scenario."""
    layer = drawn.indicator.layer
    wanted = {"", *(("money",) if layer in MONEY_LAYERS else ()), *(("per_idp",) if layer == "per_person" else ())}
    wanted |= {"scenario"} if drawn.view.scenario and layer in MONEY_LAYERS else set()
    chosen = [c for c in REGION_COLUMNS if c.part in wanted]
    if "scenario" in wanted:  # the map's own figures are hypothetical, and their tags say so
        chosen = [replace(c, hxl=f"{c.hxl}+scenario") if c.name in {"value", "low", "high"} else c for c in chosen]
    return tuple(chosen)


def ledger_columns(drawn: ThematicMap) -> tuple[Column, ...]:
    """Choose the columns of a ledger: pledges only in a scenario, people only where there is a national figure."""
    return tuple(c for c in LEDGER_COLUMNS if (c.part != "scenario" or drawn.view.scenario)
                 and (c.name != "people" or (drawn.need and drawn.need.parts))
                 and (c.name != "scenario" or drawn.view.scenario))  # fmt: skip
