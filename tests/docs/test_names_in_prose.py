"""Each name that stands in backticks is there at that step: in its files, or on its page."""

import builtins
import keyword
import re
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from tests.docs.known import WORD, Known, after, around, before, known_of, on_page, somewhere
from tests.docs.prose import Page, pages
from workbook.course.chapters import steps
from workbook.course.stages import find_stage

NAME = re.compile(r"(\w+(?:\.\w+)*)(?:\(.*\))?")  # create_app, db.session, find_task(number)
OF_CODE = re.compile(r"\w_\w|[a-z][A-Z]")  # told to be of code wherever it stands
PATH = re.compile(r"(?!/)[\w*/.-]*(?:\.(?:py|html|css|js|md|txt|toml|yaml|yml|conf|db)|\w/)")
PYTHON = {*dir(builtins), *keyword.kwlist, *sys.stdlib_module_names}
ALLOWED = Path(__file__).with_name("allowed.toml")


def unknown(each: Page, known: Known, anywhere: Known) -> Iterator[tuple[str, str]]:
    """Yield each name of a page's prose that is not known, with what it stands in.

    Args:
        each: the page.
        known: what there is where it stands, beside its own blocks.
        anywhere: what there is at all; other words than names, of a command say, are held to this.
    """
    known |= on_page(each)
    anywhere |= known
    shown = "\n".join(block.text for block in each.blocks)
    for span in each.code:
        here = names(span)
        for word in WORD.findall(span):
            if word not in (known if word in here else anywhere).words and word not in PYTHON:
                yield word, span
        for path in filter(PATH.fullmatch, span.split()):
            if path not in shown and not any(is_at(path, each) for each in known.paths):
                yield path, span


def names(span: str) -> list[str]:
    """Return the words of some code that have to be names of something."""
    whole = NAME.fullmatch(span)
    own = WORD.findall(whole[1]) if whole and not PATH.fullmatch(span) else []
    return [word for word in WORD.findall(span) if word in own or OF_CODE.search(word)]


def is_at(named: str, path: str) -> bool:
    """Tell whether a page may name a path so: by its last parts, or a folder of it."""
    return fnmatchcase(f"/{path}", f"*/{named}" + "*" * named.endswith("/"))


@cache
def allowed() -> dict[str, tuple[str, ...]]:
    """Return the names that no file has to know, each with the pages where it may stand."""
    listed = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))["name"]
    return {word: (*each.get("pages", ["*"]),) for each in listed for word in each["words"]}


def is_allowed(word: str, each: Page) -> bool:
    return any(fnmatchcase(each.name, pattern) for pattern in allowed().get(word, ()))


@cache
def faults() -> list[tuple[Page, str, str]]:
    """Return each name that is not known, on any page, allowed or not."""
    return [
        (each, *fault) for each in pages() for fault in unknown(each, around(each), somewhere())
    ]


def test_each_name_in_backticks_is_there_at_that_step() -> None:
    wrong = [
        f"{each.place(span)}: `{span}`: nothing is called {word} here"
        for each, word, span in faults()
        if not is_allowed(word, each)
    ]

    assert not wrong, "\n".join(wrong)


def test_nothing_is_allowed_that_nobody_needs() -> None:
    needed = {word for each, word, _ in faults() if is_allowed(word, each)}

    assert sorted(allowed().keys() - needed) == []


ANYWHERE = known_of([("", "git add --all /tasks/new?tag=home")])
HERE = known_of([("app/views.py", "def show_list(): return url_for('index')")])


@pytest.mark.parametrize(
    "span",
    [
        *("show_lists", "show_lists()", "show_list.lenght", "view", "app/view.py", "view.py"),
        *("apps/", "git add app/view.py", 'url_four("index")', "return show_lists", "test_gone"),
        *("git ad .", "/task/7", "?tags=home"),
    ],
)
def test_a_name_that_is_not_there_is_told(span: str) -> None:
    assert list(unknown(Page("page.md", f"It is `{span}`.\n"), HERE, ANYWHERE))


@pytest.mark.parametrize(
    "span",
    [
        *("show_list", "show_list()", "url_for", "app/views.py", "views.py", "app/", "*.py", "303"),
        *("/tasks/7", "?tag=home", "return None", "len(x)", "None", "git add .", "More", "made.py"),
    ],
)
def test_a_name_that_is_there_or_none_is_not_told(span: str) -> None:
    text = f'It is `{span}`.\n\n```python title="made.py"\nclass More: pass\n```\n'

    assert list(unknown(Page("page.md", text), HERE, ANYWHERE)) == []


def test_a_file_is_known_until_the_step_that_takes_it_away() -> None:
    """Stage 02 begins by making a package of app.py."""
    gone = Page("docs/02-blueprints/2-x.md", "`app.py`")
    taken, next_one, *_ = steps(find_stage("02"))

    told = [list(unknown(gone, after(s) | before(s), somewhere())) for s in (taken, next_one)]
    assert told == [[], [("app.py", "app.py")]]
