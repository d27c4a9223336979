"""Charts say the figures of the floors below, and never run a text from the data."""

import dataclasses
import re

from geo import charts, thematic
from geo.i18n import translator
from geo.view import View


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_ledger_strip_adds_up_to_the_header(atlas):
    drawn = thematic.compose(View(sector=("shelter",)), atlas)
    html = charts.ledger_strip(drawn.ledger, translator("en"))
    assert "$22,000,000 = located in regions $4,000,000 outside the filter $15,500,000" in plain(html)
    widths = [float(w) for w in re.findall(r"width:([0-9.]+)%", html)]
    assert abs(sum(widths) - 100) < 0.05


def test_every_column_of_the_flow_has_the_plans_height(atlas):
    drawn = thematic.compose(View(), atlas)
    html = charts.flow(drawn.ledger, atlas.plan, translator("en"))
    for column in html.split("<section>")[1:]:
        assert sum(int(n) for n in re.findall(r"flex-grow:([0-9]+)", column)) == 22_000_000


def test_sector_bars_keep_the_states_apart(atlas):
    text = plain(charts.sector_bars(View(), atlas, translator("en")))
    assert "Protection $1,403,040 of $1,000,000 140.3%" in text
    assert "Shelter and NFI not reported, of $4,000,000" in text
    assert "2 · Drive solutions to displacement 20.1% – 24.8%" in text


def test_the_ranking_draws_the_maps_labels_in_order(atlas):
    drawn = thematic.compose(View(measure="unmet"), atlas)
    text = plain(charts.ranking(drawn, translator("en")))
    assert text.startswith("Mopti $3.0 M $2.6 M – $3.4 M Timbuktu $2.7 M $2.4 M – $2.7 M")
    assert "range over the splits None named: Koulikoro" in text


def test_a_ranking_without_ranges_has_no_key_for_them(atlas):
    drawn = thematic.compose(View(measure="idps"), atlas)
    assert "range over the splits" not in plain(charts.ranking(drawn, translator("en")))


def test_history_has_the_five_plans_and_marks_this_one(atlas):
    html = charts.history(atlas.plan, translator("en"))
    amounts = re.findall(r"\$[0-9,]+", html)
    assert amounts == ["$8,950,000", "$15,300,000", "$17,513,700", "$22,000,000", "$32,353,500"]
    assert html.count("class=now") == 1


def test_a_text_from_the_data_is_never_run(atlas):
    drawn = thematic.compose(View(), atlas)
    bad = dataclasses.replace(drawn.regions[0], name="<script>alert(1)</script>")
    html = charts.ranking(dataclasses.replace(drawn, regions=(bad,)), translator("en"))
    assert "<script>" not in html
