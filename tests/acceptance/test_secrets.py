"""The stories of what an app must not give away: passwords, names, and tokens of long ago."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.program import Program, is_problem
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import some_name
from workbook.environments import scripts
from workbook.serving import stop
from workbook.shell import free_port
from workbook.stages import Stage

pytestmark = pytest.mark.since("02")


class Watched:
    """An app whose memory, hashing and clock are within reach."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        """Take what serve_watched.py serves, and the folder that it keeps files in."""
        self.process, self.folder = process, folder

    def tell(self, question: str) -> int:
        """Return what the app answers to a question."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{question}\n".encode())
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def keeps(self, words: str) -> int:
        """Return how often the app keeps words, in memory and in files."""
        files = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        in_files = sum(words.encode() in content for content in files)
        return in_files + self.tell(f"holds {words.encode().hex()}")


@pytest.fixture(scope="module")
def port() -> int:
    """Where the watched app listens."""
    return free_port()


@pytest.fixture(scope="module")
def watched(app_folder: Path, app_environment: Path, port: int) -> Iterator[Watched]:
    """An app that is watched from the inside."""
    script = Path(__file__).with_name("serve_watched.py")
    process = subprocess.Popen(
        [scripts(app_environment) / "python", script, str(port)],
        cwd=app_folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout
        process.stdout.readline()  # it says when it is ready
        yield Watched(process, app_folder)
        stop(process)


@pytest.fixture(scope="module")
def victim(watched: Watched, port: int, stage: Stage) -> Iterator[Visitor]:
    """Somebody with an account at the watched app."""
    with Visitor(f"http://127.0.0.1:{port}", stage.number).arrive() as somebody:
        yield somebody


def test_a_password_is_kept_nowhere_as_typed(watched: Watched, victim: Visitor) -> None:
    name, password = some_name(), f"secret {some_name()}"
    victim.post("/auth/logout")
    victim.register(name, password)
    victim.post("/auth/logout")
    victim.log_in(name, password)
    victim.open("/")  # so that the request before it is forgotten

    assert watched.keeps(name), "what is kept is not seen"
    assert not watched.keeps(password)


def test_an_unknown_name_takes_as_much_hashing_as_a_wrong_password(
    watched: Watched, victim: Visitor
) -> None:
    victim.post("/auth/logout")
    counts = [watched.tell("hashes")]

    for name in (victim.name, "nobody-has-this"):
        victim.log_in(name, "not this one")
        counts.append(watched.tell("hashes"))

    assert counts[1] - counts[0] == counts[2] - counts[1]


def test_an_unknown_name_takes_the_api_as_much_hashing_as_a_wrong_password(
    watched: Watched, victim: Visitor
) -> None:
    program = Program(victim)
    counts = [watched.tell("hashes")]

    for name in (victim.name, "nobody-has-this"):
        program.ask_for_token(name, "not this one")
        counts.append(watched.tell("hashes"))

    program.close()
    assert counts[1] - counts[0] == counts[2] - counts[1]


def test_a_token_is_refused_when_its_hour_is_over(watched: Watched, victim: Visitor) -> None:
    program = Program(victim).sign_in()
    statuses = [program.send("GET", "/api/tasks").status_code]

    watched.tell("later 3590")
    statuses.append(program.send("GET", "/api/tasks").status_code)
    watched.tell("later 20")
    late = program.send("GET", "/api/tasks")

    program.close()
    assert statuses == [200, 200]
    assert is_problem(late, 401)
