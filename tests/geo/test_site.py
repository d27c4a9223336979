"""The site of files: which views it holds, that each says what the app says, and how its folder is written."""

import base64
import html
import json
import os
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from geo.analysis import find
from geo.briefing import default_storyline
from geo.cli.main import app
from geo.core import DATA_FOLDER, LANGS, DataError, View, translator
from geo.export import deck_html, file_stem
from geo.maps import alt_text, compose_map, map_style, over_days
from geo.screen import (
    foot_html,
    map_caveats,
    money_by_sector,
    plan_panel,
    presence_part,
    region_figures,
    region_panel_html,
)
from geo.site import (
    SiteOrder,
    batches,
    build,
    build_site,
    changed_in_site,
    refuse_foreign,
    site_of,
    views_of,
    write_site,
    zip_site,
)
from geo.site.contents import key_of
from geo.site.data_files import Task, tasks
from geo.site.shared_values import read_shared, write_shared
from geo.site.view_set import Batch, selections, words_of
from tests import squareland

SECTORS = {"food": (1000, 400, ["ash", "birch"], "named"), "water": (500, None, ["cedar"], "zone")}
LAND = squareland.furnished(squareland.atlas(SECTORS, 2000))
ORDER = SiteOrder(LAND.plan.code, DATA_FOLDER, processes=1)
HERE = View(plan=LAND.plan.code)
LIVE, BASE = "https://plans.example.org", "https://www.example.org/mali"


@pytest.fixture(scope="module")
def site():
    return site_of(LAND, ORDER)


@pytest.fixture
def few(monkeypatch):
    """Let a site have one map in one frame alone, and what stands around it: quickly made, for what all sites share."""

    def chosen(atlas, langs):
        return tuple(t for t in tasks(atlas, langs) if "." not in t.name or t.name.endswith("s.named.2023"))

    monkeypatch.setattr(build, "tasks", chosen)


@pytest.fixture
def served(few):  # noqa: ARG001 - as it says
    return site_of(LAND, SiteOrder(LAND.plan.code, DATA_FOLDER, LIVE, BASE, processes=1))


def page(site, path):
    return site[path].decode()


def index_of(site, lang):
    (path,) = [p for p in site if p.startswith(f"data/{lang}/index-")]
    return json.loads(site[path].decode().removeprefix("CRP_SITE.index=").removesuffix(";"))


def data_of(site, lang, name):
    """Read a data file as a browser does: the packed text of its only call."""
    script = site[f"en/{index_of(site, lang)['files'][name]}".replace("en/../", "")].decode()
    told, packed = json.loads(f"[{script.removeprefix('CRP_SITE.take(').removesuffix(');')}]")
    assert told == name
    return read_shared(zlib.decompress(base64.b64decode(packed)).decode())


def plain(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-2, 2, width=16) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=5), json_values, max_size=5))
def test_shared_values_are_read_as_they_were_written(values):
    found = read_shared(write_shared(values))
    assert found == values
    assert json.dumps(found) == json.dumps(values)  # true is not 1, 1.0 is not 1


def test_a_part_that_two_values_have_in_common_is_written_once():
    common = {"name": "Ash", "tip": ["a", "b"]}
    text = write_shared({"one": [common, 1], "two": [common, 2]})
    assert text.count("Ash") == text.count("tip") == 1


def test_the_set_is_every_selection_with_every_word_that_the_measure_depends_on():
    """Squareland has one objective and two sectors: everything, the objective, each sector are four selections."""
    sizes = {}
    for batch in batches(LAND):
        sizes.setdefault(batch.measure, []).append(len(views_of(batch, LAND)))
    frames = 2 * 3  # bases by vintages
    assert sizes["sectors"] == [4] * frames
    assert sizes["required"] == sizes["unmet"] == [4 * 3 * 2] * frames  # splits and uses of a surplus
    assert sizes["idps"] == [4] * frames  # one day, circles: no scale over days
    assert sizes["food_insecure_share"] == [4 * 2] * frames  # fills: on their own scale, and on that over all days
    # Beside unmet money by split and surplus, and beside sectors; a need that is not the default one: split evenly.
    assert sorted(set(sizes["mismatch"])) == [4 * 2, 4 * (3 * 2 + 1)]
    assert len(sizes["mismatch"]) == frames * len(LAND.indicators.needs)


def test_every_view_of_the_set_has_a_content_and_no_two_have_one_name(site):
    for lang in LANGS:
        for batch in batches(LAND):
            words = words_of(LAND.indicators[batch.measure])
            names = [key_of(v, words) for v in views_of(batch, LAND)]
            assert sorted(data_of(site, lang, batch.name)) == sorted(set(names))
            assert len(names) == len(set(names))


@pytest.mark.parametrize("lang", LANGS)
def test_each_view_says_what_the_app_says_title_figures_legend_notes_and_caveats(site, lang):
    for batch in batches(LAND):
        found = data_of(site, lang, batch.name)
        for view in (v.but(lang=lang) for v in views_of(batch, LAND)):
            content, drawn = found[key_of(view, words_of(LAND.indicators[batch.measure]))], compose_map(view, LAND)
            style = json.loads(json.dumps(map_style(drawn)))
            assert content["style"] | {"tiles": style["tiles"]} == style
            assert content["subtitle"] == drawn.subtitle
            assert content["foot"] == foot_html(LAND, view, None, "?tab=caveats").splitlines()
            assert content["caveats"] == map_caveats(LAND, view).splitlines()
            assert content["file"] == file_stem(view, "map")
            shown = region_panel_html(LAND, view, (), None)
            assert plain("\n".join(content["panel"]["body"])) in plain(shown)
            figures = [[r.slug, r.state, r.label, r.value, r.low, r.high] for r in drawn.regions]
            assert content["rows"] == json.loads(json.dumps(figures))


@pytest.mark.parametrize("measure", LAND.indicators.codes)
def test_a_word_that_is_not_a_measure_s_own_changes_nothing_on_its_map(measure):
    """The site lets go of such words: the app must show the same with and without them."""
    words, view = words_of(LAND.indicators[measure]), HERE.but(measure=measure, region="ash")
    other = {"split": "population", "surplus": "pooled", "need": "population", "against": "sectors", "classes": "equal"}
    changed = view.but(**{name: value for name, value in other.items() if name not in words})
    mine, theirs = compose_map(view, LAND), compose_map(changed, LAND)
    days = {"times": []}  # the other days of the map are views of their own
    assert map_style(theirs) | days == map_style(mine) | days
    assert (theirs.title, theirs.subtitle, theirs.notes) == (mine.title, mine.subtitle, mine.notes)


def test_a_day_of_the_player_is_a_view_of_the_set():
    view = HERE.but(measure="food_insecure_share")
    indicator = LAND.indicators[view.measure]
    assert over_days(view, indicator).classes == "days"
    assert over_days(view, indicator) in views_of(next(b for b in batches(LAND) if b.measure == view.measure), LAND)


def test_the_tabs_have_the_app_s_tables_for_each_selection(site):
    around, start = data_of(site, "fr", "around.zone.2023"), HERE.but(lang="fr", basis="zone")
    assert {n for n in around if not n.startswith("region=")} == {"", "objective=1", "sector=food", "sector=water"}
    for view in selections(start, LAND):
        piece = around[key_of(view, ("objective", "sector"))]
        assert "\n".join(piece["table"]) == presence_part(LAND, view).rstrip("\n")
    money = data_of(site, "fr", "money.named.2023")
    view = HERE.but(lang="fr", sector=("food",), surplus="pooled")
    assert money["sector=food&surplus=pooled"]["sectors"] == money_by_sector(LAND, view).splitlines()
    assert money["plan?surplus=pooled"]["panel"] == plan_panel(LAND, HERE.but(lang="fr", surplus="pooled")).splitlines()


def test_the_activities_of_a_region_are_those_of_its_panel_in_the_app(site):
    around = data_of(site, "en", "around.named.2023")
    shown = region_panel_html(LAND, HERE.but(region="ash"), (), None)
    assert [s for s, lines in around["region=ash"].items() if lines] == ["food"]
    assert "\n".join(around["region=ash"]["food"]) in shown


def test_a_region_s_page_is_the_app_s_with_every_split_and_use_of_a_surplus(site):
    found = data_of(site, "fr", "region.named.2023")
    assert len(found) == 3 * 3 * 2
    view = HERE.but(lang="fr", region="birch", split="idps", surplus="pooled")
    assert found["split=idps&surplus=pooled&region=birch"]["panel"] == region_figures(LAND, view).splitlines()


def test_two_maps_of_one_measure_have_the_classes_that_they_have_side_by_side_in_the_app(site):
    pairs = data_of(site, "en", "pairs.coverage")
    assert len(pairs) == 4 * 4
    left, right = HERE.but(measure="coverage", sector=("food",)), HERE.but(measure="coverage")
    one, other = compose_map(left, LAND, right), compose_map(right, LAND, left)
    styles = map_style(one, other, "left"), map_style(other, one, "right")
    for found, style in zip(pairs["sector=food|"], json.loads(json.dumps(styles)), strict=True):
        assert found["legend"] == style["legend"]
        assert [r["fill"] for r in found["regions"].values()] == [r["fill"] for r in style["regions"].values()]


@pytest.mark.parametrize("question", ["ash", "wfp", "fod", "give"])
def test_the_search_list_has_what_the_app_s_search_finds(site, question):
    entries = data_of(site, "en", "search")["entries"]
    listed = {line[0] for entry in entries for line in entry["lines"]}
    assert {found.name for found in find(question, LAND, "en", "2023")} <= listed


def test_what_the_search_opens_are_pages_of_the_site(site):
    for entry in data_of(site, "fr", "search")["entries"]:
        for _, _, go in entry["lines"]:
            assert f"fr/{go.partition('?')[0]}" in site
            assert "lang=" not in go


def test_without_any_script_a_page_has_its_title_figures_caveats_and_picture(site):
    view = HERE.but(lang="fr", measure="unmet")
    drawn, text = compose_map(view, LAND), page(site, "fr/funding.html")
    said = plain(text)
    assert plain(drawn.title) in said
    for region in drawn.regions:
        if region.state == "value":
            assert f"{region.name}" in said
            assert plain(region.label) in said
    (picture,) = re.findall(r"<noscript><p class='caveat'>[^<]+</p><img src='../(pictures/[^']+)'", text)
    assert site[picture].startswith(b"\x89PNG")
    assert html.escape(alt_text(drawn)[:40], quote=True) in text.replace("&#39;", "&#x27;")
    for caveat in drawn.caveats:
        assert plain(caveat.write(translator("fr"))) in said


def test_a_region_s_own_page_stands_alone(site):
    text = plain(page(site, "en/region-ash.html"))
    assert "Ash" in text
    assert "Give food" in text


def test_the_briefing_is_the_explorer_s_own(site):

    assert page(site, "fr/briefing.html") == deck_html(default_storyline(LAND), LAND, "fr")


def test_no_page_asks_anything_of_another_host(site):
    for path, content in site.items():
        if path.endswith((".html", ".css")) and "briefing" not in path:  # that has a test of its own
            text = content.decode()
            asked = re.findall(r"(?:src|href)=['\"]?(https?:)?//|url\(\s*['\"]?https?:|@import", text)
            assert not asked, path
    for lang in LANGS:
        assert "default-src 'none'; script-src 'self'" in html.unescape(page(site, f"{lang}/index.html"))


def test_the_sheet_looks_for_no_wrapper_by_what_it_holds_and_each_wrapper_has_its_name(site):
    [sheet] = [text.decode() for path, text in site.items() if re.fullmatch(r"assets/site-\w+\.css", path)]
    rest = [
        found for found in re.findall(r"[^\s,{}]*:has\([^{,]*", sheet) if ".chip" not in found and "td:" not in found
    ]
    assert [found.strip() for found in rest] == ["label:not(:has(input:checked))"]  # on paper
    named = set(re.findall(r"holds-[a-z]+", page(site, "en/funding.html") + page(site, "en/compare.html")))
    assert named == {f"holds-{part}" for part in ("filters", "side", "head", "panel", "tabs", "options")}
    assert all(f".{name}" in sheet for name in named)


@pytest.mark.parametrize(("path", "names"), [
    ("en/funding.html", ["unmet"]), ("fr/region-ash.html", ["sectors"]), ("fr/compare.html", ["sectors", "idps"]),
])  # fmt: skip
def test_a_page_brings_the_styles_of_its_first_maps_as_its_data_have_them(site, path, names):
    (told,) = re.findall(r'<script type="application/json" id="first">(.*)</script>', page(site, path))
    lang = path[:2]
    packed = [data_of(site, lang, f"{name}.named.2023") for name in names]
    keys = ["" if name == "sectors" else f"measure={name}" for name in names]
    assert json.loads(told) == [data[key]["style"] for data, key in zip(packed, keys, strict=True)]


def test_a_page_names_few_scripts_and_no_data_which_it_asks_for_once_its_map_is_there(site):
    scripts = re.findall(r'<script defer src="\.\./([^"]+)"', page(site, "en/funding.html"))
    order = [re.sub(r"-\w+\.js$|^.*/", "", script.rsplit("/", 1)[-1]) for script in scripts]
    assert order == ["map", "shapes", "index", "screen", "late"]


def test_a_page_with_a_map_brings_its_picture_and_waits_for_what_it_is_painted_with_before_it_asks_for_more(site):
    for name in ("funding", "region-ash", "compare"):
        text = page(site, f"en/{name}.html")
        order = ['rel="stylesheet"', '<script src="../assets/opening-', "<script defer", "Content-Security-Policy"]
        assert order == sorted(order, key=text.index)
        assert text.count("<svg class=") == (2 if name == "compare" else 1)
    assert '<path class="chosen"' in page(site, "en/region-ash.html")
    assert not re.search("<svg|assets/opening", page(site, "en/glossary.html"))


def test_a_page_hides_what_its_first_map_does_not_depend_on_before_its_script_does(site):
    hidden = {
        name: re.findall(r"<fieldset class='options' hidden><legend>([^<]+)", page(site, f"en/{name}.html"))
        for name in ("needs", "funding", "where")
    }
    t = translator("en")
    apart = [t("Need"), t("Against"), t("A sector’s money, split over its regions"), t("A sector’s surplus")]
    assert len(hidden["needs"]) == len(apart)
    assert hidden["funding"] == hidden["where"] == []
    assert "<div class='money' hidden>" in page(site, "en/needs.html")
    assert "<div class='money'>" in page(site, "en/funding.html")


def test_two_maps_have_their_names_before_any_script(site):
    text = page(site, "fr/compare.html")
    for side, measure in (("left", "sectors"), ("right", "idps")):
        drawn = compose_map(HERE.but(lang="fr", measure=measure), LAND)
        assert f"id='name-{side}'>{html.escape(drawn.title)}<" in text
        select = text[text.index(f"id='measure-{side}'") :].partition("</select>")[0]
        assert re.findall(r"value='(\w+)' selected", select) == [measure]


def test_the_policy_of_a_page_comes_after_its_own_files_and_before_all_words_of_the_data(site):
    text = page(site, "en/funding.html")
    policy = text.index('http-equiv="Content-Security-Policy"')
    assert text.rindex("<script defer") < policy < text.index("<title>")


def test_every_file_that_a_page_names_is_there(site):
    for path, content in site.items():
        if path.endswith(".html"):
            folder = path.rpartition("/")[0]
            for named in re.findall(r"(?:src|href)=[\"']([^\"'?#]+)[\"'?]", content.decode()):
                if named != "undefined" and not named.startswith(("data:", "http")):
                    assert os.path.normpath(f"{folder}/{named}").lstrip("/") in site, (path, named)
    for lang in LANGS:
        for named in index_of(site, lang)["files"].values():
            assert os.path.normpath(f"{lang}/{named}") in site


def test_a_served_site_tells_search_engines_and_previews_of_both_languages(served):
    text = page(served, "fr/needs.html")
    assert '<html lang="fr">' in text
    assert f'<link rel="alternate" hreflang="en" href="{BASE}/en/needs.html">' in text
    assert re.search(rf'<meta property="og:image" content="{BASE}/pictures/[a-z]+-fr-[0-9a-f]{{12}}\.png">', text)
    assert re.search(r'<meta name="description" content="[^"]{20,320}">', text)
    assert f"<loc>{BASE}/fr/needs.html</loc>" in page(served, "sitemap.xml")
    assert index_of(served, "fr")["live"] == LIVE


def test_without_an_address_there_is_no_link_to_a_live_explorer(site, served):
    assert "id='live'" not in page(site, "en/index.html")
    assert f"<a id='live' href='{LIVE}'>" in page(served, "en/index.html")


def test_every_page_says_of_which_data_it_is(site):
    version = json.loads(site["site.json"])["version"]
    for path in site:
        if path.endswith(".html") and "/" in path and "briefing" not in path:
            assert f'content="{version}"' in page(site, path)
            assert version in plain(page(site, path))


@pytest.mark.usefixtures("few")
def test_the_same_data_give_the_same_bytes_and_other_data_another_version():
    site, again = site_of(LAND, ORDER), site_of(squareland.furnished(squareland.atlas(SECTORS, 2000)), ORDER)
    assert again == site
    other = squareland.furnished(
        squareland.atlas({"food": (1001, 400, ["ash"], "named"), "water": (500, 0, ["cedar"], "zone")})
    )
    changed = site_of(other, ORDER)
    assert json.loads(changed["site.json"])["version"] != json.loads(site["site.json"])["version"]


@pytest.mark.usefixtures("few")
def test_the_order_in_which_processes_end_changes_no_byte(monkeypatch):
    site, made = site_of(LAND, ORDER), list(build._made(ORDER, LAND))
    monkeypatch.setattr(build, "_made", lambda *_: reversed(made))
    assert site_of(LAND, ORDER) == site


def test_processes_beside_each_other_make_the_same_site_as_one(monkeypatch):
    least = [Task("views", Batch("sectors", "named", "2023"), lang) for lang in LANGS]
    monkeypatch.setattr(build, "tasks", lambda _atlas, _langs: least)
    monkeypatch.setattr(build, "_ALONE", ("needs",))
    monkeypatch.setattr(build, "_finished", lambda *_: {})
    told = []
    alone = build_site(SiteOrder("mli-2023-2024", DATA_FOLDER, processes=1))
    assert len(alone) == 2 * 2  # a data file and a picture in each language
    assert build_site(SiteOrder("mli-2023-2024", DATA_FOLDER, processes=2), lambda *n: told.append(n)) == alone
    assert told == [(1, 2), (2, 2)]


def test_only_what_changed_is_written_and_what_is_gone_goes(tmp_path):
    folder = tmp_path / "site"
    files = {"en/index.html": b"one", "data/a.js": b"two", "site.json": manifest("en/index.html", "data/a.js")}
    assert write_site(files, folder) == (3, 0)
    kept = (folder / "en/index.html").stat().st_mtime_ns
    later = {"en/index.html": b"one", "data/b.js": b"new", "site.json": manifest("en/index.html", "data/b.js")}
    assert write_site(later, folder) == (2, 1)
    assert (folder / "en/index.html").stat().st_mtime_ns == kept
    assert sorted(p.name for p in (folder / "data").iterdir()) == ["b.js"]
    assert write_site(later, folder) == (0, 0)


def manifest(*paths):
    return json.dumps({"files": dict.fromkeys(paths, "0")}).encode()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    for refuse in (lambda: refuse_foreign(tmp_path), lambda: write_site({"site.json": b"{}"}, tmp_path)):
        with pytest.raises(DataError) as found:
            refuse()
        assert "not of a site of this explorer" in found.value.problems[0].expected
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(DataError):
        refuse_foreign(tmp_path / "letter.txt")


def test_a_list_of_files_that_leads_out_of_the_folder_removes_nothing_there(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "site.json").write_bytes(manifest("../outside.txt", str(outside), "..\\outside.txt"))
    write_site({"site.json": manifest()}, folder)
    assert outside.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(DataError):
        write_site({"site.json": b"{}"}, tmp_path / "site")


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path):
    (tmp_path / "a").write_text("mine")
    with pytest.raises(DataError):
        write_site({"site.json": manifest()}, tmp_path / "a" / "site")


def test_a_zip_of_the_site_has_the_same_bytes_twice():
    files = {"b": b"2", "a": b"1"}
    assert zip_site(files) == zip_site(dict(reversed(files.items())))


def test_a_site_that_was_changed_by_hand_is_told(tmp_path):
    site = {"en/index.html": b"one"}
    codes = {"en/index.html": "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"}  # sha256 of "one"
    write_site(site | {"site.json": json.dumps({"files": codes}).encode()}, tmp_path / "s")
    assert changed_in_site(tmp_path / "s") == []
    (tmp_path / "s/en/index.html").write_bytes(b"two")
    assert changed_in_site(tmp_path / "s") == ["en/index.html"]
    with pytest.raises(DataError) as found:
        changed_in_site(tmp_path)
    assert "no site" in found.value.problems[0].expected


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_the_command_says_why_there_is_no_site(tmp_path, data):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    found = run("export", "--to", "site", tmp_path / "full")
    assert (found.exit_code, "letter" not in found.output) == (1, True)
    assert "empty folder" in found.stderr
    header = run("export", "--to", "site", tmp_path / "new", "--plan", "mli-2025-2026")
    assert (header.exit_code, "only its header is known" in header.stderr) == (1, True)
    unknown = run("export", "--to", "site", tmp_path / "new", "--plan", "xxx-2020", "--lang", "fr")
    assert (unknown.exit_code, "xxx-2020" in unknown.stderr) == (2, True)
    for file in (data / "boundaries").iterdir():
        file.unlink()
    bare = run("export", "--to", "site", tmp_path / "new", "--data", data)
    assert bare.exit_code == 1
    assert not (tmp_path / "new").exists()


def test_check_looks_at_a_site(tmp_path):
    write_site({"site.json": manifest()}, tmp_path / "s")
    assert run("check", "--site", tmp_path / "s").exit_code == 0
    (tmp_path / "s/site.json").write_bytes(manifest("en/index.html"))
    found = run("check", "--site", tmp_path / "s", "--lang", "fr")
    assert (found.exit_code, "en/index.html" in found.stderr) == (1, True)


@pytest.mark.usefixtures("few")
def test_texts_of_the_data_stay_texts():
    evil = "<img src=x onerror=alert(1)>"
    land = squareland.furnished(
        squareland.atlas({"food": (1000, 400, ["ash"], "named"), "water": (5, None, ["cedar"], "zone")})
    )
    land.plan.sectors["title_en"] = [evil, "</script>"]
    site = site_of(land, ORDER)
    for path, content in site.items():
        if path.endswith(".html") and "briefing" not in path:
            assert b"<img src=x" not in content, path
            assert content.count(b"</script>") == content.count(b"<script"), path
    assert html.escape(evil).encode() in site["en/where.html"]
