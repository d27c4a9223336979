"""What a page says otherwise than the plan on hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.plans.rows import same_form
from geo.plans.schema import BASIS_ORDER

if TYPE_CHECKING:
    from geo.core import Translator
    from geo.plans.importing import PlanImport
    from geo.plans.model import Plan

_COLUMNS = {
    "objectives": ("requirements_usd", "people_targeted", "people_targeted_text_en", "entities_targeted",
                   "printed_funded_pct", "target_groups", "text_hash"),
    "sectors": ("objective", "source_title", "requirements_usd", "printed_funded_pct", "text_hash"),
    "activities": ("text_hash",),
    "staff": ("value", "as_of"),
}  # fmt: skip
_KEYS = {"objectives": "objective", "sectors": "sector", "activities": "activity", "staff": "figure"}
_HEADER = ("text_date", "funding_date", "requirements_usd", "people_in_need", "people_targeted")


@dataclass(frozen=True)
class Change:
    """What a page says otherwise.

    ``old`` and ``new`` are texts; an empty one is not there. ``by`` is new less old where
    both are numbers.
    """

    table: str
    row: str
    column: str
    old: str
    new: str
    by: float | None = None


def list_changes(plan_import: PlanImport, plan: Plan) -> list[Change]:
    """Compare what was read with a plan: header, objectives, sectors, activities, staff, confirmed funding, places."""
    header = plan_import.tables["plan"][0]
    found = [_change("plan", plan_import.code, c, plan.header[c], header[c]) for c in _HEADER]
    for table, columns in _COLUMNS.items():
        found += _table_changes(plan_import, plan, table, columns)
    found += _funding_changes(plan_import, plan)
    return [c for c in found if c.old != c.new] + _place_changes(plan_import, plan)


def change_words(change: Change, t: Translator) -> str:
    """Write a change as one line: what, from what to what, and by how much."""
    where = f"{change.table} {change.row}, {change.column}"
    if change.column == "text_hash":
        return f"{change.table} {change.row}: {t('the published text has changed')}"
    if not change.old or not change.new:
        return f"{where}: " + (
            t("new: {value}", value=change.new) if change.new else t("gone: {value}", value=change.old)
        )
    by = "" if change.by is None else f" ({'+' if change.by > 0 else '−'}{t.number(abs(change.by))})"
    return f"{where}: {change.old} → {change.new}{by}"


def _table_changes(plan_import: PlanImport, plan: Plan, table: str, columns: tuple[str, ...]) -> list[Change]:
    frame, key = getattr(plan, table), _KEYS[table]
    rows = {str(r[key]): r for r in plan_import.tables[table]}
    found = []
    for code in dict.fromkeys([*map(str, frame.index), *rows]):
        if code not in frame.index or code not in rows:
            here = code in frame.index
            found.append(Change(table, code, key, code if here else "", "" if here else code))
            continue
        found += [_change(table, code, c, frame.loc[code, c], rows[code][c]) for c in columns]
    return found


def _funding_changes(plan_import: PlanImport, plan: Plan) -> list[Change]:
    """Compare confirmed funding with the latest state of each sector."""
    latest = plan.latest_funding()["amount_usd"].dropna().astype("float64").to_dict()
    return [
        _change("funding", row["sector"], "amount_usd", latest.get(row["sector"]), row["amount_usd"])
        for row in plan_import.page_funding
    ]


def _place_changes(plan_import: PlanImport, plan: Plan) -> list[Change]:
    old = {(str(r.sector), str(r.activity), str(r.place), str(r.basis)) for r in plan.places.itertuples()}
    new = {
        (str(r["sector"]), str(r["activity"]), str(r["place"]), str(r["basis"])) for r in plan_import.tables["places"]
    }
    order = {b: n for n, b in enumerate(BASIS_ORDER)}
    either = sorted(old ^ new, key=lambda p: (p[0], p[1], order.get(p[3], len(order)), p[2]))
    return [
        Change("places", activity or sector, basis, place or basis, "")
        if (sector, activity, place, basis) in old
        else Change("places", activity or sector, basis, "", place or basis)
        for sector, activity, place, basis in either
    ]


def _change(table: str, row: str, column: str, old: object, new: object) -> Change:
    before, after = same_form(old), same_form(new)
    numbers = isinstance(new, (int, float)) and before and after
    return Change(table, row, column, before, after, float(after) - float(before) if numbers else None)
