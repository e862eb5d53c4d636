"""An app that runs in a page: turn to it, and visit it without a frame."""

import re
from base64 import b64decode, b64encode

import httpx
from playwright.sync_api import Page, expect

from tests.acceptance.visitor import Visitor
from tests.support.live_site import RUNS
from workbook.core.deadlines import LIMITS
from workbook.course.chapters import Step

# As the service worker asks the page, and the page its worker.
ASK = """async ([asked, body]) => {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
  const data = { asked: { ...asked, isPage: false, body: Uint8Array.fromBase64(body).buffer } };
  navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data, ports: [port2] }));
  const { status, headers, content } = await answer;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return [status, headers, bytes.toBase64()];
}"""
NOT_SHOWN = {"host", "connection", "accept-encoding", "content-length"}  # to a service worker
ENDED = re.compile(f"{RUNS}|does not start|cannot be|has stopped")


class InPage(httpx.BaseTransport):
    """The way to the app of a page, for one visitor."""

    def __init__(self, page: Page, *, is_reader: bool) -> None:
        """Take a page.

        Args:
            page: where the app runs.
            is_reader: whether the visitor is the page's reader, whose cookies are kept there.
        """
        self.page, self.is_reader = page, is_reader

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the app as the page's frame does."""
        sent = {name: text for name, text in request.headers.items() if name not in NOT_SHOWN}
        cookies = sent.pop("cookie", "")
        if not self.is_reader:
            sent["cookie"] = cookies  # even of none: they are one's own
        asked = {"method": request.method, "url": str(request.url), "headers": [*sent.items()]}
        body = b64encode(request.read()).decode()
        status, headers, content = self.page.evaluate(ASK, [asked, body])
        named = [(name, value) for name, value in headers]
        return httpx.Response(status, headers=named, content=b64decode(content))


def visitor_of(page: Page, stage: str, *, is_reader: bool = False) -> Visitor:
    """Return a visitor of the app that a page runs.

    Args:
        page: the page.
        stage: the number of the stage whose contract the app follows.
        is_reader: whether it is the page's reader, and not somebody with cookies of their own.
    """
    address = page.locator("#app").get_attribute("src") or ""
    visitor = Visitor(address.rstrip("/"), stage)
    visitor.client.close()
    visitor.client = httpx.Client(transport=InPage(page, is_reader=is_reader))
    return visitor


def turn_to(page: Page, url: str, step: Step) -> None:
    """Have a page run a step, in the Python that it has if it has one.

    Args:
        page: a page, of live or empty.
        url: of live.
        step: one with an app, of the stage that the page shows.
    """
    if not page.url.startswith(url):
        page.goto(f"{url}?step={step.stage.name}/{step.path.stem}")
    else:
        forget_status(page)
        page.locator("#step").select_option(step.path.stem)
        expect(page.locator("h1")).to_contain_text(step.heading)
    if page.locator("#stop").is_enabled():  # there is a Python, which goes on with it
        wait_until_it_runs(page)
    else:
        press(page)


def press(page: Page) -> None:
    """Press Start, or Restart."""
    forget_status(page)
    page.locator("#start").click()
    wait_until_it_runs(page)


def forget_status(page: Page) -> None:
    """Empty the line that says how it stands, which is to be written anew."""
    page.locator("#status").evaluate("status => { status.textContent = ''; }")


def wait_until_it_runs(page: Page) -> None:
    """Wait until an app runs, or it shows that it won't."""
    expect(page.locator("#status")).to_contain_text(ENDED, timeout=LIMITS.server * 1000)
    said = page.locator("#status").inner_text()
    assert RUNS in said, f"{said}\n{page.locator('#trouble').text_content()}"
