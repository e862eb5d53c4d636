"""The site as each builder makes it, served, and a browser to look at it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.support.live_site import Served, served
from tests.support.small_site import THEME
from workbook.core.paths import DOCS, ROOT
from workbook.course.chapters import Step, all_steps
from workbook.site.browser import launched
from workbook.site.build import BUILDERS, surroundings
from workbook.site.generated import write_pages
from workbook.site.live.assemble import write_live
from workbook.site.live.npm import Unreachable
from workbook.site.mended import mend_pages
from workbook.site.sheets import join_sheets

expect.set_options(timeout=60_000)  # ms; a busy machine makes no page wrong


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives all browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A headless browser."""
    with launched(playwright) as browser:
        yield browser


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Each colour scheme in turn."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's own window, who may use the clipboard."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A window of the usual size."""
    return context.new_page()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of live; what it is made of has to be fetched once."""
    made = tmp_path_factory.mktemp("live") / "workbook" / "live"
    try:
        write_live(made)
    except Unreachable as error:
        pytest.skip(str(error))
    return made


@pytest.fixture
def live(folder: Path) -> Iterator[Served]:
    """Live on a server of its own, below a path."""
    with served(folder.parent) as site:
        site.url += "live/"
        yield site


@pytest.fixture(scope="session", params=BUILDERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, built by each builder in turn, below a path as on a code host."""
    with served(built(request.param, shared_by_workers(tmp_path_factory)) / "workbook") as place:
        yield place.url


def shared_by_workers(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of this run, which all that work on it side by side share."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def built(builder: str, folder: Path) -> Path:
    """Return the folder to serve, with the site in it; the first one who asks builds it.

    Args:
        builder: its name.
        folder: of the run.
    """
    with FileLock(folder / "site.lock"):  # docs/ may not change while it is copied, either
        project = folder / f"site-{builder.split()[0]}"
        if not (served := project / "served").is_dir():
            shutil.rmtree(project, ignore_errors=True)  # somebody may have been ended at it
            _build(builder, project)
    return served


def _build(builder: str, project: Path) -> None:
    write_pages()
    shutil.copytree(DOCS, project / "docs", ignore=shutil.ignore_patterns("live"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / THEME, project / THEME)
    command, env = BUILDERS[builder], surroundings()
    subprocess.run(command, cwd=project, env=env, check=True, capture_output=True)
    mend_pages(project / "site")
    join_sheets(project / "site")
    (project / "whole").mkdir()
    (project / "site").rename(project / "whole" / "workbook")
    (project / "whole").rename(project / "served")


def pages() -> list[str]:
    """Return the paths of the site's pages."""
    found = sorted(path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md"))
    return ["" if path == "index" else f"{path}/".replace("/index/", "/") for path in found]


def pages_to_open(request: pytest.FixtureRequest) -> list[str]:
    """Return all pages for the first builder, and for the others one of each kind.

    They read the same Markdown, and `nox -s site` holds each block and link of each.
    """
    every = pages()
    return every if _is_first(request) else list({kind(path): path for path in every}.values())


def steps_to_open(request: pytest.FixtureRequest) -> list[Step]:
    """Return all steps for the first builder, and for the others the last one of each chapter."""
    every = all_steps()
    return every if _is_first(request) else list({step.stage: step for step in every}.values())


def _is_first(request: pytest.FixtureRequest) -> bool:
    return bool(request.node.callspec.params["site"] == next(iter(BUILDERS)))


def kind(path: str) -> str:
    """Return the folder of a page: what stands in one looks the same, and runs the same scripts."""
    return path.partition("/")[0]


def read_clipboard(context: BrowserContext) -> str:
    """Return what the copy button copied."""
    return str(context.pages[0].evaluate("navigator.clipboard.readText()"))
