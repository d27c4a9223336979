"""The pages in the order of the navigation; each is a file of this folder."""

PAGES = (
    "overview", "where", "funding", "needs", "monitoring", "compare", "region", "portfolio", "briefing", "your-data",
)  # fmt: skip
OF_SECTORS = ("overview", "where", "funding", "compare", "region", "briefing")
"""Pages that tell of a plan's sectors: a plan that is known by its header only has none."""
MOVED = {"coverage": "where"}
"""Old addresses that people may have kept, each with the page that answers there now."""
