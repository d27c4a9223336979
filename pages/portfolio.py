"""Portfolio: all plans at hand by country and year, on a map of the world and as a table."""

from pages.parts import portfolio_page

portfolio_page.show()
