"""What is found out about an app: who may call, what it needs, what it remembers."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbook.apps.facts import kept
from workbook.apps.facts.lines import kind, lines_by_kind
from workbook.apps.facts.packages import packages
from workbook.apps.facts.routes import routes, who
from workbook.core.errors import WorkbookError
from workbook.course.stages import stages
from workbook.site import generated
from workbook.site.facts.drawing import drawing, levels
from workbook.site.facts.pages import facts_pages

LOG_IN, NO_TOKEN = "303, to log in", "401, bearer"


@pytest.mark.parametrize(
    ("nobody", "account", "password", "token", "expected"),
    [
        ("200", "200", "200", "200", "anybody"),
        ("200", "302", "200", "200", "anybody"),
        ("400", "400", "400", "400", "anybody"),
        (LOG_IN, "200", LOG_IN, LOG_IN, "who is signed in"),
        (LOG_IN, LOG_IN, LOG_IN, LOG_IN, "anybody"),  # logging out leads there too
        (NO_TOKEN, NO_TOKEN, NO_TOKEN, "200", "who sends a token"),
        ("401, basic", "401, basic", "200", "401, basic", "who sends a name and a password"),
        (NO_TOKEN, NO_TOKEN, NO_TOKEN, NO_TOKEN, "nobody that was tried"),
    ],
)
def test_who_may_call_is_whoever_gets_more_than_a_refusal(
    nobody: str, account: str, password: str, token: str, expected: str
) -> None:
    answers = {"nobody": nobody, "account": account, "password": password, "token": token}

    assert who(answers) == expected


def test_each_method_of_a_route_is_judged_by_itself() -> None:
    answers = {"POST": {"nobody": LOG_IN, "account": "303"}, "GET": {"nobody": "200"}}

    found = routes([{"path": "/", "endpoint": "index", "answers": answers}])

    assert [(each["method"], each["who"]) for each in found] == [
        ("GET", "anybody"),
        ("POST", "who is signed in"),
    ]


def test_an_app_that_breaks_when_it_is_asked_is_refused() -> None:
    answers = {"POST": {"nobody": LOG_IN, "account": "500"}}

    with pytest.raises(WorkbookError, match="POST /x answers 500 to account. Mend the app."):
        routes([{"path": "/x", "endpoint": "x", "answers": answers}])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app.py", "Python"),
        ("tests/test_app.py", "tests"),
        ("taskmaster/tests.py", "Python"),
        ("migrations/versions/0001.py", "migrations"),
        ("taskmaster/templates/a.html", "templates"),
        ("static/style.css", "styles and pictures"),
        ("README.md", "documents"),
        (".gitignore", "configuration"),
        ("Dockerfile", "configuration"),
    ],
)
def test_a_file_is_of_one_kind(path: str, expected: str) -> None:
    assert kind(path) == expected


def test_lines_are_counted_and_what_is_ignored_is_not(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("__pycache__/\n")
    (tmp_path / "a.py").write_text("one\n\nthree")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "b.py").write_text("no\n")

    found = lines_by_kind(tmp_path)

    assert found == {
        "Python": {"files": 1, "lines": 3},
        "configuration": {"files": 1, "lines": 1},
    }


def installed(environment: Path, name: str, *needs: str) -> None:
    """Put what pip leaves of a package into an environment."""
    folder = environment / f"lib/python3/site-packages/{name}-1.dist-info"
    folder.mkdir(parents=True)
    required = "".join(f"Requires-Dist: {each}\n" for each in needs)
    (folder / "METADATA").write_text(f"Name: {name}\nVersion: 1\n{required}")


def test_a_package_is_asked_for_or_brought_by_others_on_some_system(tmp_path: Path) -> None:
    file = tmp_path / "requirements.txt"
    theirs = "small==2\nquick==3 ; os_name == 'nt'\n"
    file.write_text(f"# Ours\nBig[fast]==1\n\n# Theirs\n{theirs}")
    needs = ("Small>=1; sys_platform == 'win32'", 'quick; extra == "fast"')
    installed(tmp_path, "big", *needs)

    found = packages(file, tmp_path)

    said = {each["name"]: (each["direct"], each["where"], each["brought_by"]) for each in found}
    assert said == {
        "Big": (True, "", []),
        "small": (False, "", ["Big"]),
        "quick": (False, 'os_name == "nt"', ["Big"]),
    }


@pytest.mark.parametrize(
    "needs",
    [
        {"big": []},
        {"big": ['odd; extra == "slow"']},  # the app does not ask for this extra
        {"big": [], "other": ["odd"]},  # is installed, and not pinned
    ],
)
def test_a_package_that_nothing_needs_is_refused(
    tmp_path: Path, needs: dict[str, list[str]]
) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("# Ours\nBig[fast]==1\n\n# Theirs\nodd==4\n")
    for name, needed in needs.items():
        installed(tmp_path, name, *needed)

    with pytest.raises(WorkbookError, match=r"requirements.txt has odd, and no other package"):
        packages(file, tmp_path)


def entity(name: str, *points_to: str) -> dict[str, Any]:
    """Return an entity that points to others."""
    field = {"type": "int", "key": False, "optional": False, "goes_with_it": False}
    fields = [field | {"name": f"{other}_id", "points_to": [f"{other}.id"]} for other in points_to]
    own = field | {"name": "id", "key": True, "points_to": []}
    return {"name": name, "fields": [own, *fields], "unique": [], "indexes": []}


def test_an_entity_stands_below_all_that_it_points_to() -> None:
    every = [entity("tie", "task", "tag"), entity("task", "user"), entity("tag", "user")]

    rows = levels([*every, entity("user")])

    assert [[each["name"] for each in row] for row in rows] == [["user"], ["task", "tag"], ["tie"]]


@pytest.mark.parametrize("circle", [["a", "a"], ["a", "b", "a"]])
def test_entities_that_point_in_a_circle_are_drawn_all_the_same(circle: list[str]) -> None:
    pairs = zip(circle, circle[1:], strict=False)

    drawn = drawing([entity(name, other) for name, other in pairs], "A circle")

    assert drawn.count('<rect class="box"') == len(circle) - 1


def test_a_drawing_is_one_line_with_a_title_and_nothing_that_is_read_as_html() -> None:
    drawn = drawing([entity("<b>")], "A <title>")

    assert "\n" not in drawn
    assert "<title>A &lt;title&gt;</title>" in drawn
    assert "&lt;b&gt;" in drawn


def test_the_page_of_a_stage_says_what_is_kept_and_changes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = stages()[0]
    facts = kept.kept(stage)
    facts["routes"][0]["who"] = "nobody that was tried"
    facts["tests"] = 12345
    for each in stages():
        text = kept.as_text(facts if each == stage else kept.kept(each))
        (tmp_path / f"{each.name}.json").write_text(text)
    monkeypatch.setattr(kept, "HOME", tmp_path)

    made = facts_pages()

    assert "nobody that was tried" in made[f"facts/{stage.name}.md"]
    assert "| tests | 12345 |" in made["facts/index.md"]
    assert set(made) == {f"facts/{each.name}.md" for each in stages()} | {"facts/index.md"}


def test_facts_that_nobody_has_collected_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "HOME", tmp_path)

    with pytest.raises(WorkbookError, match="01-minimal.json does not exist.\nTo mend: nox -s fac"):
        facts_pages()


def test_kept_facts_are_as_a_machine_wrote_them() -> None:
    for stage in stages():
        text = kept.path_of(stage).read_text(encoding="utf-8")
        assert kept.as_text(json.loads(text)) == text


def test_pages_are_written_when_they_change_and_removed_when_nothing_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated, "DOCS", tmp_path)
    monkeypatch.setattr(generated, "WRITERS", (lambda: {"facts/a.md": "one"},))
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "left.md").write_text("from yesterday")
    (tmp_path / "own.md").write_text("not ours")

    assert generated.write_pages() == 1
    written = (tmp_path / "facts" / "a.md").stat().st_mtime_ns
    generated.write_pages()

    assert sorted(path.name for path in tmp_path.rglob("*.md")) == ["a.md", "own.md"]
    assert (tmp_path / "facts" / "a.md").stat().st_mtime_ns == written
