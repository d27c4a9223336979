"""The store: the data of one plan and its country as one atlas, and the library of all plans.

Holds what was loaded and computes nothing; a reader's own plan is an atlas like any other.
"""

# fmt: off
from geo.store.atlas import DATA_FOLDER, NO_SHAPES, Atlas, atlas_of_plan, load_atlas, no_shapes
from geo.store.library import Library, load_library

__all__ = ["DATA_FOLDER", "NO_SHAPES", "Atlas", "Library", "atlas_of_plan", "load_atlas", "load_library", "no_shapes"]
# fmt: on
