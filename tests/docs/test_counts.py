"""A number in a sentence that counts something of the course is what a program counts."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.docs.counts import (
    NUMBER,
    after,
    features,
    in_blocks,
    in_file,
    most_queries,
    moved,
    of_api,
    of_stage,
    packages,
    pains,
    printed,
    sittings_of,
    suite_of,
    told_of,
    under,
    value,
)
from tests.docs.prose import Page, page, pages
from workbook.classroom.helping import FAR
from workbook.core.deadlines import LIMITS
from workbook.core.paths import ROOT
from workbook.course.bugs import bugs
from workbook.course.chapters import all_steps
from workbook.course.exercises import HINTS, exercises
from workbook.course.stages import stages
from workbook.course.troubles import troubles
from workbook.site.build import BUILDERS

# What is counted wherever it stands: who writes such a number gives it a line below.
NOUNS = [
    *("stages", "steps", "exercises", "bugs", "errors", "commits", "pains", "principles", "hints"),
    *("packages", "sessions", "sittings", "builders", "mistakes", "features", "routes", "tests"),
    *("queries", "files", "views", "fields"),
]
COUNTED = re.compile(rf"(?<![\w.+=-])({NUMBER}) (?:{'|'.join(NOUNS)})\b(?!/)")
FEW = ("one", "two")  # of any two steps, say: that is no count


SITTINGS = [
    ("docs/index.md", f"{s.number} {s.title} {{}} sittings", sittings_of(s.number))
    for s in stages()
]
STEPS = [(f"docs/{s.name}/index.md", "in {} steps", of_stage(s.number)) for s in stages()]
PRACTISED = [
    (f"docs/{s.name}/index.md", "Of the {} principles", under("workflow.md", "Workflow"))
    for s in stages()
]
IN_CLASS = [
    ("docs/teach.md", f"Stage {s.number}, in {{}} sittings", sittings_of(s.number))
    for s in stages()
]
SLOW = "exercises/04-slow-tests.md"
SOLUTION = "docs/exercises/solutions/04-slow-tests.md"
QUERIES = "03-models/32-count-the-queries.md"
CLAIMS: list[tuple[str, str, Callable[[], int]]] = [
    ("README.md", "in {} packages", packages),
    ("README.md", "built by {} builders", lambda: len(BUILDERS)),
    ("CONTRIBUTING.md", "has {} packages", packages),
    ("CONTRIBUTING.md", "how to begin, {} hints", lambda: HINTS),
    ("CONTRIBUTING.md", "A part has {} seconds of computing", lambda: int(LIMITS.part)),
    ("docs/index.md", "{} chapters, ", lambda: len(stages())),
    ("docs/index.md", "One app, {} layers", lambda: len(stages())),
    (
        "docs/index.md",
        "numbers . Routes, packages, lines and tests of all {},",
        lambda: len(stages()),
    ),
    (
        "docs/index.md",
        "chapters, {} sittings",
        lambda: sum(sittings_of(s.number)() for s in stages()),
    ),
    *SITTINGS,
    ("docs/index.md", "empty folder, {} steps", lambda: len(all_steps())),
    ("docs/index.md", "the {} principles", under("workflow.md", "Workflow")),
    ("docs/index.md", "{} principles . What", under("workflow.md", "Workflow")),
    ("docs/index.md", "Practise. {} exercises", lambda: len(exercises())),
    ("docs/index.md", "a museum of {} bugs", lambda: len(bugs())),
    ("docs/index.md", "{} errors that people meet", lambda: len(troubles())),
    ("docs/plan.md", "grows in {} stages", lambda: len(stages())),
    ("docs/read.md", "and {} files move", lambda: moved("01", "02")),
    ("docs/read.md", "has all {} stages", lambda: len(stages())),
    ("docs/workflow.md", "{} principles answer it", under("workflow.md", "Workflow")),
    ("docs/teach.md", "the {} pains at the end", pains("01")),
    ("docs/teach.md", "who stands {} steps or more behind", lambda: FAR),
    *IN_CLASS,
    *STEPS[1:],
    *PRACTISED,
    ("docs/01-minimal/index.md", "a git repository with {} commits", of_stage("01")),
    ("docs/01-minimal/1-an-empty-project.md", "{} files, and no", lambda: len(after("01.1"))),
    (
        "docs/01-minimal/3-a-list.md",
        "so in {} fields",
        lambda: in_file("01.3", "app.py", r"^    \w+: \w+( = .*)?$"),
    ),
    ("docs/01-minimal/6-a-stylesheet.md", "Which of these {} pains", pains("01")),
    ("docs/02-blueprints/index.md", "Stage 01 ended with {} pains", pains("01")),
    ("docs/02-blueprints/index.md", "a package of {} features", features),
    ("docs/02-blueprints/index.md", "steps and {} sittings", sittings_of("02")),
    ("docs/02-blueprints/32-write-tasks.md", "{} addresses, and", lambda: of_api("path")),
    ("docs/02-blueprints/32-write-tasks.md", "and {} routes", lambda: of_api("method")),
    ("docs/03-models/index.md", "list takes {} queries", lambda: printed(QUERIES, "queries")[-1]),
    (f"docs/{QUERIES}", "One page, {} queries", lambda: printed(QUERIES, "queries")[0]),
    (
        "docs/03-models/39-the-store-goes.md",
        "takes {} queries more",
        lambda: printed(QUERIES, "queries")[0] - 2,
    ),
    (f"docs/{QUERIES}", "{} queries too many", lambda: printed(QUERIES, "queries")[0] - 2),
    (
        "docs/04-testing/24-every-list-counts.md",
        "{} queries is",
        lambda: printed(QUERIES, "queries")[-1],
    ),
    ("docs/reference/contract.md", "at most {} queries", most_queries),
    ("docs/03-models/index.md", "Stage 02 ended with {} pains", pains("02")),
    ("docs/03-models/index.md", "steps and {} sittings", sittings_of("03")),
    (
        "docs/03-models/39-the-store-goes.md",
        "{} mistakes stand above",
        under("03-models/39-the-store-goes.md", "What can break now"),
    ),
    ("docs/04-testing/index.md", "some {} hundred tests", lambda: round(suite_of("04") / 100)),
    ("docs/04-testing/32-the-bug-museum.md", "{} mistakes ¶", lambda: len(bugs())),
    ("docs/04-testing/32-the-bug-museum.md", "museum has {} of them", lambda: len(bugs())),
    (
        "docs/04-testing/33-what-no-test-sees.md",
        "property, {} bugs",
        lambda: told_of("04-tag-rule"),
    ),
    ("docs/04-testing/index.md", "steps and {} sittings", sittings_of("04")),
    ("docs/05-deploy/index.md", "steps and {} sittings", sittings_of("05")),
    (
        "docs/05-deploy/55-a-project-of-your-own.md",
        "These are the {} principles",
        under("workflow.md", "Workflow"),
    ),
    ("docs/bugs/index.md", "{} mistakes that people", lambda: len(bugs())),
    ("docs/exercises/index.md", "{} hints that you open", lambda: HINTS),
    ("docs/exercises/index.md", "no end after {} s of computing", lambda: int(LIMITS.part)),
    *((name, "{} tests", lambda: in_blocks(SLOW)) for name in (f"docs/{SLOW}", SOLUTION)),
    ("docs/reference/glossary.md", "a check, {} hints", lambda: HINTS),
]


def said(each: Page, phrase: str) -> list[re.Match[str]]:
    """Return where a page says a phrase, whatever its number is."""
    before, _, after = map(re.escape, phrase.partition("{}"))
    return [*re.finditer(rf"(?<![\w.=]){before}({NUMBER}){after}(?!/)", each.words)]


def uncounted(each: Page) -> Iterator[str]:
    """Yield each number of a page that counts something, and that no line above knows."""
    known = {
        m.start(1) for name, phrase, _ in CLAIMS if name == each.name for m in said(each, phrase)
    }
    for found in COUNTED.finditer(each.words):
        if found.start(1) not in known and found[1].lower() not in FEW:
            yield f"{each.place(found[0])}: nobody counts {found[0]!r}"


@pytest.mark.parametrize(
    ("name", "phrase", "count"), CLAIMS, ids=[f"{page}: {words}" for page, words, _ in CLAIMS]
)
def test_a_number_is_what_a_program_counts(
    name: str, phrase: str, count: Callable[[], int]
) -> None:
    found = said(page(ROOT / name), phrase)

    assert found, f"{name} does not say {phrase!r} any more: take its line out of CLAIMS"
    assert {value(match[1]) for match in found} == {count()}


def test_a_hash_takes_as_long_on_every_page() -> None:
    told = {part for each in pages() for part in re.findall(r"(\w+ths?) of a second", each.words)}

    assert told == {"tenth"}


def test_no_number_that_counts_something_is_uncounted() -> None:
    assert [line for each in pages() for line in uncounted(each)] == []


@pytest.mark.parametrize("words", ["It has 44 steps.", "Six stages, each with steps.", "four bugs"])
def test_a_number_that_nobody_counts_is_told(words: str) -> None:
    assert len(list(uncounted(Page("docs/page.md", words)))) == 1


@pytest.mark.parametrize(
    "words", ["Stage 04 steps back.", "any two steps", "1.5 steps", "it steps"]
)
def test_what_is_no_count_is_not_told(words: str) -> None:
    assert list(uncounted(Page("docs/page.md", words))) == []


def test_what_is_listed_under_a_heading_is_counted() -> None:
    text = "# X\n\n- a\n\n## Y\n\nWords.\n\n- a\n    - b\n- c\n\n## Z\n\n| A |\n|---|\n| b |\n"

    assert [Page("page.md", text).listed(each) for each in ("X", "Y", "Z")] == [1, 2, 1]
