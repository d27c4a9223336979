"""The pages in the order of the navigation; each is a file of this folder."""

PAGES = ("overview", "coverage", "funding", "needs", "compare", "region", "briefing", "your-data")
