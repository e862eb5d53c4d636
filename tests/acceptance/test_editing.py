"""The stories of a task's fields: notes, a due date and tags, typed in and changed."""

import pytest

from tests.acceptance.page import Page
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import HARD_WORDS, some_title

pytestmark = pytest.mark.since("02")

TYPED = {"notes": "Whole\nor skimmed?", "due_on": "2026-12-24", "tags": "dairy, shop"}
REFUSED = [
    ("title", ""),
    ("title", "\u200b"),
    ("title", "\u2060 \u3164"),
    ("title", "x" * 121),
    ("notes", "x" * 2001),
    ("due_on", "tomorrow"),
    ("due_on", "2026-02-30"),
    ("due_on", "24.12.2026"),
    ("tags", "a, b, c, d, e, f"),
    ("tags", "x" * 31),
]
TAKEN = [
    ("notes", "é" * 2000),
    ("notes", ""),
    ("due_on", "2024-02-29"),
    ("due_on", "0900-01-02"),
    ("due_on", ""),
    ("tags", ", ".join(letter * 30 for letter in "abcde")),
    ("tags", "🚲" * 30),
    ("tags", ""),
]


@pytest.fixture(scope="module")
def path(visitor: Visitor) -> str:
    """The address of the form that edits a task of the visitor's."""
    return f"/tasks/{visitor.adds('To be edited', **TYPED)}/edit"


def tags_of(page: Page) -> set[str]:
    """Return the tags that stand in the field of a form."""
    return {tag.strip() for tag in page.value("tags").split(",") if tag.strip()}


def test_a_task_keeps_its_notes_its_due_date_and_its_tags(visitor: Visitor) -> None:
    title = some_title()

    answer = visitor.add(title, **TYPED)

    page = visitor.open(f"/tasks/{visitor.number(title)}/edit")
    assert answer.status_code == 303
    assert page.value("title") == title
    assert page.value("notes") == TYPED["notes"]
    assert page.value("due_on") == TYPED["due_on"]
    assert tags_of(page) == {"dairy", "shop"}


def test_the_list_shows_the_tags_of_a_task(visitor: Visitor) -> None:
    title = some_title()
    visitor.add(title, **TYPED)

    assert {"dairy", "shop"} <= set(visitor.tasks().task(title).stripped_strings)


@pytest.mark.parametrize(
    ("field", "value"), [("notes", "Oat"), ("due_on", "2027-01-02"), ("tags", "oats")]
)
def test_a_field_that_is_edited_changes_and_the_others_stay(
    visitor: Visitor, path: str, field: str, value: str
) -> None:
    visitor.fill(path, title="Before", **TYPED)
    expected = {"title": "Before"} | TYPED | {field: value}

    answer = visitor.fill(path, **{field: value})

    page = visitor.open(path)
    assert answer.status_code == 303
    assert {name: page.value(name) for name in expected} == expected


def test_a_title_that_is_edited_changes_on_the_list(visitor: Visitor) -> None:
    old, new = some_title("old"), some_title("new")
    number = visitor.adds(old)

    visitor.fill(f"/tasks/{number}/edit", title=new)

    assert visitor.number(new) == number
    assert not visitor.tasks().row(old)


@pytest.mark.parametrize("field", ["notes", "due_on", "tags"])
def test_a_field_that_is_cleared_stays_clear(visitor: Visitor, path: str, field: str) -> None:
    visitor.fill(path, title="Before", **TYPED)

    visitor.fill(path, **{field: ""})

    assert visitor.open(path).value(field) == ""


@pytest.mark.parametrize("words", HARD_WORDS)
def test_notes_and_tags_come_back_as_typed_and_harmless(visitor: Visitor, words: str) -> None:
    title, tag = some_title(), words.replace(",", "")[:30].strip()
    number = visitor.adds(title, notes=f"{words}\n\n  {words}", tags=tag)

    page = visitor.open(f"/tasks/{number}/edit")

    assert page.value("notes") == f"{words}\n\n  {words}"
    assert tags_of(page) == {tag}
    assert tag in visitor.tasks().task(title).stripped_strings
    assert not visitor.tasks().task(title).find(["b", "script"])


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_a_new_task_that_breaks_a_rule_is_refused_and_kept_as_typed(
    visitor: Visitor, field: str, value: str
) -> None:
    fields = {"title": some_title()} | TYPED | {field: value}
    before = visitor.tasks().numbers()

    page = visitor.refused("/tasks/new", field, **fields)

    assert {name: page.value(name) for name in fields} == fields
    assert visitor.tasks().numbers() == before


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_an_edit_that_breaks_a_rule_is_refused_and_kept_as_typed(
    visitor: Visitor, path: str, field: str, value: str
) -> None:
    before = visitor.open(path)
    fields = {"title": "Changed"} | TYPED | {field: value}

    page = visitor.refused(path, field, **fields)

    assert {name: page.value(name) for name in fields} == fields
    after = visitor.open(path)
    assert {name: after.value(name) for name in fields} == {n: before.value(n) for n in fields}


@pytest.mark.parametrize(("field", "value"), TAKEN, ids=lambda words: words[:20])
def test_a_field_at_its_limit_is_taken(visitor: Visitor, path: str, field: str, value: str) -> None:
    assert visitor.fill(path, **{field: value}).status_code == 303
    assert visitor.open(path).value(field) == value


def test_a_tag_is_kept_once_and_only_if_it_can_be_seen(visitor: Visitor, path: str) -> None:
    visitor.fill(path, tags=" home,, home , \u200b")

    assert visitor.open(path).value("tags") == "home"


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30])
def test_an_unknown_task_is_not_found(visitor: Visitor, number: str) -> None:
    assert visitor.open(f"/tasks/{number}/edit").status == 404
    for action in ("edit", "toggle", "delete"):
        assert visitor.post(f"/tasks/{number}/{action}", title="x").status_code == 404
