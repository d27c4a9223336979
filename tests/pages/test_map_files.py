"""The files of a map: packed once, told apart by their tags, and the same to those who do not unpack."""

import gzip
import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.parts import map_files, packed_file, store


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=map_files.routes()))


def addresses(atlas):
    scripts, styles = map_files.addresses(atlas)
    return [*scripts, *styles, f"/assets/painting/{store.version()}?measure=unmet&sector=shelter"]


def test_a_file_is_the_same_packed_and_not_and_a_browser_that_has_it_gets_nothing(atlas, client):
    for address in addresses(atlas):
        plain = client.get(address, headers={"Accept-Encoding": "identity"})
        packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert int(packed.headers["Content-Length"]) == len(gzip.compress(plain.content, mtime=0)) < len(plain.content)
        assert packed.content == plain.content  # unpacked by the client
        known = client.get(address, headers={"If-None-Match": plain.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_two_views_have_two_tags_and_a_view_is_packed_once(client, monkeypatch):
    texts, pack = [], gzip.compress
    monkeypatch.setattr(
        packed_file.gzip, "compress", lambda content, **how: texts.append(content) or pack(content, **how)
    )
    ask = f"/assets/painting/{store.version()}?measure=required&sector="
    tags = [client.get(ask + sector).headers["ETag"] for sector in ("shelter", "cccm", "shelter")]
    assert tags[0] == tags[2] != tags[1]
    assert [json.loads(t)["lang"] for t in texts] == ["en", "en"]
