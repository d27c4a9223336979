"""Keys of the session's state and of its widgets."""

from __future__ import annotations

from enum import StrEnum


class Key(StrEnum):
    """Keys of the session's state and of its widgets."""

    MAP = "map"  # the map
    SHARE = "share"  # regions of the claim that is tested
    RIGHT = "right"  # the right map of the compare page, and its view in the address
    BEFORE = "map-before"  # the map without the scenario, beside the one with it
    BASE = "story-base"  # storyline that the briefing's frame was loaded with
    ORDER = "story-order"  # which slides of that the storyline now has, by their place there
    PAST = "story-past"  # storylines before the last changes, for undoing
    SEEN = "story-seen"  # number of the last change that was made in the frame
    BUILT = "story-built"  # what the frame tells of changes
    PINNED = "story-pinned"  # place of the slide that was pinned last, until it was said
    STORY = "story"  # storyline of the briefing that the reader has made; None for the plan's own
    OWN = "own"  # what names the session's changed briefing, so that no other session finds it
    EDITION = "edition"  # counts what names widgets anew: rows of the builder, tables of a page that was read
    FIELDS = "story-fields"  # how often a title's field was named anew, and what it says: by place there and language
    IMPORT = "import"  # the page that the reader brought, as it was read
    TOOLS = "import-tools"  # what that page was read with: its country, and the plan that it updates
    EDITS = "import-edits"  # tables of that page as the reader has edited them
    ACCEPTED = "import-accepted"  # the plans that the reader has accepted for the session, by code
    SHAPES_REFUSED = "shapes-refused"  # why the last file of shapes that the reader brought was refused
    PLANS = "all-plans"  # the plans as the session saw them last, for the file of their table
    LANDS = "import-lands"  # what the reader has brought of countries, such as shapes, by code
    PAGE = "import-page"  # the page that the reader brought, as it came
    ROLES = "import-roles"  # what the reader says that lines of that page are
    REFUSED = "import-refused"  # why the last page that the reader brought was refused
    CHOICES = "choices"  # how many choices the reader has made, and the address then: numbers the map's paintings
