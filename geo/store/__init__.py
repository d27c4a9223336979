"""The store: the data of one plan and its country as one atlas, and the library of all plans.

Holds what was loaded and computes nothing; a reader's own plan is an atlas like any other.
"""

# fmt: off
from geo.store.atlas import DEFAULT_PLAN, Atlas, atlas_of_plan, load_atlas
from geo.store.country_data import CountryData, country_with_shapes
from geo.store.library import Library, load_library

__all__ = [
    "DEFAULT_PLAN", "Atlas", "CountryData", "Library", "atlas_of_plan", "country_with_shapes", "load_atlas",
    "load_library",
]
# fmt: on
