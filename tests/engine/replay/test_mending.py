"""How replay makes and mends each error of the troubleshooting page."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import Tiny, console, line_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
PAGE = "docs/troubleshooting.md"
BROKEN = console("$ cat greeting", "cat: greeting: No such file or directory", options="exit=1")
MENDED = console("$ cat greeting.txt", "hello", "everybody", "hello")
PLACE = "*After step [01.1](01-tiny/1-begin.md)*"


def section(
    *blocks: str, title: str = "`No such file or directory`", place: str = PLACE, level: str = "###"
) -> str:
    """Return a section of the page: an error, and what mends it."""
    return "\n\n".join([f"{level} {title}", place, *(blocks or (BROKEN, MENDED))])


def page(*sections: str) -> str:
    """Return a page; its first section begins at line 5."""
    return "\n".join(["# Troubleshooting\n\n## Files\n", *(sections or (section(),))])


def test_errors_that_are_met_and_mended_are_counted(tiny: Tiny) -> None:
    tiny.page(page(section(), section()), PAGE)

    ran = tiny.replay()

    assert ran.status == 0, ran.said
    assert "\n01.1  No such file or directory  " in ran.said
    assert ran.said.endswith("stages/01-tiny byte for byte; 2 errors are met and mended\n")


def test_an_error_is_met_again_when_its_section_or_its_step_has_changed(tiny: Tiny) -> None:
    tiny.page(page(section()), PAGE)
    first, same = tiny.replay(), tiny.replay()
    tiny.page(page(section().replace(MENDED, f"Now it is there.\n\n{MENDED}")), PAGE)
    prose = tiny.replay()
    tiny.page(page(section().replace("exit=1", "exit=1 terminal=2")), PAGE)
    other_section = tiny.replay()
    tiny.edit('"Say hello"', '"Say hello to all"')
    other_step = tiny.replay("--write")

    again = "\n01.1  No such file or directory  "
    assert [again in ran.said for ran in (first, same, prose)] == [True, False, False]
    assert "1 errors are as they were when they were proven" in same.said
    assert [again in ran.said for ran in (other_section, other_step)] == [True, True]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("hello\neverybody", "hello\neverybuddy", ": 'cat greeting.txt' prints something else"),
        ("exit=1", "exit=2", ": 'cat greeting' exits with 1, and the page says that it exits with"),
        ("cat greeting.txt\n", "cat greeting\n", ": 'cat greeting' exits with 1, and the page"),
    ],
)
def test_a_section_that_is_not_true_is_refused_with_its_line(
    tiny: Tiny, old: str, new: str, says: str
) -> None:
    tiny.page(page(section(), section().replace(old, new)), PAGE)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"\n{PAGE}:" in ran.said
    assert says in ran.said


def test_accepting_mends_what_a_section_shows(tiny: Tiny) -> None:
    right = page(section(), section())
    tiny.page(right.replace("everybody", "nobody").replace("cat: ", "dog: "), PAGE)

    assert tiny.replay("--accept").said.endswith(f"wrote {PAGE}\n")
    assert (tiny.root / PAGE).read_text() == right


@pytest.mark.parametrize(
    "place",
    [
        "At step 01.1",
        "*After step 01.1*",
        PLACE.replace("01.1", "01.3"),
        PLACE.replace("1-begin", "2-more"),
        f"You meet this often.\n\n{PLACE}",
        "",
    ],
)
def test_a_section_that_does_not_name_its_step_is_refused(tiny: Tiny, place: str) -> None:
    tiny.page(page(section(place=place)), PAGE)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{PAGE}:5: this section does not begin with the step at which the error is" in ran.said


@pytest.mark.parametrize("blocks", [(), ("Look for the file.",)])
def test_a_heading_that_no_output_shows_is_refused(tiny: Tiny, blocks: tuple[str, ...]) -> None:
    tiny.page(page(section(*blocks, title="`File not found`")), PAGE)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"\n{PAGE}:5: no command of this section prints 'File not found'\nTo mend" in ran.said


@pytest.mark.parametrize(
    ("blocks", "says"),
    [
        ((BROKEN,), "9: this is the last block of its section, and shows no command that works"),
        ((BROKEN, '```text title="greeting"\nhi\n```\n'), "15: this is the last block of its"),
        ((BROKEN, MENDED, BROKEN), "23: this is the last block of its section"),
        (
            (BROKEN, BROKEN.replace(" exit=1", "").replace("greeting\n", "greeting || true\n", 1)),
            "15: 'No such file or directory' still stands here, so nothing is mended yet",
        ),
    ],
    ids=["not at all", "not shown", "broken again", "still there"],
)
def test_a_section_that_does_not_end_mended_is_refused(
    tiny: Tiny, blocks: tuple[str, ...], says: str
) -> None:
    tiny.page(page(section(*blocks)), PAGE)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"\n{PAGE}:{says}" in ran.said


@pytest.mark.parametrize("level", ["#", "##", "####"])
def test_a_block_under_no_error_is_refused(tiny: Tiny, level: str) -> None:
    tiny.page(page(section(), section(level=level)), PAGE)

    ran = tiny.replay()

    assert ran.status == 1
    assert ": this block stands under no error, so nobody plays it\nTo mend: put it bel" in ran.said


def test_a_heading_within_a_block_begins_no_section(tiny: Tiny) -> None:
    shown = "```markdown\n### Not a heading\n```\n"
    tiny.page(page(section(BROKEN, shown, MENDED)), PAGE)

    assert tiny.replay().status == 0


def test_each_error_is_made_on_a_copy_of_its_own_step(tiny: Tiny) -> None:
    tiny.step('```text title="more.txt"\nmore\n```\n')
    change = '```diff title="greeting.txt"\n-everybody\n+nobody\n```\n'
    clean = console("$ git status --short", "$ git branch", "* main", "$ ls", "greeting.txt")
    later = console("$ cat more.txt", "more")
    tiny.page(
        page(
            section(change, BROKEN, clean.replace("short", "short\n M greeting.txt")),
            section(BROKEN, clean),
            section(BROKEN, later, place="*After step [01.2](01-tiny/2-more.md)*"),
        ),
        PAGE,
    )

    ran = tiny.replay("--write")

    assert ran.status == 0, ran.said


def test_the_machine_of_an_error_has_no_flask(tiny: Tiny, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("flask", "other"):
        (programs / name).write_text("#!/bin/sh\necho here\n")
        (programs / name).chmod(0o755)
    lost = console("$ flask run", "...flask: command not found", options="exit=127")
    packages = console("$ python3 -c 'import pip'", "...", "...'pip'", options="exit=1")
    found = console("$ other", "here")
    tiny.page(page(section(lost, packages, found, title="`command not found`")), PAGE)

    ran = tiny.replay(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")

    assert ran.status == 0, ran.said


def test_the_git_of_an_error_can_forget_its_person(tiny: Tiny) -> None:
    commit = "$ git commit --quiet --allow-empty -m Try"
    forget = console(commit, "$ git config --global --remove-section user")
    unknown = console(commit, "Author identity unknown", "...", options="exit=128")
    known = console(
        "$ git config --global user.name Ada",
        "$ git config --global user.email ada@example.com",
        commit,
        "$ git log -1 --format=%an",
        "Ada",
    )
    tiny.page(page(section(forget, unknown, known, title="`Author identity unknown`")), PAGE)

    ran = tiny.replay()

    assert ran.status == 0, ran.said


def test_an_environment_of_the_chapters_is_active_in_each_terminal(tiny: Tiny) -> None:
    tiny.step('```text title="requirements-dev.txt"\n# nothing\n```\n')
    second = console("$ basename $VIRTUAL_ENV", "stage-...", options="terminal=2")
    mended = console("$ basename $VIRTUAL_ENV; git status --short", "stage-...")
    tiny.page(page(section(BROKEN, second, mended)), PAGE)

    ran = tiny.replay("--write")

    assert ran.status == 0, ran.said


def test_replay_stops_at_the_first_section_that_is_not_true(tiny: Tiny) -> None:
    marks = [
        section(BROKEN, console(f"$ touch '{tiny.root}/{name}'", "$ echo no", "yes"))
        for name in "abcdef"
    ]
    tiny.page(page(*marks), PAGE)

    ran = tiny.replay()

    assert f"\n{PAGE}:{line_of(page(*marks), '$ echo no')}: 'echo no' prints" in ran.said
    assert (tiny.root / "a").exists()
    assert not (tiny.root / "f").exists()
