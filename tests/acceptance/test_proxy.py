"""The stories of what stands before a server: whom it believes, and which host it answers for."""

from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from tests.acceptance.apps import App
from tests.acceptance.databases import Database
from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.proxy import new_client
from tests.acceptance.servers import Server
from workbook.apps.ports import HOST

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]

CHAIN = {"X-Forwarded-For": "1.1.1.1, 2.2.2.2, 3.3.3.3"}
HSTS = "Strict-Transport-Security"
# By the number of proxies: whom the app believes to be asking.
SEEN = {0: HOST, 1: "3.3.3.3", 2: "2.2.2.2"}
FOREIGN = [
    "evil.example",
    "evil.example:443",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "127.0.0.1@evil.example",
    "evil.example#127.0.0.1",
    "evil.example, 127.0.0.1",
]
PROBES = ["/healthz", "/readyz", "/metrics"]


class Direct:
    """Whoever reaches a server with no proxy of ours between."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        """Take a server, and what asks it."""
        self.server, self.client = server, client

    def ask(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Send a request with headers of one's own making."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.client.request(method, self.server.inside + path, headers=named)

    def seen_as(self, **headers: str) -> str:
        """Return the address that the log has for a request."""
        name = uuid4().hex
        self.ask("/auth/login", X_Request_ID=name, **headers)
        [line] = self.server.requests(request_id=name)
        return str(line["client"])


@pytest.fixture(scope="module", params=SEEN)
def hops(request: pytest.FixtureRequest) -> int:
    """How many proxies the app is told of."""
    return int(request.param)


@pytest.fixture(scope="module")
def direct(
    request: pytest.FixtureRequest,
    app: App,
    first: Server,
    database: Database,
    hops: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Direct]:
    """Somebody who is as near to a server as its nearest proxy."""
    if hops == 1:
        with new_client() as client:
            yield Direct(first, client)
        return
    log = tmp_path_factory.mktemp("hops") / "app.log"
    other = app.telling(PROXY_HOPS=str(hops))
    with other.serving(log, database, prepared=True) as server, new_client() as client:
        yield Direct(server, client)


def test_the_address_of_a_visitor_is_what_the_outermost_known_proxy_saw(
    direct: Direct, hops: int
) -> None:
    assert direct.seen_as(**CHAIN) == SEEN[hops]


def test_a_visitor_may_come_by_fewer_proxies_than_there_are(direct: Direct) -> None:
    assert direct.seen_as() == HOST


def chain(others: str, hops: int, trusted: str) -> str:
    """Return what came by a row of proxies, of which the nearest says something else."""
    said = [others] * 4
    if hops:
        said[-1] = trusted  # proxies replace the scheme, and do not add to it
    return ", ".join(said)


def test_only_the_nearest_proxy_can_say_that_a_request_came_by_tls(
    direct: Direct, hops: int
) -> None:
    false = direct.ask("/auth/login", X_Forwarded_Proto=chain("https", hops, "http"))
    true = direct.ask("/auth/login", X_Forwarded_Proto=chain("http", hops, "https"))

    assert false.status_code == 308
    assert HSTS not in false.headers
    assert false.headers["location"] == f"https://{HOST}:{direct.server.port}/auth/login"
    assert (true.status_code, HSTS in true.headers) == ((200, True) if hops else (308, False))


@pytest.fixture(scope="module")
def near(first: Server) -> Iterator[Direct]:
    """Somebody beside the proxy of a server."""
    with new_client() as client:
        yield Direct(first, client)


@pytest.mark.parametrize("path", ["/tasks/?status=open&q=", "/static/style.css?v="])
def test_a_reader_without_tls_is_sent_to_the_same_page_with_it(near: Direct, path: str) -> None:
    answer = near.ask(f"{path}%C3%A9")

    assert answer.status_code == 308
    there = f"https://{HOST}:{near.server.port}{path}"
    assert answer.headers["location"].startswith(there)
    assert HSTS not in answer.headers


@pytest.mark.parametrize("path", ["/auth/login", "/api/token", "/tasks/new"])
def test_nothing_is_taken_without_tls(near: Direct, path: str) -> None:
    assert near.ask(path, "POST").status_code == 400


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/tasks/", "/api/tasks", "/nothing", "/static/style.css"])
def test_a_request_for_another_host_is_refused_and_its_name_not_repeated(
    near: Direct, host: str, path: str
) -> None:
    for proto in ("https", "http"):
        answer = near.ask(path, Host=host, X_Forwarded_Proto=proto)

        assert answer.status_code == 400
        assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Original-URL"])
def test_no_other_header_names_the_host_or_the_page(near: Direct, header: str) -> None:
    told = {header: "host=evil.example" if header == "Forwarded" else "evil.example"}
    answer = near.ask("/tasks/new", X_Forwarded_Proto="https", **told)
    bare = near.ask("/tasks/new", **told)

    assert answer.status_code == 303
    assert bare.status_code == 308
    assert "evil" not in str(answer.headers) + answer.text + str(bare.headers)


def test_a_visitor_does_not_read_the_numbers(direct: Direct, hops: int) -> None:
    assert direct.ask("/metrics", X_Forwarded_For="203.0.113.7").status_code == 401
    assert direct.ask("/metrics").status_code == 200


@pytest.mark.parametrize("path", PROBES)
def test_a_probe_answers_to_any_name_and_without_tls(near: Direct, path: str) -> None:
    for host in ("10.0.0.7:8000", "evil.example"):
        answer = near.ask(path, Host=host)

        assert answer.status_code == 200
        assert "evil" not in answer.text + str(answer.headers)
