"""The briefing: a storyline's slides, key figures and the profile of a region, filled from the data.

Says what stands on a slide, in words and figures; how a file draws it is the business of `geo.export`.
"""

# fmt: off
from geo.briefing.finding import Figure, Finding
from geo.briefing.findings import leading_finding, list_findings
from geo.briefing.key_figures import KeyFigure, header_figures, objective_figures, plan_figures
from geo.briefing.region_profile import RegionProfile, first_region, profile_region
from geo.briefing.slide_content import MoneyBar, SlideContent
from geo.briefing.slides import compose_slide, fill_slide
from geo.briefing.storyline import (
    MOST_SLIDES, MOST_TEXT, MOST_TITLE, Slide, Storyline, default_storyline, read_storyline, slide_query,
    storyline_of_view, write_storyline,
)

__all__ = [
    "MOST_SLIDES", "MOST_TEXT", "MOST_TITLE", "Figure", "Finding", "KeyFigure", "MoneyBar", "RegionProfile", "Slide",
    "SlideContent", "Storyline", "compose_slide", "default_storyline", "fill_slide", "first_region", "header_figures",
    "leading_finding", "list_findings", "objective_figures", "plan_figures", "profile_region", "read_storyline",
    "slide_query", "storyline_of_view", "write_storyline",
]
# fmt: on
