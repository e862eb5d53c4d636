"""05.contact: a setting that has to be there, is checked before the start, and is shown."""

import json

from kit import Browser, Copy, Page, Suite, need, read_text
from kit.server import Server

NAME, USERS = "CONTACT", "/tasks/"
ADDRESSES = ("ops@tasks.example", "help@other.example")
NONSENSE = ("nobody", "@tasks.example", "ops@tasks.example and a cake")
PAGES = ("/", "/auth/login", "/nowhere")


def _need_refused(copy: Copy, set_to: str, **variables: str) -> None:
    """See that a server with these variables does not start, and says why in one line."""
    said = Server(copy, **variables).refusal()
    need(said, f"With {set_to}, the server starts.")
    last = said.splitlines()[-1]
    need(said == last, f"With {set_to}, it stops with many lines. The last is:\n{last}")
    need(NAME in said, f"With {set_to}, it stops, and the line does not name {NAME}:\n{said}")


def missing(copy: Copy) -> None:
    """Without `CONTACT`, or with nothing in it, the server stops with one line that names it."""
    _need_refused(copy, f"no {NAME}")
    _need_refused(copy, f"a blank {NAME}", **{NAME: "  "})


def nonsense(copy: Copy) -> None:
    """With a `CONTACT` that is no mail address, it stops the same way."""
    for value in NONSENSE:
        _need_refused(copy, f"{NAME}={value!r}", **{NAME: value})


def _links(browser: Browser, path: str) -> list[str]:
    """Return the mail addresses that a page links to, whatever its status."""
    page = Page(browser.client.get(path))
    return [str(link["href"]) for link in page.soup.select("a[href^='mailto:']")]


def _print_links() -> None:
    """Print the links of some pages of the server that runs in this process."""
    from wsgi import app

    visitor, member = Browser(app), Browser(app)
    member.register("ada")
    links = {path: _links(visitor, path) for path in PAGES}
    print(json.dumps(links | {USERS: _links(member, USERS)}))


def _need_links(copy: Copy, address: str) -> None:
    """See that each page of a server with an address links to that one."""
    server = Server(copy, **{NAME: address})
    server.migrate()
    done = server.run("import check; check._print_links()")
    why = (done.stderr.strip().splitlines() or ["nothing"])[-1]
    need(done.returncode == 0, f"With {NAME}={address}, the server fails, and says:\n{why}")
    for path, links in json.loads(done.stdout.splitlines()[-1]).items():
        said = f"With {NAME}={address}, {path} has no link mailto:{address}."
        need(set(links) == {f"mailto:{address}"}, said)


def shown(copy: Copy) -> None:
    """Each page has a link `mailto:` to it: of visitors, of users, and of errors."""
    for address in ADDRESSES:
        _need_links(copy, address)


def no_server(copy: Copy) -> None:
    """An app that is no server needs none: `create_app()` makes one without such a link."""
    links = _links(copy.browser(), "/auth/login")
    need(not links, f"create_app() is given no address, and its page links to {links}.")


def told(copy: Copy) -> None:
    """`.env.example` names it, and the tests in `tests/operations/test_settings.py` pass."""
    example = read_text(copy.folder / ".env.example")
    said = f".env.example does not name {NAME}."
    need(any(line.startswith(f"{NAME}=") for line in example.splitlines()), said)
    said = f"With {NAME} in the example, one of these tests fails."
    Suite(copy, "operations/test_settings.py").need_green(otherwise=said)
