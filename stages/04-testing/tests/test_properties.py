"""What holds for every input: Hypothesis makes up the inputs, and looks for one that breaks it."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from taskmaster.auth.services import find_user
from taskmaster.auth.session import LOCAL_PATH
from taskmaster.tasks.forms import UNPRINTABLE, FilterForm, TaskForm, is_blank
from taskmaster.tasks.services import list_tasks
from tests.databases import empty
from tests.people import make_task, make_user, program_of, tasks_of

# One app serves all examples of a test, and each run tries the same examples.
settings.register_profile(
    "app",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("app")

printable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
)
seen = printable.map(str.strip).filter(lambda text: not is_blank(text))
titles = seen.filter(lambda title: len(title) <= 120)
names = seen.filter(lambda name: len(name) <= 30 and "," not in name)
tags = st.lists(names, max_size=5, unique=True)
days = st.none() | st.dates(min_value=date(1, 1, 1))


@given(typed=st.text() | st.lists(names).map(",".join))
def test_tags_are_sorted_unique_and_stripped_whatever_is_typed(app: Flask, typed: str) -> None:
    with app.test_request_context():
        found = TaskForm(MultiDict({"tags": typed})).tags.data

    assert found == sorted(set(found))
    assert all(name and name == name.strip() and "," not in name for name in found)


@given(tags=tags)
def test_tags_that_are_shown_are_read_as_the_same_tags(app: Flask, tags: list[str]) -> None:
    with app.test_request_context():
        shown = TaskForm(MultiDict(), data={"tags": sorted(tags)}).tags._value()
        read = TaskForm(MultiDict({"tags": shown})).tags.data

    assert read == sorted(tags)


@given(title=st.text())
def test_a_title_is_taken_if_and_only_if_it_keeps_the_rule(app: Flask, title: str) -> None:
    with app.test_request_context():
        form = TaskForm(MultiDict({"title": title}))
        taken = form.validate()

    kept = title.strip()
    assert taken == (len(kept) <= 120 and not is_blank(kept) and not UNPRINTABLE.search(kept))


@given(path=st.text("/\\\t :.ab"))
def test_no_path_that_leads_on_leaves_the_site(path: str) -> None:
    if LOCAL_PATH.fullmatch(path):
        assert path.startswith("/")
        assert not path.startswith(("//", "/\\"))
        assert not any(letter.isspace() or letter == "\\" for letter in path)


@given(
    query=st.dictionaries(
        st.sampled_from(["status", "tag", "q", "before"]),
        st.sampled_from(["open", "done", "all", "", "7", "-1"]) | st.text(),
    )
)
def test_filters_that_are_taken_survive_a_trip_through_the_address(
    app: Flask, query: dict[str, str]
) -> None:
    with app.test_request_context():
        form = FilterForm(MultiDict(query))
        if form.validate():
            again = FilterForm(
                MultiDict({name: str(value) for name, value in form.values().items()})
            )

            assert again.validate()
            assert again.values() == form.values()


@given(title=titles, notes=printable.filter(lambda n: len(n) <= 2000), due_on=days, tags=tags)
@settings(max_examples=30)
def test_a_task_comes_back_as_it_was_sent(
    app: Flask, ada: FlaskClient, title: str, notes: str, due_on: date | None, tags: list[str]
) -> None:
    program = program_of(app, "ada")
    sent = {"title": title, "notes": notes, "due_on": due_on and due_on.isoformat(), "tags": tags}

    made = program.post("/api/tasks", json=sent).json

    assert {name: made[name] for name in sent} == sent | {"tags": sorted(tags)}
    assert tasks_of(app, "ada")[0] == made


@given(title=titles, tags=tags)
@settings(max_examples=30)
def test_saving_the_form_as_it_is_changes_nothing(
    app: Flask, ada: FlaskClient, title: str, tags: list[str]
) -> None:
    program = program_of(app, "ada")
    before = program.post("/api/tasks", json={"title": title, "notes": "a\nb", "tags": tags}).json
    with app.test_request_context():
        shown = {"title": title, "notes": "a\r\nb", "due_on": "", "tags": ", ".join(before["tags"])}

    ada.post(f"/tasks/{before['id']}/edit", data=shown)

    assert tasks_of(app, "ada")[0] == before


@pytest.fixture
def short_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The app at work, with three tasks a page, so that a few make many pages."""
    monkeypatch.setattr("taskmaster.tasks.services.PAGE_SIZE", 3)
    with app.app_context():
        yield


@given(owned=st.lists(st.booleans(), max_size=20), tagged=st.booleans())
@settings(max_examples=40)
def test_the_pages_together_show_each_task_once_and_the_newest_first(
    short_pages: None, owned: list[bool], tagged: bool
) -> None:
    empty()
    ada, bob = make_user("ada"), make_user("bob")
    made = [make_task(ada if mine else bob, tags=["home"]) for mine in owned]

    shown, before = [], {}
    while True:
        page = list_tasks(find_user("ada"), **({"tag": "home"} if tagged else {}), **before)
        assert len(page.items) <= 3
        shown += [task.id for task in page.items]
        if page.older is None:
            break
        before = {"before": page.older}

    assert shown == [number for number, mine in zip(made, owned, strict=True) if mine][::-1]
