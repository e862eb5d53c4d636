"""What axe finds on a page, in words that lead to it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
ALL = ("minor", "moderate", *SERIOUS)


def findings(
    page: Page,
    part: str | None = None,
    impacts: tuple[str, ...] = SERIOUS,
    rules: tuple[str, ...] = (),
) -> list[str]:
    """Return what axe finds on a page: the rule, where, and what is wrong with it.

    Args:
        page: what is shown.
        part: a CSS selector of all that is looked at; without one, it is the page.
        impacts: how bad what is told has to be, in axe's words.
        rules: axe's names of what it looks for; without any, all that it knows.
    """
    options = {"runOnly": list(rules)} if rules else None
    violations = Axe().run(page, part, options).response["violations"]
    return [
        f"{each['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for each in violations
        if each["impact"] in impacts
        for node in each["nodes"]
    ]
