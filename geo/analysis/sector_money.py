"""A region's money sector by sector: the parts that its estimate is added up from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.analysis.funding import funding_of_view
from geo.analysis.regional_estimate import estimate_by_region

if TYPE_CHECKING:
    from geo.core import View
    from geo.store import Atlas


def money_in_region(view: View, atlas: Atlas, region: str) -> pd.DataFrame:
    """Return what each sector has in one region, an estimate as in `estimate_by_region`.

    Returns
    -------
    DataFrame
        Indexed by sector, US dollars: required, confirmed, unmet; coverage is a share. Confirmed and coverage
        are missing where the sector does not report. The least confirmed comes first, those that do not report
        last. The sums of required and unmet are the region's own figures, to the cent.
    """
    shares = estimate_by_region(view, atlas).shares
    here = shares[shares["region"] == region].set_index("sector")[["required", "confirmed", "unmet"]].astype(float)
    silent = funding_of_view(atlas.plan, view)["state"].reindex(here.index) == "not_reported"
    here["confirmed"] = here["confirmed"].mask(silent)
    asked = here["required"].where(here["required"] > 0)
    here = here.assign(coverage=here["confirmed"] / asked)
    return pd.DataFrame(here.sort_values("confirmed", na_position="last", kind="stable"))
