"""The pages in the order of the navigation; each is a file of this folder."""

PAGES = ("overview", "coverage", "funding", "needs", "compare", "region", "briefing", "your-data")
OF_SECTORS = ("overview", "coverage", "funding", "compare", "region", "briefing")
"""Pages that tell of a plan's sectors: a plan that is known by its header only has none."""
