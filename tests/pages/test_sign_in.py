"""Sign-in: nobody without a role sees a page, a route, a file or a websocket; a small provider on loopback signs in."""

import contextlib
import html
import json
import re
import time
import tomllib

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.server import gate, identity, sign_in
from tests import patience
from tests.browser.serving import ROOT, started_server
from tests.oidc_provider import SECRET, Provider, settings, started_provider

AWA = {"sub": "1", "email": "awa@example.org", "name": "Awa Diarra", "email_verified": True}
ISSA = {"sub": "2", "email": "Issa@example.org", "name": "Issa Keita"}
MARY = {"sub": "3", "email": "mary@elsewhere.example", "name": "Mary"}
HERE = "http://127.0.0.1:8501"


def written(tmp_path, text):
    file = tmp_path / "sign-in.toml"
    file.write_text(text, encoding="utf-8")
    return sign_in.read_settings({sign_in.SETTINGS: str(file)})


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """Read settings as a server does, and give them; Streamlit forgets them in the end."""
    provider = Provider()
    provider.address = "https://id.example.org"
    found = written(tmp_path, settings(provider).replace("{port}", "8501"))
    monkeypatch.setattr(identity, "config", identity.config)
    before = config.get_option("secrets.files")
    identity.prepare(found)
    identity.auth_util.secrets_singleton._reset()
    yield found
    config.set_option("secrets.files", before)
    identity.auth_util.secrets_singleton._reset()


def cookie(claims=AWA, secret="s" * 40, origin=HERE, age=0, **more):
    """Sign what Streamlit keeps of a person; *age* in seconds."""
    payload = json.dumps({**claims, "origin": origin, "is_logged_in": True, "provider": "default", **more})
    signer = URLSafeTimedSerializer(secret, salt="_streamlit_user")
    if age:
        real, time.time = time.time, lambda: real() - age
        try:
            return signer.dumps(payload)
        finally:
            time.time = real
    return signer.dumps(payload)


def client(rules, **cookies):
    async def talk(socket):
        await socket.accept()
        await socket.send_text("data")

    routes = [Route("/{rest:path}", lambda _: PlainTextResponse("data")), WebSocketRoute("/_stcore/stream", talk)]
    app = Starlette(routes=routes, middleware=[Middleware(gate.Gate, settings=rules)])
    return TestClient(app, base_url=HERE, cookies=cookies, follow_redirects=False)


def test_without_settings_nobody_is_asked_to_sign_in():
    assert sign_in.read_settings({}) is None
    assert client(None).get("/api/table.csv").text == "data"


PATHS = ("/", "/funding?lang=fr", "/api/table.csv", "/api/health", "/assets/painting/1", "/media/x", "/static/a.js",
         "/_stcore/host-config", "/_stcore/upload_file/a/b", "/auth/login/../../api/table.csv", "//auth/login",
         "/auth/login%2f..%2fapi", "/sign-in/x", "/AUTH/LOGIN", "/api/ready/")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "made",
    [dict, lambda: {"_streamlit_user": "x"}, lambda: {"_streamlit_user": cookie(secret="t" * 40)},
     lambda: {"_streamlit_user": cookie(origin="https://other.example")},
     lambda: {"_streamlit_user": cookie(age=12 * 3600 + 60)}, lambda: {"_streamlit_user": cookie(age=-3600)},
     lambda: {"_streamlit_user": cookie(is_logged_in=False)}, lambda: {"_streamlit_user": "chunks-2"}],
)  # fmt: skip
def test_nobody_gets_anything_and_a_forged_foreign_or_old_cookie_is_nobodys(rules, path, made):
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        answer = client(rules, **made()).request(method, path)
        assert answer.status_code == 401
        assert "data" not in answer.text
    with pytest.raises(WebSocketDisconnect), client(rules, **made()).websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.parametrize("host", ["127.0.0.1/auth/login?x=", "127.0.0.1/sign-in?x=", "127.0.0.1/api/ready#", "@x/"])
def test_no_host_that_is_an_address_opens_the_gate_or_leads_elsewhere(rules, host):
    answer = client(rules).get("/api/table.csv", headers={"Host": host})
    assert answer.status_code == 401
    page = client(rules).get("/funding?lang=fr", headers={"Host": host, "Accept": "text/html"}).text
    assert re.findall(r'href="([^"]*)"', page) == ["/sign-in?to=%2Ffunding%3Flang%3Dfr"] * 2


def test_somebody_without_a_role_is_told_so_and_gets_nothing(rules):
    answer = client(rules, _streamlit_user=cookie(MARY)).get("/funding", headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "Mary &lt;mary@elsewhere.example&gt;" in answer.text
    assert identity.LOGOUT in answer.text
    with pytest.raises(WebSocketDisconnect):
        client(rules, _streamlit_user=cookie(MARY)).websocket_connect("/_stcore/stream").__enter__()


@pytest.mark.parametrize("claims", [AWA, ISSA])
def test_viewers_and_editors_pass_everywhere(rules, claims):
    for path in PATHS[:9]:
        assert client(rules, _streamlit_user=cookie(claims, age=3600)).get(path).text == "data"
    with client(rules, _streamlit_user=cookie(claims)).websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == "data"


def test_no_shared_cache_keeps_what_only_the_signed_in_may_see(rules):
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    for settings_, said in ((rules, "private"), (None, "public")):
        routes = [Route("/x", lambda _: PlainTextResponse("data", headers=kept))]
        app = Starlette(routes=routes, middleware=[Middleware(gate.Gate, settings=settings_)])
        answer = TestClient(app, base_url=HERE, cookies={"_streamlit_user": cookie()}).get("/x")
        assert answer.headers["cache-control"] == f"{said}, max-age=31536000, immutable"


def test_where_readers_come_over_tls_the_cookies_of_sign_in_travel_over_it_only(rules, monkeypatch):
    def signing(_):
        answer = PlainTextResponse("")
        answer.set_cookie("_streamlit_user", "x", httponly=True)
        answer.set_cookie("other", "y", secure=True)
        return answer

    app = Starlette(routes=[Route(identity.CALLBACK, signing)], middleware=[Middleware(gate.Gate, settings=rules)])
    for https in (True, False):
        monkeypatch.setattr(identity, "https", lambda https=https: https)
        first, second = TestClient(app, base_url=HERE).get(identity.CALLBACK).headers.get_list("set-cookie")
        assert first.endswith("; Secure") == https
        assert second.count("Secure") == 1


def test_a_name_is_text_on_the_page_that_refuses(rules):
    bad = MARY | {"name": "<img src=x onerror=alert(1)>\n"}
    text = client(rules, _streamlit_user=cookie(bad)).get("/", headers={"Accept": "text/html"}).text
    assert "<img" not in text
    assert "&lt;img" in text


@pytest.mark.parametrize(
    ("asked", "led"),
    [("/funding?lang=fr&sector=cccm", "/funding?lang=fr&sector=cccm"), ("//elsewhere.example", "/"),
     ("https://elsewhere.example", "/"), ("/\\elsewhere.example", "/"), ("", "/"), ("/a\r\nX: y", "/")],
)  # fmt: skip
def test_after_sign_in_the_reader_is_where_he_wanted_to_be_and_never_elsewhere(rules, asked, led):
    browser = client(rules)
    answer = browser.get("/sign-in", params={"to": asked})
    assert answer.headers["location"].startswith("/auth/login?provider=")
    browser.cookies.set("_streamlit_user", cookie())
    answer = browser.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, led)
    assert browser.get("/sign-in", params={"to": asked}).headers["location"] == led


@pytest.mark.parametrize(
    ("claims", "lists", "role"),
    [
        (AWA, {}, "viewer"), (ISSA, {}, "editor"), (MARY, {}, ""), (MARY, {"viewer": ["*"]}, "viewer"),
        (ISSA | {"email_verified": False}, {}, ""), ({"sub": "4", "email": "*"}, {}, ""), ({}, {}, ""),
        (AWA | {"groups": ["im", "all"]}, {"claim": "groups", "editor": ["im"]}, "editor"),
        (AWA | {"groups": "im"}, {"claim": "groups", "editor": ["im"]}, "editor"),
        (AWA | {"groups": ["IM"]}, {"claim": "groups", "editor": ["im"]}, ""),
        (AWA | {"realm_access": {"roles": ["im"]}}, {"claim": "realm_access.roles", "viewer": ["im"]}, "viewer"),
        (AWA | {"realm_access": ["im"]}, {"claim": "realm_access.roles", "viewer": ["im"]}, ""),
    ],
)  # fmt: skip
def test_a_role_is_given_by_a_claim(tmp_path, claims, lists, role):
    provider = Provider()
    provider.address = "https://id.example.org"
    assert sign_in.person_of(claims, written(tmp_path, settings(provider, **lists))).role == role


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('cookie_secret = "' + "s" * 40, 'cookie_secret = "short', "cookie_secret"),
        ('client_id = "crisis-map"\n', "", "client_id"), ("https://id", "http://id", "server_metadata_url"),
        ("/oauth2callback", "/elsewhere", "redirect_uri"), ("http://127.0.0.1", "http://plans.example", "redirect_uri"),
        ("viewer = ['awa@example.org']\neditor = ['issa@example.org']", "", "nobody could come in"),
        ("editor = ['issa@example.org']", "editor = ['*']", "everybody write"),
        ("editor = ['issa@example.org']", "editor = 'issa'", "list of texts"),
        ("editor =", "editors =", "editors"), ("[roles]", "[roles]\nhours = 0", "hours"), ("[auth]", "[auth", "read"),
    ],
)  # fmt: skip
def test_a_server_that_should_be_closed_never_starts_open(tmp_path, old, new, said):
    provider = Provider()
    provider.address = "https://id.example.org"
    text = settings(provider)
    assert old in text
    with pytest.raises(SystemExit, match=said):
        written(tmp_path, text.replace(old, new))


def test_a_missing_file_of_settings_ends_the_start():
    with pytest.raises(SystemExit, match="cannot be read"):
        sign_in.read_settings({sign_in.SETTINGS: "nowhere.toml"})


def test_the_shipped_settings_lack_only_the_secrets():
    text = (ROOT / "deploy" / "sign-in.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    assert {k for k, v in found["auth"].items() if not v} == {"cookie_secret", "client_secret"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Start a provider and a server that signs its people in there."""
    file = tmp_path_factory.mktemp("closed") / "sign-in.toml"
    with started_provider() as provider:
        file.write_text(settings(provider), encoding="utf-8")
        log = file.with_name("log.txt")
        with log.open("wb") as out, started_server(out=out, **{sign_in.SETTINGS: str(file)}) as (address, _):
            yield provider, address
        said = log.read_text(encoding="utf-8")  # secrets and people are in no log
        assert [word for word in (SECRET, "s" * 40, "awa@", "Issa", "Mary") if word in said] == []


@contextlib.contextmanager
def browser(address):
    with httpx.Client(base_url=address, follow_redirects=True, timeout=patience.SECONDS,
                      headers={"Accept": "text/html"}) as made:  # fmt: skip
        yield made


def signed(made, provider, person, to="/"):
    """Ask for a page, follow its link, and come back from the provider."""
    provider.next_person = person
    link = html.unescape(re.search(r'href="(/sign-in[^"]*)"', made.get(to).text)[1])
    return made.get(link)


def socket_headers(made):
    return {"Cookie": "; ".join(f"{c.name}={c.value}" for c in made.cookies.jar)}


def test_a_reader_signs_in_at_the_provider_sees_pages_files_and_websocket_and_signs_out(served):
    provider, address = served
    ws = address.replace("http", "ws") + "/_stcore/stream"
    with browser(address) as made:
        assert made.get("/api/table.csv", headers={"Accept": "*/*"}).status_code == 401
        with pytest.raises(InvalidStatus, match="403"):
            connect(ws, open_timeout=patience.SECONDS)
        landed = signed(made, provider, AWA, "/funding?lang=fr")
        assert (landed.status_code, landed.url.path, landed.url.query) == (200, "/funding", b"lang=fr")
        assert made.get("/api/table.csv").text.startswith("\ufeffregion")
        with connect(ws, additional_headers=socket_headers(made), max_size=None) as socket:
            said = written_on(socket, "your-data")
        assert "Signed in as Awa Diarra &lt;awa@example.org&gt;" in said
        assert "unless you put it on the server" not in said
        made.get("/auth/logout", follow_redirects=False)
        assert made.get("/api/table.csv").status_code == 401


def test_an_editor_is_known_as_one_and_somebody_the_provider_refuses_stays_out(served):
    provider, address = served
    ws = address.replace("http", "ws") + "/_stcore/stream"
    with browser(address) as made:
        signed(made, provider, ISSA)
        with connect(ws, additional_headers=socket_headers(made), max_size=None) as socket:
            assert "written down with your name: Issa Keita" in written_on(socket, "your-data")
    with browser(address) as made:
        assert signed(made, provider, None).status_code == 401
        assert signed(made, provider, MARY).status_code == 403
        assert made.get("/api/ready").status_code == 200
    with browser(address) as made:  # a state that nobody began
        assert made.get("/oauth2callback?state=x&code=y").status_code == 401


def written_on(socket, page):
    """Ask for a page as a browser does, and return all that is written on it."""
    socket.send(BackMsg(rerun_script={"query_string": "", "page_name": page}).SerializeToString())
    found = []
    while True:
        answer = ForwardMsg.FromString(socket.recv(patience.SECONDS))
        found.append(answer.delta.new_element.html.body)
        if answer.WhichOneof("type") == "script_finished":
            return " ".join(found)
