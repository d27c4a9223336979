"""Findings are true: each is checked against the figures by another computation, on plans of every kind."""

import dataclasses
import html
import io
import re
import zipfile

import pandas as pd
import pptx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.briefing import Slide, Storyline, compose_slide, default_storyline, leading_finding, list_findings
from geo.briefing.finding import share_words
from geo.briefing.money_findings import ask, of_objective, pledges
from geo.briefing.slides import fill_slide
from geo.core import LANGS, View, translator
from geo.export import export_file, export_order, one_slide
from geo.plans import load_plan
from tests import squareland
from tests.finding_truth import check, truth_of

EN, FR = translator("en"), translator("fr")
NOWHERE = ([], "not_stated")
ALL = list(squareland.SLUGS)


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def codes(atlas):
    return [f.code for f in list_findings(View(), atlas)]


def lead(atlas, t=EN):
    return plain(leading_finding(View(), atlas).title(atlas, t))


def land(**sectors):
    return squareland.furnished(squareland.atlas({n: (*money, *places) for n, (money, places) in sectors.items()}))


def test_every_finding_of_mali_is_true_and_the_largest_gap_leads(atlas):
    found = list_findings(View(), atlas)
    for finding in found:
        check(finding, atlas)
    assert [f.code for f in found] == [
        "concentration", "overlooked", "contrast", "silence", "largest_gap", "unlocated", "funded",
    ]  # fmt: skip
    assert lead(atlas) == "About 57% of the money that is missing on the map is for Mopti and Timbuktu"
    assert lead(atlas, FR) == "Environ 57 % du financement qui manque sur la carte concerne Mopti et Tombouctou"
    titles = [plain(f.title(atlas, EN)) for f in found]
    assert (
        titles[1]
        == "Bandiagara is no. 3 of 7 by need (displaced persons), but at best no. 4 of them by money that is missing"
    )
    assert titles[2] == "Protection is 140% funded, while Shelter and NFI reports no funding"
    assert titles[3] == "Half of the sectors report no funding (5 of 10)"
    assert titles[4] == "Shelter and NFI lacks the most: up to $4.00 M of $15.5 M"
    assert titles[5] == "45% of what the plan asks for is on no map: $10.0 M of $22.0 M"
    assert titles[6] == "At least 20% is funded, and 5 of 10 sectors do not report"


# Each plan of Squareland is made so that its leading finding is known.
ASH, BIRCH, CEDAR = (([r], "named") for r in ALL)
EVERYWHERE = (ALL, "named")
MADE = {
    "nothing reported": (land(food=((90, None), ASH), water=((50, None), BIRCH)),
                         "No sector reports funding: how much of $140 is funded is not known"),
    "nothing confirmed": (land(food=((90, 0), ASH), water=((50, 0), BIRCH)),
                          "No money is confirmed: all of $140 is missing"),
    "all funded, with a surplus": (land(food=((90, 200), ASH), water=((50, 50), BIRCH)),
                                   "Every requirement is met: no sector lacks money"),
    "one region": (land(food=((90, 30), ASH)), "All of the money that is missing on the map is for Ash"),
    "one region leads": (land(food=((90, 0), ASH), water=((60, 0), BIRCH), roads=((50, 50), CEDAR)),
                         "About 60% of the money that is missing on the map is for Ash"),
    "two regions lead": (land(food=((90, 10), ASH), water=((60, 0), BIRCH), roads=((50, 30), CEDAR)),
                         "About 50% of the money that is missing on the map is for Ash"),
    "no place": (land(food=((90, 30), NOWHERE), water=((50, 10), NOWHERE)), "Food is 33% funded, Water only 20%"),
    "alike in all": (land(food=((90, 30), EVERYWHERE), water=((90, 30), EVERYWHERE)),
                     "Nothing stands out in the figures under every way to split the money"),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_the_leading_finding_is_the_one_that_a_plan_was_made_for(name):
    made, words = MADE[name]
    assert lead(made) == words
    for finding in list_findings(View(), made):
        check(finding, made)


def test_where_no_finding_holds_under_every_split_the_titles_say_so():
    made, words = MADE["alike in all"]  # evenly all regions are alike; by population Cedar has six tenths
    assert {f.code for f in list_findings(View(), made) if f.tells and f.certain} == {"funded", "all_located"}
    slides = {c.kind: c for c in compose_slide(default_storyline(made), made, "en")}
    assert slides["opening"].bullets[0] == ("lead", words)
    assert slides["sectors"].title == "33% of the requirements is funded: $120 is missing"
    money = fill_slide(Slide("money", "measure=unmet"), made, "en")
    assert money.title == "Where most money is missing depends on how it is split: no region leads under every split"
    assert (money.finding.holds, money.finding.fails) == (("even", "idps"), ("population",))
    assert slides["decisions"].title == "No region stands out by need and missing money together"
    french = fill_slide(Slide("money", "measure=unmet"), made, "fr").title
    assert plain(french).startswith("Où le financement manque le plus dépend de la répartition")


SECTOR = st.tuples(
    st.integers(0, 9).map(lambda n: n * 10),
    st.none() | st.integers(0, 12).map(lambda n: n * 10),
    st.sampled_from([*((list(c), "named") for c in (ALL, ALL[:1], ALL[1:], ALL[:2], ALL[2:], ALL[1:2])),
                     NOWHERE, ([], "nationwide"), (["east"], "zone")]),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(SECTOR, min_size=1, max_size=6), st.sampled_from([None, 100, 1000]))
def test_every_finding_of_any_plan_is_true(sectors, header):
    made = squareland.atlas({f"s{n}": (a, c, *p) for n, (a, c, p) in enumerate(sectors)}, header)
    if not made.plan.header["requirements_usd"]:
        return
    for finding in list_findings(View(), made):
        check(finding, made)
        for t in (EN, FR):
            assert finding.title(made, t)
            assert "{" not in finding.title(made, t) + finding.reason(made, t)
    first = leading_finding(View(), made)
    assert first.certain
    assert first.tells or first.code == "nothing_certain"


def test_amounts_that_are_not_stated_are_no_part_of_a_finding_and_never_zero():
    made = land(food=((90, 30), ASH), water=((60, None), BIRCH))
    sectors = made.plan.sectors.assign(requirements_usd=pd.array([90, None], dtype="Float64"))
    part = dataclasses.replace(made, plan=dataclasses.replace(made.plan, sectors=sectors))
    assert of_objective(View(), part, "1").title(part, EN).startswith("Objective 1 lacks up to $60 of $90")
    assert plain(ask(View(), part).title(part, EN)) == (
        "$15 brings every sector to half of its requirements; $60 closes every gap"
    )
    none = made.plan.sectors.assign(requirements_usd=pd.array([None, None], dtype="Float64"))
    header = made.plan.header.copy()
    header["requirements_usd"] = None
    bare = dataclasses.replace(made, plan=dataclasses.replace(made.plan, sectors=none, header=header))
    said = {f.code: f.title(bare, EN) for f in list_findings(View(), bare)}
    assert said["no_amounts"] == "The sectors state no amount: what is asked for is not known"
    assert said["no_whole"].startswith("What the plan asks for in all is not stated")
    assert all(c.title for c in compose_slide(default_storyline(bare), bare, "fr"))
    alone = dataclasses.replace(bare, plan=dataclasses.replace(bare.plan, sectors=none.iloc[:0]))
    assert lead(alone) == "Of this plan only the header is known, and it states no amount"


def test_twenty_five_sectors_are_counted_right():
    sectors = {f"s{n}": (100 + n, None if n % 2 else 10 * n, [ALL[n % 3]], "named") for n in range(25)}
    made = squareland.furnished(squareland.atlas(sectors))
    for finding in list_findings(View(), made):
        check(finding, made)
    slides = {c.kind: c for c in compose_slide(default_storyline(made), made, "en")}
    assert plain(leading_finding(View(), made).title(made, EN)) in slides["opening"].bullets[0][1]
    assert len(slides["sectors"].rows) == 12
    assert slides["sectors"].rows[-1] == ("and 14 more", "", "", "")
    assert slides["sectors"].rows[0][0] == "S24"  # the largest requirements first
    silence = next(f for f in list_findings(View(), made) if f.code == "silence")
    assert silence.title(made, EN) == "12 of 25 sectors report no funding"


def test_a_header_alone_makes_no_claim_and_no_blank_slide(library):
    made = library.atlases["mli-2021"]
    assert plain(lead(made)).startswith("Of this plan only the header is known: it asks for $15.3 M")
    contents = compose_slide(default_storyline(made), made, "fr")
    assert [c.kind for c in contents] == ["opening", "figures", "view", "caveats", "sources"]
    assert [len(c.facts) for c in contents] == [0, 4, 0, 0, 0]
    assert contents[2].title == "Mopti : chiffre le plus élevé, 91 274 (personnes déplacées)".replace(
        "Mopti :", "Mopti\u00a0:").replace("91 274", "91\u202f274")  # fmt: skip


def test_without_displaced_persons_nothing_is_compared():
    made, _ = MADE["one region leads"]
    none = made.observations.tables["idps"].iloc[:0]
    without = squareland.observing(made, idps=none)
    assert {"need", "decisions"}.isdisjoint({s.kind for s in default_storyline(without).slides})
    said = fill_slide(Slide("need", "measure=mismatch"), without, "en").title
    assert said == "Need and money cannot be compared: no region has a figure (displaced persons)"
    assert "no_need" in codes(without)
    assert fill_slide(Slide("decisions"), without, "en").rows == ()


def test_a_country_without_shapes_has_the_same_findings_in_tables_and_no_map(tmp_path):
    folder = squareland.write_plan(tmp_path, country="QQX")
    made = _without_shapes(folder)
    for finding in list_findings(View(plan=made.plan.code), made):
        check(finding, made)
    contents = compose_slide(default_storyline(made), made, "en")
    assert not any(c.drawn or c.small for c in contents)
    money = next(c for c in contents if c.kind == "view")
    assert [r[0] for r in money.rows] == ["Ash", "Birch"]  # 600,000 evenly


def _without_shapes(folder):
    """Set a plan on a country that nothing is known of."""
    from geo.core import VINTAGES
    from geo.places import regions_without_shapes
    from geo.places.basemap import empty_basemap

    plan = load_plan(folder, None)
    empty = squareland.atlas({"food": (1, 1, ["ash"], "named")})
    none = {name: table.iloc[:0] for name, table in empty.observations.tables.items()}
    regions = {v: regions_without_shapes(plan.place_codes, v) for v in VINTAGES}
    return dataclasses.replace(empty, plan=plan, regions=regions, basemap=empty_basemap(),
                               observations=dataclasses.replace(empty.observations, tables=none))  # fmt: skip


def test_an_objective_says_what_it_lacks_and_which_sector_most_of_it(atlas):
    titles = [plain(of_objective(View(), atlas, o).title(atlas, EN)) for o in atlas.plan.objectives.index]
    assert titles == [
        "Objective 1 lacks up to $5.06 M of $6.50 M, most of it for Shelter and NFI",
        "Objective 2 lacks up to $6.39 M of $8.00 M",  # stabilization 2.73 of it, less than half
        "Objective 3: none of its 2 sectors reports funding; they ask for $2.50 M",
        "Objective 4 lacks $1.58 M of $2.50 M",
    ]
    full = squareland.atlas({"food": (90, 90, ["ash"], "named")})
    assert of_objective(View(), full, "1").title(full, EN) == "Objective 1 has all the money that it asks for"
    one = squareland.atlas({"food": (90, None, ["ash"], "named")})
    assert of_objective(View(), one, "1").title(one, EN).endswith("its only sector reports no funding; it asks for $90")
    half = squareland.atlas({"food": (90, 30, ["ash"], "named"), "water": (80, 20, ["ash"], "named")})
    assert (
        of_objective(View(), half, "1").title(half, EN) == "Objective 1 lacks $120 of $170"
    )  # 60 is no more than half


def test_the_ask_is_what_brings_every_sector_to_half_and_to_all(atlas):
    truth = truth_of(atlas)
    half = sum(max(0, a / 2 - (truth.confirmed[s] or 0)) for s, a in truth.asked.items())
    finding = ask(View(), atlas)
    assert finding.value("half") == pytest.approx(float(half))
    assert finding.value("whole") == pytest.approx(float(sum(truth.unmet.values())))
    assert plain(finding.title(atlas, EN)) == (
        "Up to $6,472,767 brings every sector to half of its requirements; up to $15,536,182 closes every gap"
    )
    slide = fill_slide(Slide("ask"), atlas, "en")
    assert slide.rows[0] == ("Shelter and NFI", "not reported", "$2,000,000", "$4,000,000", "26%")
    assert [p.whole for p in pledges(View(), atlas)] == sorted((p.whole for p in pledges(View(), atlas)), reverse=True)
    assert slide.link.startswith("/funding?scenario=shelter:2000000,")
    near = squareland.atlas({"food": (90, 60, ["ash"], "named"), "water": (50, 50, ["ash"], "named")})
    assert ask(View(), near).title(near, EN) == "$30 closes every gap"
    full = squareland.atlas({"food": (90, 90, ["ash"], "named")})
    assert ask(View(), full).title(full, EN) == "There is nothing to ask for: no sector lacks money"
    assert fill_slide(Slide("ask"), full, "en").rows == ()


def test_the_objectives_that_name_the_most_and_no_regions(atlas):
    def said(made):
        return plain(fill_slide(Slide("objectives"), made, "en").title)

    assert said(atlas) == "Objectives 1 and 2 name the most regions, 6 each; objectives 3 and 4 name none"
    assert said(MADE["one region"][0]) == "Objective 1 names the most regions: 1"
    assert said(MADE["no place"][0]) == "No objective names a region"


def title(atlas, query):
    return plain(fill_slide(Slide("view", query), atlas, "en").title)


def test_a_pinned_map_says_which_region_is_first_or_that_this_depends_on_the_split(atlas):
    assert title(atlas, "measure=idps") == "Mopti has the highest figure: 91,274 (displaced persons)"
    assert title(atlas, "measure=sectors") == "Mopti and Timbuktu have the highest figure: 4 (sectors present)"
    # Requirements: Mopti 3.4 M evenly, but by population Timbuktu, Sikasso or Ségou may come before.
    words = "Which region has the highest figure depends on how the money is split (requirements)"
    assert title(atlas, "measure=required") == words
    assert title(atlas, "sector=shelter").startswith("For Shelter and NFI, the plan’s text names 2 of the regions")
    words = "For Protection, the plan’s text names a zone of 10 regions, and none by itself"
    assert title(atlas, "sector=protection&basis=zone") == words
    assert title(atlas, "sector=preparedness") == "For Emergency preparedness, no place is stated"
    words = "Displacement tracking (DTM): nationwide, no region is named"
    assert title(atlas, "sector=displacement-tracking") == words
    assert title(atlas, "measure=unmet&sector=preparedness") != title(atlas, "sector=preparedness")
    one, _ = MADE["one region"]
    assert title(one, "measure=required") == "Only Ash has a figure: $90 (requirements)"
    two, _ = MADE["two regions lead"]
    assert title(two, "measure=required") == "Ash has the highest figure: $90 (requirements)"


def test_a_share_is_never_rounded_to_nothing_or_all():
    assert [share_words(s, EN) for s in (0, 0.004, 0.006, 0.994, 0.996, 1, 1.4)] == [
        "0%", "<1%", "1%", "99%", ">99%", "100%", "140%",
    ]  # fmt: skip
    assert plain(share_words(0.004, FR)) == "<1 %"


def flat(text):
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_findings_stand_on_screen_in_html_powerpoint_and_pdf(atlas, lang):
    contents = compose_slide(default_storyline(atlas), atlas, lang)
    order = export_order(View(lang=lang), atlas)
    page = html.unescape(export_file("html", order, atlas).decode())
    sections = re.findall(rf'<section class="slide [^"]*" lang="{lang}".*?</section>', page, re.DOTALL)
    deck = pptx.Presentation(io.BytesIO(export_file("pptx", order, atlas)))
    pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(export_file("pdf", order, atlas))).pages]
    assert len(sections) == len(deck.slides) == len(contents)
    for content, section, slide, printed in zip(contents, sections, deck.slides, pages, strict=False):
        assert re.search("<h1>(.*?)</h1>", section)[1] == content.title
        assert slide.shapes.title.text_frame.text == content.title
        assert flat(content.title) in flat(printed)
        if content.kind == "opening":
            said = content.bullets[0][1]
            assert said in section
            assert any(said in s.text_frame.text for s in slide.shapes if s.has_text_frame)
            assert flat(said) in flat(printed)


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_of_a_deck_is_under_twelve_points_and_all_stays_on_the_slide(atlas, lang):
    story = Storyline(atlas.plan.code, (*default_storyline(atlas).slides, Slide("view", "measure=population"),
                                        Slide("view", "measure=mismatch&need=food_insecure&against=sectors"),
                                        Slide("view", "measure=unmet_per_idp")))  # fmt: skip
    order = export_order(View(lang=lang), atlas, story, address="https://plans.example.org")
    deck = pptx.Presentation(io.BytesIO(export_file("pptx", order, atlas)))
    for n, slide in enumerate(deck.slides, start=1):
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames = [c.text_frame for row in shape.table.rows for c in row.cells]
            if shape.has_chart:
                assert shape.chart.font.size.pt >= 12
            for run in (r for f in frames for p in f.paragraphs for r in p.runs):
                assert run.font.size.pt >= 12, (n, run.text)
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width + 1
            assert shape.top + shape.height <= deck.slide_height, (n, shape.name)


def test_a_slide_leads_to_its_live_view_by_a_code_that_says_its_address(atlas):
    order = export_order(View(measure="unmet"), atlas, address="https://plans.example.org/")
    page = export_file("html", order, atlas).decode()
    assert 'href="https://plans.example.org/funding?measure=unmet"' in page
    assert page.count("<svg") >= 6  # a code on every slide, in both languages
    assert not any("View: " in section for section in re.findall("<section.*?</section>", page, re.DOTALL))
    own = export_file(
        "html", export_order(View(measure="unmet"), atlas, address="http://localhost:8501"), atlas
    ).decode()
    assert 'href="http://localhost:8501/funding?measure=unmet"' in own
    assert 'class="live scanned"' not in own  # no phone in the room can open it
    none = export_file("html", export_order(View(measure="unmet"), atlas), atlas).decode()
    assert 'class="live' not in none
    odd = export_file("html", export_order(View(measure="unmet"), atlas, address="javascript:alert(1)"), atlas).decode()
    assert "javascript:alert" not in odd


def test_notes_are_a_script_that_begins_with_the_finding(atlas):
    for lang, asked in (("en", "If you are asked:"), ("fr", "Si l’on vous le demande\u00a0:")):
        for content in compose_slide(default_storyline(atlas), atlas, lang):
            assert content.notes.startswith(content.title), content.kind
            assert asked in content.notes or not content.drawn


def test_figures_of_a_finding_have_names(atlas):
    finding = leading_finding(View(), atlas)
    assert finding.value("regions") == ("mopti", "tombouctou")
    with pytest.raises(KeyError):
        finding.value("nothing")
    assert isinstance(pd.Series(finding.holds).tolist(), list)


def test_a_view_is_one_slide_in_the_readers_language_or_in_both(atlas):
    view = View(measure="unmet", lang="fr")
    title = {lang: fill_slide(Slide("view", "measure=unmet"), atlas, lang).title for lang in LANGS}
    alone, both = (pptx.Presentation(io.BytesIO(one_slide(k, view, atlas).content)) for k in ("slide", "slide-both"))
    assert [s.shapes.title.text_frame.text for s in alone.slides] == [title["fr"]]
    assert [s.shapes.title.text_frame.text for s in both.slides] == [title["fr"], title["en"]]
    picture = one_slide("slide-png", view, atlas)
    shown = Image.open(io.BytesIO(picture.content))
    assert (shown.text["Title"], shown.size, picture.media) == (title["fr"], (2666, 1500), "image/png")
    packed = zipfile.ZipFile(io.BytesIO(one_slide("slide-png-both", view, atlas).content))
    assert sorted(Image.open(packed.open(n)).text["Title"] for n in packed.namelist()) == sorted(title.values())
    names = {kind: one_slide(kind, view, atlas).name for kind in ("slide", "slide-png")}
    assert names == {"slide": "mli-2023-2024-unmet-slide-fr.pptx", "slide-png": "mli-2023-2024-unmet-slide-fr.png"}
    assert one_slide("slide-both", view, atlas).content == one_slide("slide-both", view, atlas).content
