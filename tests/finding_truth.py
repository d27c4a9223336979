"""What is true of a plan, computed in another way: from its plain tables, in fractions, region by region.

Nothing of `geo.analysis` or `geo.briefing` is used. A finding is checked by its code: the sentence of the
code must follow from these figures under every way to split the money that it says to hold under.
"""

# ruff: noqa: ARG001 - every check is asked with the finding, the truth and the atlas
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

CENT = Fraction(1, 100)
DOLLAR = Fraction(1, 20)  # cents are handed out whole: sums of splits may differ by some of them


@dataclass
class Truth:
    """The money of sectors, and of regions by way to split; *idps* are the people of the compared regions."""

    asked: dict
    confirmed: dict
    regions: dict
    unmet_of: dict
    idps: dict

    @property
    def unmet(self):
        return {s: max(Fraction(0), a - (self.confirmed[s] or 0)) for s, a in self.asked.items()}

    @property
    def silent(self):
        return [s for s, c in self.confirmed.items() if c is None]

    def located(self):
        return sorted({r for here in self.regions.values() for r in here})


def truth_of(atlas):
    """Compute it for the default view: named regions of 2023, the latest funding."""
    plan, frame = atlas.plan, atlas.regions["2023"].frame
    asked = {str(s): Fraction(str(v)) for s, v in plan.sectors["requirements_usd"].items()}
    last = plan.funding.sort_values("as_of", kind="stable").drop_duplicates("sector", keep="last").set_index("sector")
    known = {s: last["amount_usd"].get(s) for s in asked}
    confirmed = {s: None if v is None or pd.isna(v) else Fraction(str(v)) for s, v in known.items()}
    own = plan.places[(plan.places["activity"] == "") & (plan.places["basis"] == "named")]
    regions = {s: sorted(set(own.loc[own["sector"] == s, "place"])) for s in asked}
    people = {str(r): Fraction(int(v)) for r, v in frame["population_2022"].items() if not pd.isna(v)}
    idps = _idps(atlas)
    truth = Truth(asked, confirmed, {s: r for s, r in regions.items() if r}, {}, idps)
    for method, weights in (("even", None), ("idps", idps), ("population", people)):
        truth.unmet_of[method] = _split(truth, weights)
    return truth


def _idps(atlas):
    table = atlas.observations.tables.get("idps", pd.DataFrame(columns=["region", "date", "areas", "idps"]))
    here = table[(table["region"] != "") & (table["areas"] == "2023") & table["idps"].notna()]
    if here.empty:
        return {}
    rounds = here.groupby("date")["region"].nunique()
    last = rounds[rounds > 1].index.max() if (rounds > 1).any() else rounds.index.max()
    return {str(r.region): Fraction(int(r.idps)) for r in here[here["date"] == last].itertuples()}


def _split(truth, weights):
    """Split each sector over its regions; one without all weights falls back to an even split."""
    sums = {}
    for sector, regions in truth.regions.items():
        complete = weights is not None and all(r in weights for r in regions) and sum(weights[r] for r in regions)
        parts = {r: weights[r] if complete else Fraction(1) for r in regions}
        for region, part in parts.items():
            sums[region] = sums.get(region, 0) + truth.unmet[sector] * part / sum(parts.values())
    return sums


def check(finding, atlas):
    """Assert that a finding of the default view is true."""
    truth = truth_of(atlas)
    CHECKS[finding.code](finding, truth, atlas)


def _concentration(f, truth, _):
    named = f.value("regions")
    shares = []
    for money in truth.unmet_of.values():
        others = [v for r, v in money.items() if r not in named]
        assert others
        assert min(money[r] for r in named) > max(others)
        shares.append(sum(money[r] for r in named) / sum(money.values()))
    assert min(shares) >= Fraction(1, 2) - Fraction(1, 10**6)
    assert abs(f.value("share") - shares[0]) < 1e-3
    assert abs(f.value("low") - min(shares)) < 1e-3
    assert abs(f.value("high") - max(shares)) < 1e-3
    assert len(named) <= 3
    assert set(f.holds) == set(truth.unmet_of)


def _one_region(f, truth, _):
    for money in truth.unmet_of.values():
        assert {r for r, v in money.items() if v > DOLLAR} <= set(f.value("regions"))


def _leaders(money):
    """Return the fewest leading regions with half of the money, three at most; None where there are none."""
    ordered = sorted(money.items(), key=lambda rv: -rv[1])
    for size in range(1, min(3, len(ordered) - 1) + 1):
        apart = ordered[size - 1][1] - ordered[size][1] > DOLLAR
        if apart and sum(v for _, v in ordered[:size]) >= sum(money.values()) / 2:
            return frozenset(r for r, _ in ordered[:size])
    return None


def _depends(f, truth, _):
    halves = {m: _leaders(money) for m, money in truth.unmet_of.items()}
    assert len(set(halves.values())) > 1
    assert set(f.fails) == {m for m in halves if halves[m] != halves["even"]}
    assert not f.tells


def _level(f, truth, _):
    for money in truth.unmet_of.values():
        assert max(money.values()) - min(money.values()) <= 2 * DOLLAR


def _spread(f, truth, _):
    for money in truth.unmet_of.values():
        assert sum(sorted(money.values())[-3:]) < sum(money.values()) / 2


def _scattered(f, truth, _):
    assert f.value("n") == sum(v > DOLLAR for v in truth.unmet_of["even"].values())
    assert not f.tells


def _none_missing(f, truth, _):
    assert all(sum(money.values()) <= DOLLAR for money in truth.unmet_of.values())


def _none_located(f, truth, _):
    assert not truth.located()


def _funded(f, truth, _):
    met = sum(min(truth.confirmed[s] or 0, a) for s, a in truth.asked.items()) / sum(truth.asked.values())
    assert abs(f.value("share") - met) < 1e-9
    assert f.value("silent") == len(truth.silent) < len(truth.asked)
    assert abs(f.value("missing") - sum(truth.unmet.values())) < 1e-6 * float(sum(truth.asked.values())) + 0.01
    assert abs(f.value("confirmed") - sum(c or 0 for c in truth.confirmed.values())) < 0.01
    assert any(truth.confirmed.values())


def _all_silent(f, truth, _):
    assert len(truth.silent) == len(truth.asked)


def _all_funded(f, truth, _):
    assert not [s for s in truth.silent if truth.asked[s]]
    assert sum(truth.unmet.values()) == 0


def _none_funded(f, truth, _):
    assert not any(truth.confirmed.values())
    assert len(truth.silent) < len(truth.asked)


def _silence(f, truth, _):
    assert (f.value("silent"), f.value("total")) == (len(truth.silent), len(truth.asked))
    assert list(f.value("sectors")) == truth.silent
    words = {"Half": 2 * len(truth.silent) == len(truth.asked), "Most": 2 * len(truth.silent) > len(truth.asked)}
    for word, so in words.items():
        assert not f.sentence.startswith(word) or so
    assert f.sentence.startswith("No sector") == (len(truth.silent) == len(truth.asked))


def _contrast(f, truth, _):
    (best,), (worst,) = f.value("best"), f.value("worst")
    share = truth.confirmed[best] / truth.asked[best]
    assert abs(f.value("share") - share) < 1e-9
    surplus = {s: c - truth.asked[s] for s, c in truth.confirmed.items() if c is not None and truth.asked[s]}
    if max(surplus.values()) > 0:
        assert surplus[best] == max(surplus.values())
    else:
        assert share == max(truth.confirmed[s] / truth.asked[s] for s in surplus)
    if "reports no funding" in f.sentence:
        assert truth.confirmed[worst] is None
        assert truth.asked[worst] == max(truth.asked[s] for s in truth.silent)
    else:
        assert abs(f.value("low") - truth.confirmed[worst] / truth.asked[worst]) < 1e-9
        assert truth.confirmed[worst] / truth.asked[worst] < share
        assert abs(f.value("missing") - truth.unmet[worst]) < 0.01


def _largest_gap(f, truth, _):
    (first,) = f.value("sector")
    assert all(truth.unmet[first] > v for s, v in truth.unmet.items() if s != first)
    assert abs(f.value("missing") - truth.unmet[first]) < 0.01
    assert abs(f.value("share") - truth.unmet[first] / sum(truth.unmet.values())) < 1e-9
    assert ("up to" in f.sentence) == bool(truth.silent)


def _outside(atlas, truth):
    header = Fraction(str(atlas.plan.header["requirements_usd"]))
    return header, header - sum(truth.asked[s] for s in truth.regions)


def _unlocated(f, truth, atlas):
    header, outside = _outside(atlas, truth)
    assert abs(f.value("share") - outside / header) < 1e-9
    assert abs(f.value("outside") - outside) < 0.01
    assert 0 < outside <= header


def _all_located(f, truth, atlas):
    assert _outside(atlas, truth)[1] <= 0


def _above_header(f, truth, atlas):
    assert abs(f.value("more") - (sum(truth.asked.values()) - _outside(atlas, truth)[0])) < 0.01
    assert f.value("more") > 0


def _first_in_both(f, truth, _):
    (region,) = f.value("region")
    assert all(truth.idps[region] > n for r, n in truth.idps.items() if r != region)
    for money in truth.unmet_of.values():
        assert all(money[region] > v for r, v in money.items() if r != region)


def _rank(values, region):
    """Return a region's rank, 1 for the most; equal figures (to the cent) share the better one."""
    return 1 + sum(v > values[region] + CENT / 2 for v in values.values())


def _ranks(truth, region):
    by_money = [
        _rank({r: Fraction(round(m.get(r, 0) * 100), 100) for r in truth.idps}, region) for m in truth.unmet_of.values()
    ]
    return _rank(truth.idps, region), min(by_money)


def _overlooked(f, truth, _):
    (region,) = f.value("region")
    assert _ranks(truth, region) == (f.value("first"), f.value("second"))
    assert f.value("first") < f.value("second")
    lead = max(second - first for first, second in (_ranks(truth, r) for r in truth.idps))
    assert f.value("second") - f.value("first") == lead


def _no_mismatch(f, truth, _):
    assert not any(first < second for first, second in (_ranks(truth, r) for r in truth.idps))
    assert not f.tells


def _no_need(f, truth, _):
    assert not truth.idps


def _one_need(f, truth, _):
    assert list(f.value("region")) == list(truth.idps)


def _no_response(f, truth, _):
    assert all(m.get(r, 0) <= DOLLAR for m in truth.unmet_of.values() for r in truth.idps)


def _honest(f, truth, _):
    assert not f.tells


CHECKS = {
    "concentration": _concentration, "one_region": _one_region, "depends": _depends, "level": _level,
    "spread": _spread, "scattered": _scattered, "none_missing": _none_missing, "none_located": _none_located,
    "funded": _funded, "all_silent": _all_silent, "all_funded": _all_funded, "none_funded": _none_funded,
    "silence": _silence, "contrast": _contrast, "largest_gap": _largest_gap, "unlocated": _unlocated,
    "all_located": _all_located, "above_header": _above_header, "first_in_both": _first_in_both,
    "overlooked": _overlooked, "no_mismatch": _no_mismatch, "no_need": _no_need, "one_need": _one_need,
    "no_response": _no_response, "nothing_asked": _honest,
}  # fmt: skip
