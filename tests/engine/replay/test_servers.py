"""A server that a page starts is started, answers, and is stopped."""

import os
import signal
import subprocess
import sys

import pytest

from tests.support.gone import ENDS, all_gone, started_by
from tests.support.tiny import STEP, Tiny, console, server_files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
GREETING = " * Running on http://127.0.0.1:5000"
# As a script starts what it runs in the background.
DEAF = """
import os, signal, sys
for each in (signal.SIGINT, signal.SIGQUIT):
    signal.signal(each, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, "-m", "workbook.commands", *sys.argv[1:]])
"""
ASK = (
    "$ python3 -c \"import urllib.request as r; print(r.urlopen('http://localhost:5000').status)\""
)


def test_a_server_answers_a_second_terminal_and_is_stopped_after_it(tiny: Tiny) -> None:
    tiny.step(
        server_files(tiny)
        + console("$ flask run", GREETING)
        + "\nWords.\n\n"
        + console(ASK, "200", options="terminal=2")
        + "\n"
        + console(ASK, "...", options="exit=1")
    )

    ran = tiny.replay("--to", "01.2", "copy", http_proxy="http://127.0.0.1:9")

    assert ran.status == 0, ran.said
    assert tiny.still_running() == []


def test_a_server_can_be_started_again_in_the_next_block(tiny: Tiny) -> None:
    tiny.step(server_files(tiny) + (console("$ flask run", GREETING) + "\n") * 2)

    ran = tiny.replay("--to", "01.2", "copy")

    assert ran.status == 0, ran.said


def test_a_wrong_greeting_is_refused(tiny: Tiny) -> None:
    tiny.step(server_files(tiny) + console("$ flask run", "Serving"))

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{tiny.line_of('$ flask')}: 'flask run' prints something else" in ran.said
    assert f"+{GREETING}\n" in ran.said
    assert tiny.still_running() == []


def test_a_server_that_never_answers_is_refused_and_stopped(tiny: Tiny) -> None:
    tiny.step(
        server_files(tiny)
        .replace("print(", "import signal, time\nsignal.signal(2, signal.SIG_IGN)\nprint(", 1)
        .replace(".serve_forever()", ".__init__(time.sleep(99))")
        + console("$ flask run")
    )

    ran = tiny.replay("--limit", "1")

    assert ran.status == 1
    assert f"{STEP}:{tiny.line_of('$ flask')}: 'flask run': the server did not answer" in ran.said
    assert tiny.still_running() == []


@pytest.mark.parametrize("sent", ENDS)
def test_whatever_ends_replay_ends_the_server(tiny: Tiny, sent: signal.Signals) -> None:
    tiny.step(
        server_files(tiny).replace("import http", "import signal\nsignal.signal(1, 1)\nimport http")
        + console("$ flask run", "...", "$ sleep 999")
    )
    words = [sys.executable, "-m", "workbook.commands", "replay"]
    with subprocess.Popen(words, cwd=tiny.root, stdout=subprocess.DEVNULL) as command:
        started = started_by(command.pid, "served.py", "sleep 999")
        command.send_signal(sent)

        assert all_gone(started)


def test_a_server_that_dies_is_refused_with_what_it_said(tiny: Tiny) -> None:
    tiny.step(
        server_files(tiny).replace("import http", "raise SystemExit('no luck')\nimport http")
        + console("$ flask run")
    )

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{tiny.line_of('$ flask')}: 'flask run' exits with 1, and the page" in ran.said
    assert "that it keeps running\nno luck\n" in ran.said


def test_a_server_may_be_meant_to_die(tiny: Tiny) -> None:
    tiny.step(
        server_files(tiny).replace("import http", "raise SystemExit('no luck')\nimport http")
        + console("$ flask run", "no luck", options="exit=1")
    )

    ran = tiny.replay("--to", "01.2", "copy")

    assert ran.status == 0, ran.said


def test_a_server_that_was_meant_to_die_and_serves_is_refused(tiny: Tiny) -> None:
    tiny.step(server_files(tiny) + console("$ flask run", GREETING, options="exit=1"))

    ran = tiny.replay()

    assert ran.status == 1
    assert "'flask run' keeps running, and the page says that it exits with 1" in ran.said
    assert tiny.still_running() == []


def test_a_server_that_answers_with_an_error_is_refused(tiny: Tiny) -> None:
    tiny.step(
        server_files(tiny).replace("send_response(200)", "send_response(500)")
        + console("$ flask run")
    )

    ran = tiny.replay()

    assert ran.status == 1
    assert "'flask run': the server answers with 500\n" in ran.said


def test_a_server_that_ignores_ctrl_c_disturbs_nothing_after_it(tiny: Tiny) -> None:
    tiny.step(
        server_files(tiny).replace(
            "print(", "import signal\nsignal.signal(2, signal.SIG_IGN)\nprint(", 1
        )
        + console("$ flask run", GREETING)
        + "\n"
        + console("$ echo next", "next")
    )

    ran = tiny.replay("--to", "01.2", "copy", "--limit", "2")

    assert ran.status == 0, ran.said
    assert tiny.still_running() == []


def test_replay_stops_a_server_by_ctrl_c_even_where_it_was_started_in_the_background(
    tiny: Tiny,
) -> None:
    note = f"import atexit, pathlib\natexit.register(pathlib.Path('{tiny.root}/end').touch)\n"
    tiny.step(
        server_files(tiny).replace("import http", f"{note}import http", 1)
        + console("$ flask run", GREETING)
    )

    ran = tiny.run("-c", DEAF, "replay", "--to", "01.2", "copy")

    assert ran.status == 0, ran.said
    assert (tiny.root / "end").is_file()  # killed, it would have noted nothing
    assert tiny.still_running() == []
