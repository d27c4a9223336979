"""Keys of the groups of options that change a view."""

from __future__ import annotations

from enum import StrEnum


class OptionKey(StrEnum):
    """Keys of the groups of options that change a view; of single options the key is the field of the view."""

    OBJECTIVE = "objective"  # the objectives
    SECTOR = "sector"  # prefix: the sectors; the objective's code follows
    BASIS = "basis"  # named regions, or zones too
    AREAS = "areas"  # the vintage of the areas
    MEASURE = "measure"  # the measure on the map
    SHOW = "show"  # circles or fills
    SPLIT = "split"  # the way to split money over regions
    SURPLUS = "surplus"  # ring-fenced or pooled surplus
    CLASSES = "classes"  # the way to put values into classes
    NEED = "need"  # the need that is set beside the response
    AGAINST = "against"  # the response that a need is set beside
    RIGHT = "right"  # prefix of the options of the right one of two maps
