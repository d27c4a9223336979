"""Overview: the national map, and beside it the plan's figures and its objectives."""

from geo.core import View
from geo.screen import plan_caveats, plan_panel
from pages.parts import (
    content,
    map_page,
    region_panel,
    session,
    site_file,
    small_maps,
    tabs,
)

t, view = session.words(), session.shown(("sectors",))
money = view.only("date", "scenario", "surplus")  # the cards are of the whole plan
more = {
    "maps": (t("Where each objective intervenes"), lambda: small_maps.show(view)),
    **tabs.of_map(view),
    "caveats": (t("Caveats"), lambda: content.show(plan_caveats, view.date, view.lang)),
    **site_file.tab(view),
}


def panel(shown: View) -> None:
    """Show the chosen region, or the plan's own figures while none is chosen."""
    if shown.region:
        region_panel.show(shown)
    else:
        content.show(plan_panel, money)


map_page.show(view, more, panel=panel)
