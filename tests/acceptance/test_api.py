"""The stories of a program that reads and writes somebody's tasks."""

from typing import Any

import pytest

from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import HARD_WORDS, some_title

pytestmark = pytest.mark.since("02")

WHOLE: dict[str, Any] = {"notes": "Whole\nor not", "due_on": "2026-12-24", "tags": ["dairy"]}


def test_a_name_and_a_password_get_a_token_for_an_hour(program: Program) -> None:
    answer = program.ask_for_token()

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["token"]
    assert answer.json()["expires_in"] == 3600


def test_a_program_adds_a_task_that_its_owner_sees(program: Program, visitor: Visitor) -> None:
    title = some_title()

    made = program.add(title=title, **WHOLE)

    page = visitor.open(f"/tasks/{made['id']}/edit")
    assert visitor.number(title) == str(made["id"])
    assert page.value("notes") == WHOLE["notes"]
    assert page.value("due_on") == WHOLE["due_on"]
    assert page.value("tags") == "dairy"


def test_a_program_reads_a_task_that_its_owner_added(program: Program, visitor: Visitor) -> None:
    title = some_title()
    number = visitor.adds(title, notes="n", due_on="2026-12-24", tags="dairy")

    task = program.task(number)

    assert task | {"title": title, "notes": "n", "due_on": "2026-12-24", "tags": ["dairy"]} == task
    assert task["id"] == int(number)
    assert task["done"] is False


def test_a_task_that_is_added_says_where_it_is(program: Program) -> None:
    answer = program.send("POST", "/api/tasks", {"title": some_title()})

    assert answer.status_code == 201
    there = str(answer.url.join(answer.headers["location"]))
    assert there == f"{program.address}/api/tasks/{answer.json()['id']}"


def test_a_task_of_a_title_alone_has_nothing_else(program: Program) -> None:
    made = program.add(title="  Bare  ")

    assert made["title"] == "Bare"
    assert (made["notes"], made["due_on"], made["tags"], made["done"]) == ("", None, [], False)


@pytest.mark.parametrize("words", HARD_WORDS)
def test_words_come_back_from_the_api_as_sent(program: Program, words: str) -> None:
    tag = words.replace(",", "")[:30].strip()

    made = program.add(title=words, notes=words, tags=[tag])

    task = program.task(made["id"])
    assert (task["title"], task["notes"], task["tags"]) == (words, words, [tag])


@pytest.mark.parametrize(
    "change",
    [{"title": "Oats"}, {"notes": ""}, {"due_on": None}, {"tags": []}, {"done": True}, {}],
    ids=str,
)
def test_a_change_changes_the_fields_that_are_sent_and_no_other(
    program: Program, change: dict[str, object]
) -> None:
    made = program.add(title="Milk", **WHOLE)
    told = {name: made[name] for name in ("title", "notes", "due_on", "tags", "done")}

    answer = program.send("PATCH", f"/api/tasks/{made['id']}", change)

    task = program.task(made["id"])
    assert answer.status_code == 200
    assert answer.json() == task
    assert {name: task[name] for name in told} == told | change


def test_a_program_completes_a_task_and_opens_it_again(program: Program, visitor: Visitor) -> None:
    title = some_title()
    path = f"/api/tasks/{visitor.adds(title)}"
    opened = visitor.sees(title)

    program.send("PATCH", path, {"done": True})
    done = visitor.sees(title)
    program.send("PATCH", path, {"done": False})

    assert done != opened
    assert visitor.sees(title) == opened


def test_a_program_deletes_a_task(program: Program, visitor: Visitor) -> None:
    title = some_title()
    path = f"/api/tasks/{visitor.adds(title)}"

    answer = program.send("DELETE", path)

    assert answer.status_code == 204
    assert not visitor.tasks().row(title)
    assert is_problem(program.send("GET", path), 404)
    assert is_problem(program.send("DELETE", path), 404)


@pytest.mark.parametrize(
    "query", [{}, {"status": "done"}, {"tag": "dairy"}, {"q": "Milk"}, {"before": "3"}], ids=str
)
def test_the_list_of_the_api_takes_the_filters_of_the_page(
    program: Program, visitor: Visitor, query: dict[str, str]
) -> None:
    made = program.add(title=some_title("Milk"), tags=["dairy"])
    program.send("PATCH", f"/api/tasks/{made['id']}", {"done": True})
    program.add(title=some_title())

    items, _ = program.page(**query)

    assert [str(item["id"]) for item in items] == visitor.tasks(**query).numbers()


def test_the_list_of_the_api_goes_on_to_its_end(program: Program) -> None:
    tag = some_title("many")
    made = [program.add(title=f"t{count}", tags=[tag])["id"] for count in range(41)]

    items, following = program.page(tag=tag)
    sizes = [len(items)]
    while following:
        page, following = program.page(following)
        items, sizes = items + page, [*sizes, len(page)]

    assert sizes == [20, 20, 1]
    assert [item["id"] for item in items] == made[::-1]
