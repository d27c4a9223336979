"""The front door of a page: what the browser is told to ask for at once, and Streamlit's own files from memory."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit_folium
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from pages.names import PAGES
from pages.parts import client_files, map_files, page_addresses, store


@pytest.fixture(scope="module")
def client():
    routes = [*page_addresses.routes(PAGES), *map_files.routes()]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(client_files.ClientFiles)]))


def test_the_default_pages_own_name_leads_to_it_with_its_view(client):
    answer = client.get("/overview?sector=shelter", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/?sector=shelter")


def test_an_old_address_leads_to_the_page_that_has_its_view_now(client):
    for address, wanted in (
        ("/coverage", "/where"),
        ("/coverage?lang=fr&sector=shelter", "/where?lang=fr&sector=shelter"),
    ):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, wanted)
    assert client.get("/coverage?lang=fr").text == client.get("/where?lang=fr").text


@pytest.mark.parametrize(
    ("address", "style"),
    [("/", ""), ("/where?sector=shelter&lang=fr", "lang=fr&sector=shelter"), ("/funding", "measure=unmet"),
     ("/funding?measure=coverage&region=gao", "measure=coverage"), ("/needs", "measure=idps"), ("/compare", None)],
)  # fmt: skip
def test_a_page_names_the_files_of_its_first_map_and_all_of_them_are_there(client, address, style):
    text = client.get(address).text
    early = text.replace("\\u0026", "&").split("for (const file of", 1)[1].split("\n", 1)[0]
    files = re.findall(r'"(/(?:assets|component)/[^"]*)"', early)
    assert len(files) == (3 if style is None else 4)
    if style is not None:
        assert files[-1] == f"/assets/painting/{store.version()}?{style}"
    links = re.findall(r'href=["\'](/[^"\']*)["\']', text)
    assert len(links) == 8
    assert {client.get(file).status_code for file in [*files, *links]} == {200}


def test_a_page_without_a_map_asks_for_none_and_words_of_an_address_are_no_script(client):
    assert "/assets/map/" not in client.get("/briefing").text
    assert "/assets/map/" not in client.get("/funding?plan=mli-2022").text  # only its header is known
    hostile = client.get("/funding?sector=</script><script>alert(1)</script>&measure=</script>").text
    assert "alert(1)" not in hostile
    assert "</script><script>" not in hostile.split("for (const file of", 1)[1].split(")", 1)[0]


def test_streamlits_own_scripts_are_what_lies_on_disk_packed_and_kept_forever(client):
    own = next(script for script in client_files.element_scripts() if "ComponentInstance" in script)
    [framed] = client_files.FRAME_SCRIPTS
    build = Path(streamlit_folium.__file__).parent / "frontend" / "build"
    for address, file in (
        (own, client_files.FOLDER / own[1:]),
        (framed, build / framed.split("streamlit_folium.st_folium/")[1]),
    ):
        answer = client.get(address)
        assert answer.text == file.read_text(encoding="utf-8")
        assert (answer.headers["Content-Encoding"], answer.headers["Cache-Control"][-9:]) == ("gzip", "immutable")
    assert client.get("/static/js/nothing.js").status_code == 404
    assert client.get("/static/js/../../../app.py").status_code == 404


def test_the_scripts_of_elements_are_found_with_all_that_they_import():
    names = {script.rsplit("/", 1)[-1].split(".")[0] for script in client_files.element_scripts()}
    assert {"Html", "ComponentInstance", "purify", "IFrameUtil"} <= names
    assert not {"ButtonGroup", "Selectbox", "DataFrame"} & names  # of tabs: nobody waits for them at the first painting


def test_the_files_of_a_maps_frame_are_found_without_importing_what_tells_streamlit_of_itself():
    # Imported before the server runs, its component would be unknown to it: no map at all.
    code = "import sys, pages.parts.client_files; print('streamlit_folium' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "False"


def test_a_maps_script_is_one_file_of_leaflet_the_shapes_and_the_map_and_its_sheet_finds_its_pictures(client):
    [script], [sheet] = map_files.addresses(store.library().at({}))
    text = client.get(script).text
    assert text.index("* Leaflet 1.9") < text.index("CRP_SHAPES=") < text.index("CRP.create = ")
    assert "sourceMappingURL" not in text
    pictures = re.findall(r"url\(([^)#]*)\)", client.get(sheet).text)
    assert pictures
    assert {client.get(picture).status_code for picture in pictures} == {200}


def test_the_document_takes_the_language_of_the_address(client):
    head = client.get("/where?lang=fr").text.split("</head>")[0]
    assert "root = document.documentElement" in head
    assert "root.lang = lang" in head
    sheet = next(link for link in re.findall(r"href='(/assets/pages/[^']*)'", client.get("/where").text))
    assert ':lang(fr) [data-testid="stFileUploaderDropzone"]' in client.get(sheet).text
