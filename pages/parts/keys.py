"""Keys of the session's state and of its widgets."""

from __future__ import annotations

from enum import StrEnum


class Key(StrEnum):
    """Keys of the session's state and of its widgets."""

    PLAN = "plan"  # switch between the plans
    LANG = "lang"  # language switch
    OBJECTIVE = "objective"  # pills of the objectives
    SECTOR = "sector"  # prefix of the pills of the sectors; the objective's code follows
    BASIS = "basis"  # switch between named regions and zones
    AREAS = "areas"  # choice of the vintage of the areas
    MEASURE = "measure"  # choice of the measure on the map
    SHOW = "show"  # switch between circles and fills
    SPLIT = "split"  # choice of the way to split money over regions
    SURPLUS = "surplus"  # switch between ring-fenced and pooled surplus
    CLASSES = "classes"  # choice of the way to put values into classes
    MAP = "map"  # the map
    NEED = "need"  # choice of the need that is set beside the response
    AGAINST = "against"  # choice of the response that a need is set beside
    REGION = "region"  # choice of the region of a page
    SHARE = "share"  # regions of the claim that is tested
    RIGHT = "right"  # the right map of the compare page, its widgets' prefix, and its view in the address
    BEFORE = "map-before"  # the map without the scenario, beside the one with it
    STORY = "story"  # storyline of the briefing that the reader has made; None for the plan's own
    OWN = "own"  # what names the session's changed briefing, so that no other session finds it
    EDITION = "edition"  # how often the storyline was changed: names the widgets of its rows
    IMPORT = "import"  # the page that the reader brought, as it was read
    TOOLS = "import-tools"  # what that page was read with: its country, and the plan that it updates
    EDITS = "import-edits"  # tables of that page as the reader has edited them
    ACCEPTED = "import-accepted"  # the plans that the reader has accepted for the session, by code
    SHAPES_REFUSED = "shapes-refused"  # why the last file of shapes that the reader brought was refused
    LANDS = "import-lands"  # what the reader has brought of countries, such as shapes, by code
    PAGE = "import-page"  # the page that the reader brought, as it came
    ROLES = "import-roles"  # what the reader says that lines of that page are
    REFUSED = "import-refused"  # why the last page that the reader brought was refused
    CHOICES = "choices"  # how many choices the reader has made: numbers the map's paintings
