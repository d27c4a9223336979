"""The schema of each table of a plan: what an officer may write in each cell."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from geo.core import EXPECTED_CELL, N_, UNIQUE

BASIS_ORDER = ("named", "zone", "nationwide", "not_stated")
"""Bases of a place, the strongest first."""
STATES = ("confirmed", "not_reported")
MODALITIES = ("in_kind", "cash", "mixed", "service", "training", "coordination", "data")
KINDS = ("government", "un", "ngo", "red_cross", "cluster", "community")
ORGANISATIONS = ("IOM", "inter-agency")

_CENT = 100


def _filled(series: pd.Series) -> pd.Series:
    return series != ""


def is_code(series: pd.Series) -> pd.Series:
    """Tell which texts are codes."""
    return series.str.fullmatch(r"[a-z0-9][a-z0-9_-]*")


def _to_the_cent(series: pd.Series) -> pd.Series:
    cents = series.astype("float64") * _CENT
    return (cents - cents.round()).abs() < 1e-3  # noqa: PLR2004 - floats of up to 10^12 dollars


_FILLED = pa.Check(_filled, error=EXPECTED_CELL)
EXPECTED_CODE = N_("expected a code of small letters, digits, - and _")
_CODE = pa.Check(is_code, error=EXPECTED_CODE)
EXPECTED_COUNTRY = N_("expected the country as three capital letters (ISO 3166), such as MLI")
_COUNTRY = pa.Check.str_matches(r"^([A-Z]{3})?$", error=EXPECTED_COUNTRY)
_COUNTRIES = pa.Check.str_matches(
    r"^([A-Z]{3}(;[A-Z]{3})*)?$",
    error=N_("expected countries as three capital letters (ISO 3166), parted by ;, such as TCD;NER"),
)
_POSITIVE = pa.Check.ge(0, error=N_("expected 0 or more: an amount or a count is never negative"))
_TO_THE_CENT = pa.Check(_to_the_cent, error=N_("expected an amount with at most two decimals"))
_SHARE = pa.Check.in_range(0, 1000, error=N_("expected a percentage between 0 and 1000"))
_NOT_FUTURE = pa.Check(
    lambda s: s <= pd.Timestamp.now(), error=N_("this date lies in the future; check day, month and year")
)


def _text(*, needed: bool = True) -> pa.Column:
    return pa.Column(object, [_FILLED] if needed else [])


def _key() -> pa.Column:
    return pa.Column(object, [_CODE])


def _choice(choices: tuple[str, ...]) -> pa.Column:
    expected = {
        BASIS_ORDER: N_("expected one of named, zone, nationwide, not_stated"),
        STATES: N_("expected confirmed (0 for a reported zero) or not_reported"),
        MODALITIES: N_("expected one of in_kind, cash, mixed, service, training, coordination, data"),
        KINDS: N_("expected one of government, un, ngo, red_cross, cluster, community"),
        ORGANISATIONS: N_("expected IOM or inter-agency"),
    }[choices]
    return pa.Column(object, pa.Check.isin(choices, error=expected))


def _usd(*, needed: bool = True) -> pa.Column:
    return pa.Column("Float64", [_POSITIVE, _TO_THE_CENT], nullable=not needed)


def _count(*, needed: bool = True) -> pa.Column:
    return pa.Column("Int64", _POSITIVE, nullable=not needed)


def _percent() -> pa.Column:
    return pa.Column("Int64", _SHARE, nullable=True)


def _day(*, needed: bool = True) -> pa.Column:
    return pa.Column("datetime64[s]", [_NOT_FUTURE], nullable=not needed)


def _table(columns: dict[str, pa.Column], key: tuple[str, ...]) -> pa.DataFrameSchema:
    """Make the schema of a table whose rows are told apart by the columns of *key*."""

    def first_of_its_key(frame: pd.DataFrame) -> pd.Series:
        return ~frame.duplicated(list(key))

    return pa.DataFrameSchema(columns, checks=pa.Check(first_of_its_key, error=UNIQUE))


def _titles() -> dict[str, pa.Column]:
    return {"title_en": _text(), "title_fr": _text()}


def _summaries() -> dict[str, pa.Column]:
    return {"summary_en": _text(), "summary_fr": _text()}


def _text_hash() -> dict[str, pa.Column]:
    """Make the column that tells whether the source's text has changed since its row was written."""
    expected = N_("expected 12 letters and digits, as the plan reader writes them, or an empty cell")
    return {"text_hash": pa.Column(object, pa.Check(lambda s: s.str.fullmatch(r"([0-9a-f]{12})?"), error=expected))}


def _names() -> dict[str, pa.Column]:
    return {"name_en": _text(), "name_fr": _text()}


SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "plan": _table(
        {
            "plan": _key(), **_titles(), "country": pa.Column(object, [_COUNTRY]),
            "countries": pa.Column(object, [_COUNTRIES], required=False),
            "start_year": _count(), "end_year": _count(),
            "text_date": _day(needed=False), "funding_date": _day(needed=False),
            "requirements_usd": _usd(needed=False), "people_in_need": _count(needed=False),
            "people_targeted": _count(needed=False), "source": _text(),
        },
        ("plan",),
    ),
    "objectives": _table(
        {
            "objective": _key(), **_titles(), **_summaries(), "requirements_usd": _usd(needed=False),
            "people_targeted": _count(needed=False), "people_targeted_text_en": _text(needed=False),
            "people_targeted_text_fr": _text(needed=False), "entities_targeted": _count(needed=False),
            "printed_funded_pct": _percent(), "printed_gap_pct": _percent(),
            "target_groups": _text(needed=False), "partners": _text(needed=False), "source": _text(),
            **_text_hash(),
        },
        ("objective",),
    ),
    "sectors": _table(
        {
            "sector": _key(), "objective": _key(), **_titles(), **_summaries(), "source_title": _text(),
            "requirements_usd": _usd(needed=False), "printed_funded_pct": _percent(), "printed_gap_pct": _percent(),
            "partners": _text(needed=False), "source": _text(), **_text_hash(),
        },
        ("sector",),
    ),
    "activities": _table(
        {
            "activity": _key(), "sector": _key(), "bullet": _count(), **_titles(), **_summaries(),
            "modality": _choice(MODALITIES), "target_groups": _text(needed=False),
            "partners": _text(needed=False), "source": _text(), **_text_hash(),
        },
        ("activity",),
    ),
    "places": _table(
        {
            "sector": _key(), "activity": _text(needed=False), "place": _text(needed=False),
            "basis": _choice(BASIS_ORDER), "source": _text(),
        },
        ("sector", "activity", "place"),
    ),
    "zones": _table(
        {"zone": _key(), **_titles(), "aliases": _text(needed=False), "region": _key(), "source": _text()},
        ("zone", "region"),
    ),
    "funding": _table(
        {
            "sector": _key(), "as_of": _day(), "amount_usd": _usd(needed=False), "state": _choice(STATES),
            "source": _text(),
        },
        ("sector", "as_of"),
    ),
    "partners": _table({"partner": _key(), **_names(), "kind": _choice(KINDS)}, ("partner",)),
    "groups": _table({"group": _key(), **_names()}, ("group",)),
    "staff": _table(
        {"figure": _key(), **_names(), "value": _count(), "as_of": _day(), "source": _text()}, ("figure",)
    ),
    "history": _table(
        {
            "year": _text(), "plan": _text(), "organisation": _choice(ORGANISATIONS),
            "people_in_need": _count(needed=False), "people_targeted": _count(needed=False),
            "people_targeted_text": _text(needed=False), "requirements_usd": _usd(needed=False), "source": _text(),
        },
        ("year", "plan"),
    ),
}  # fmt: skip
