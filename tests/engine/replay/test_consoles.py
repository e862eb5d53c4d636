"""What replay says of a command that does not do what its page says."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import (
    BEGIN,
    PAGE,
    STEP,
    Tiny,
    console,
    line_of,
)

# What Flask does there: read the file that a person's prompts begin with, and leave it to Python.
LIKE_FLASK_SHELL = """import code, os
exec(open(os.environ["PYTHONSTARTUP"]).read())
code.interact(local={})
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (console("$ true", "$ echo one", "two"), "5: 'echo one' prints something else"),
        (console("$ echo one"), "4: 'echo one' prints something else"),
        (console("$ true", "one"), "4: 'true' prints something else"),
        (console("$ true", "$ false"), "5: 'false' exits with 1, and the page says that it"),
        (console("$ true", options="exit=1"), "4: 'true' exits with 0, and the page says that it"),
        (console("$ (exit 2)", options="exit=1"), "4: '(exit 2)' exits with 2, and the page says"),
        (console("$ nonsense"), "4: 'nonsense' exits with 127"),
        (console("$ echo 'open"), '4: "echo \'open" exits with '),
        (console("$ true", "$ exit 0"), "5: 'exit 0': this command closes the terminal"),
        (console("$ kill -9 $$"), "4: 'kill -9 $$': this command closes the terminal"),
    ],
)
def test_a_command_that_does_not_do_what_the_page_says_is_refused(
    tiny: Tiny, block: str, says: str
) -> None:
    tiny.step(block)

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{says}" in ran.said


def dialogue(*lines: str) -> str:
    """Return a block in which a learner types at the prompts of something that is no Flask."""
    return (
        f'```python title="prompt.py"\n{LIKE_FLASK_SHELL}```\n\n'
        '```sh title="bin/flask"\n#!/bin/sh\nexec python3 prompt.py\n```\n\n'
        + console("$ chmod +x bin/flask", "$ export PATH=$PWD/bin:$PATH")
        + "\n"
        + console("$ flask shell", "...", *lines)
    )


def test_a_dialogue_shows_what_is_typed_and_what_comes_back(tiny: Tiny) -> None:
    tiny.step(
        dialogue(
            *(">>> for each in (1, 2):", "...     print(each)", "...", "1", "2"),
            *(">>> print(3); 1 / 0", "3", "Traceback (most recent call last):", "..."),
            *("ZeroDivisionError: division by zero", ">>> input('Name: ')", ">>> exit()"),
        )
    )

    ran = tiny.replay()

    assert "prints something else" in ran.said  # what input() reads is the next line
    assert "+Name: exit()" in ran.said


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([">>> 1 + 1", "3", ">>> exit()"], "prints something else"),
        ([">>> 1 + 1", "2"], "leads to Python's prompt, and nothing leads back"),
        ([], "leads to Python's prompt, and nothing leads back"),
    ],
)
def test_a_dialogue_that_goes_otherwise_is_refused(tiny: Tiny, lines: list[str], says: str) -> None:
    tiny.step(dialogue(*lines))

    assert says in tiny.replay().said


def test_a_dialogue_that_goes_as_shown_is_played(tiny: Tiny) -> None:
    tiny.step(
        dialogue(
            *(">>> for each in (1, 2):", "...     print(each)", "...", "1", "2"),
            *(">>> print(3); 1 / 0", "3", "Traceback (most recent call last):", "..."),
            *("ZeroDivisionError: division by zero", ">>> exit()"),
        )
    )

    ran = tiny.replay("--write")

    assert ran.status == 0, ran.said


@pytest.mark.parametrize("name", ["PIP_PREFIX", "PIP_TARGET", "PYTEST_PLUGINS", "SOMETHING_NEW"])
def test_what_is_set_in_a_shell_reaches_no_terminal(tiny: Tiny, name: str) -> None:
    tiny.step(console(f"$ echo ${{{name}:-none}}", "none"))

    ran = tiny.replay("--write", **{name: "here"})

    assert ran.status == 0, ran.said


def test_a_file_for_flask_that_stands_above_the_folder_has_no_say(tiny: Tiny) -> None:
    tiny.step(console("$ cat ../.env ../.flaskenv"))  # Flask takes the first that it finds
    (tiny.root / ".flaskenv").write_text("FLASK_APP=other.py\n")

    ran = tiny.replay("--write", TMPDIR=str(tiny.root))

    assert ran.status == 0, ran.said


def test_wrong_output_is_shown_beside_the_page_with_the_command_that_mends_it(tiny: Tiny) -> None:
    tiny.edit("one\ntwo\n$", "one\n2\n$")

    ran = tiny.replay()

    assert f"{PAGE}:{line_of(BEGIN, '$ echo one')}: " in ran.said
    assert "--- expected by the page\n+++ found\n one\n-2\n+two\n" in ran.said
    assert ran.said.endswith("To mend: nox -s replay -- --accept\n")


def test_what_a_failing_command_prints_is_shown(tiny: Tiny) -> None:
    tiny.step(console("$ echo the reason; false"))

    assert "\nthe reason\nTo mend: correct what it runs, or write exit=1" in tiny.replay().said


def test_a_command_that_is_meant_to_fail_may(tiny: Tiny) -> None:
    tiny.step(console("$ (echo no; exit 3)", "no", "$ (exit 3)", options="exit=3"))

    assert tiny.replay("--write").status == 0


def test_what_a_command_changes_holds_for_the_next(tiny: Tiny) -> None:
    tiny.step(
        console("$ mkdir -p sub && cd sub && export WORD=kept")
        + "\n"
        + console("$ cd ..")
        + "\n"
        + console("$ echo $WORD; basename $OLDPWD", "kept", "sub")
    )

    assert tiny.replay("--write").status == 0


def test_a_command_that_does_not_end_is_stopped_with_all_that_it_started(tiny: Tiny) -> None:
    wait = f"python3 -c 'import time; time.sleep(99)' '{tiny.root}'"
    tiny.step(console(f"$ echo waiting; {wait} & {wait}"))

    ran = tiny.replay("--limit", "0.5")

    assert ran.status == 1
    assert f"{STEP}:4: " in ran.said
    assert "this command did not end within 0.5 s\nwaiting\nTo mend: " in ran.said
    assert tiny.still_running() == []


def test_what_a_person_has_set_does_not_reach_the_commands(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / ".config/git").mkdir(parents=True)
    (tmp_path / ".config/git/ignore").write_text("*.txt\n")
    (tmp_path / ".gitconfig").write_text("[user]\nname = Somebody\n[commit]\ngpgsign = true\n")
    (tmp_path / "startup.sh").write_text("echo hello from the startup file\n")
    tiny.step(
        console("$ echo ${FLASK_APP-}${VIRTUAL_ENV-}${SECRET_KEY-}${FORCE_COLOR-}${GIT_DIR-}.", ".")
    )

    ran = tiny.replay(
        "--write",
        HOME=str(tmp_path),
        BASH_ENV=str(tmp_path / "startup.sh"),
        FLASK_APP="other",
        VIRTUAL_ENV=str(tmp_path),
        SECRET_KEY="secret",
        FORCE_COLOR="1",
        GIT_DIR="elsewhere",
    )

    assert ran.status == 0, ran.said


def test_the_port_of_a_replay_is_shown_as_the_port_of_the_pages(tiny: Tiny) -> None:
    tiny.step(
        console(
            "$ echo port $FLASK_RUN_PORT, http://127.0.0.1:$FLASK_RUN_PORT",
            "port 5000, http://127.0.0.1:5000",
        )
    )

    assert tiny.replay("--write").status == 0
