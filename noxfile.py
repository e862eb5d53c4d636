"""Every job of the workbook, one session each. ``nox -l`` is the menu."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - nox may be of another Python
    sys.exit("nox runs on a Python older than 3.11. Run 'python3.13 -m workbook', say, instead.")

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeVar

import nox

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from workbook.apps import databases, environments, pythons  # noqa: E402
from workbook.commands import run_command  # noqa: E402
from workbook.core import arguments, processes, summary  # noqa: E402
from workbook.core.deadlines import LIMITS  # noqa: E402
from workbook.core.errors import WorkbookError  # noqa: E402
from workbook.core.outside import let_in  # noqa: E402
from workbook.core.paths import DOCS, MADE  # noqa: E402
from workbook.core.proofs import Proof, engine, files, machine, prove_anew  # noqa: E402
from workbook.course.stages import Stage, find_stage, stages  # noqa: E402

processes.end_with_parent()
nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "none"  # environments are shared by what they hold; see ``tool``
# With ``-j 2``, say, those that are marked run side by side: each reads the repo, and writes to
# folders of its own. The others run alone: they measure, serve until Ctrl+C, or write where
# ``site`` does too, into docs/ and site/ (``browser``, ``docs`` and ``shots``).
beside = partial(nox.session, allow_parallel=True)
# What sessions depend on, beside their tools.
PAGES = [
    *(path for path in DOCS.iterdir() if path.name not in (*MADE, "live")),
    ROOT / "mkdocs.yml",
]
CODE = [ROOT / name for name in ("workbook", "tests", "exercises", "noxfile.py", "pyproject.toml")]
REST = [ROOT / name for name in ("stages", ".ci", ".github")]
EVERYTHING = [*CODE, *PAGES, *REST, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
STORIES = [ROOT / "tests" / name for name in ("acceptance", "support", "conftest.py")]
ASSETS = [DOCS / "assets", ROOT / "mkdocs.yml"]  # what is beside the pages
# What takes longer than a person waits for, after all that bare nox does.
LONG = ("exercises", "breaches", "browser", "postgres", "newest", "lowest", "mutants")
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "firefox-esr", "firefox")
T = TypeVar("T")
Told = dict[str, str | None]  # variables; None takes one away

# Stories of one file share an app, so they stay together. ``-n 0`` among the posargs undoes it.
TWO_AT_A_TIME = ["-n", "2", "--dist", "loadfile"]
COMMAND = ("python", "-m", "workbook.commands")
OURS = ("WORKBOOK_", "PLAYWRIGHT_")  # variables that are meant for the tools
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")


def environment(
    session: nox.Session, group: str, *options: str, python: str = sys.executable
) -> Path:
    """Return the environment of a dependency group, which all sessions that need it share."""
    packages = nox.project.dependency_groups(PYPROJECT, group)
    return own(session, lambda: environments.tools(*options, *packages, python=python))


def tool(session: nox.Session, group: str, *words: str, told: Told | None = None) -> None:
    """Run a program in the environment of a dependency group; its first word is its name."""
    tool_in(session, environment(session, group), *words, told=told)


def tool_in(session: nox.Session, folder: Path, *words: str, told: Told | None = None) -> None:
    """Run a program in an environment; its first word is its name.

    Of the variables set outside it gets what any app gets, and what is said to the workbook: what
    is proven must not depend on a shell.
    """
    programs = environments.scripts(folder)
    ours = {name: text for name, text in os.environ.items() if name.startswith(OURS)}
    env = {**let_in(), **ours, **(told or {})}
    typed(session, programs, *words, env=env, include_outer_env=False)


def typed(
    session: nox.Session,
    programs: Path,
    *words: str,
    env: Told | None = None,
    include_outer_env: bool = True,
) -> None:
    """Run a program by its name, so that no whole path is printed; ``programs`` is where it is."""
    before = os.environ.get("PATH", os.defpath)
    path = os.environ["PATH"] = os.pathsep.join([str(programs), before])
    try:
        session.run(
            *words,
            env={"PATH": path, **(env or {})},
            include_outer_env=include_outer_env,
            interrupt_timeout=LIMITS.stop,
        )
    finally:
        os.environ["PATH"] = before


def once(
    session: nox.Session,
    group: str,
    *depends: str | Path,
    job: Callable[[], object],
    part: str = "",
) -> None:
    """Do the job of a session, unless nothing that it depends on has changed since it was done.

    Args:
        session: with --anew behind it, the job is done all the same; with any other word, it is
            done and not kept, as it may be a part.
        group: the tools that it is done with.
        depends: digests, and files and folders; what tools make in docs/ does not count.
        job: what proves something, and says so by ``summary.add``.
        part: which part of the session it is, if there are several.
    """
    paths = [path for path in depends if isinstance(path, Path)]
    proof = Proof(
        f"session {session.name} {part}",
        {
            "files": own(session, lambda: files(*paths)),
            "engine": " ".join(each for each in depends if isinstance(each, str)),
            "tools": environments.installed(environment(session, group)),
            "machine": machine(),
        },
    )
    whole = not posargs(session)
    if whole and (kept := own(session, proof.kept)):
        for line in kept:
            summary.add(f"{line} (proven before)")
        return
    with summary.collected() as lines:
        job()
    if whole:
        own(session, lambda: proof.keep(lines))


def posargs(session: nox.Session) -> list[str]:
    """Return what stands after --, without --anew, which has all proven anew."""
    if "--anew" in session.posargs:
        prove_anew()
    return [word for word in session.posargs if word != "--anew"]


def for_pytest(session: nox.Session) -> list[str]:
    """Return what stands after --, with ``--app`` and its folder as one word.

    Before pytest has read which options there are, it takes a word of its own for tests to read.
    """
    words = posargs(session)
    for n in reversed(range(1, len(words))):
        if words[n - 1] == "--app":
            words[n - 1 : n + 1] = [f"--app={words[n]}"]
    return words


def install(session: nox.Session, stage: Stage, *more: str) -> None:
    """Install the packages of a stage before its tests begin, which ask for them by twos."""
    own(session, lambda: environments.environment(stage.folder / "requirements.txt", *more))


def own(session: nox.Session, job: Callable[[], T]) -> T:
    """Do a job of the workbook's; a mistake ends the session with its own words."""
    try:
        return job()
    except WorkbookError as error:
        fail(session, str(error))


def command(session: nox.Session, name: str) -> None:
    """Run a command of the workbook's in nox's own Python, with what stands after --."""
    own(session, lambda: run_command(name, session.posargs))


def apart(session: nox.Session, *words: str) -> None:
    """Run a command of the workbook's in a process of its own; its first word is its name."""
    python = Path(sys.executable)
    typed(session, python.parent, python.name, *COMMAND[1:], *words)


def fail(session: nox.Session, words: str) -> NoReturn:
    """End a session; its words stand above, as nox would put a full stop behind a command."""
    sys.stdout.flush()
    print(words, file=sys.stderr, flush=True)
    session.error()


@nox.session(default=False)
def run(session: nox.Session) -> None:
    """Serve a stage: run -- 01 [--port N]; no number: the last stage."""
    command(session, "run")


@nox.session(default=False)
def start(session: nox.Session) -> None:
    """Make your own copy of a stage or step: start -- 02.4 [DIR]; never overwrites."""
    command(session, "start")


@nox.session(default=False)
def take(session: nox.Session) -> None:
    """Put the files that a step gives into your copy: take -- 04.7 [DIR]; never overwrites."""
    command(session, "take")


@nox.session(default=False)
def compare(session: nox.Session) -> None:
    """Show where your copy differs from a step: compare -- [02.4] [DIR]."""
    command(session, "compare")


@nox.session(default=False)
def progress(session: nox.Session) -> None:
    """Show how far your copy is, with its exercises: progress -- [DIR]."""
    command(session, "progress")


@nox.session(default=False)
def diff(session: nox.Session) -> None:
    """Show what changes between two stages or steps: diff -- 01 02.3 [--stat] [PATH]."""
    command(session, "diff")


@nox.session(default=False)
def history(session: nox.Session) -> None:
    """Make a git repo with a commit for each step: history -- DIR."""
    command(session, "history")


@nox.session(name="new", default=False)
def new_project(session: nox.Session) -> None:
    """Begin a project of your own from the last stage: new -- DIR --name myapp."""
    command(session, "new")


@nox.session(default=False)
def carry(session: nox.Session) -> None:
    """Carry an improvement to another project: carry -- HEAD --from ../myapp --to ../taskmaster."""
    command(session, "carry")


@nox.session(default=False)
def stranger(session: nox.Session) -> None:
    """Time a stranger who has a clone of your project and its README: stranger -- [DIR]."""
    command(session, "stranger")


@nox.session(name="break", default=False)
def break_copy(session: nox.Session) -> None:
    """Plant a bug in your copy of stage 04: break -- NAME [DIR]; no name lists them."""
    command(session, "break")


@nox.session(name="check", default=False)
def check_copy(session: nox.Session) -> None:
    """Check an exercise, or what a step has you write: check -- 02.moved [DIR] [--watch]."""
    command(session, "check")


@nox.session(name="class", default=False)
def class_(session: nox.Session) -> None:
    """Say where everyone in a class is: class -- SUBMISSIONS [--stage 03 | --exercise NAME]."""
    tool(session, "all", *COMMAND, "class", *posargs(session))


@beside
def lint(session: nox.Session) -> None:
    """Check style and types; lint -- --fix mends what it can."""
    fix = "--fix" in session.posargs

    def job() -> None:
        tool(session, "all", "ruff", "check", *(["--fix"] if fix else []), ".")
        tool(session, "all", "ruff", "format", *([] if fix else ["--check"]), ".")
        tool(session, "all", "mypy")
        summary.add("lint: ruff and strict types hold")

    once(session, "all", *CODE, ROOT / "stages", job=job)


@beside
def site(session: nox.Session) -> None:
    """Build the site strictly with both builders; check links, anchors and other hosts."""
    job = partial(tool, session, "all", *COMMAND, "site", *posargs(session))
    address = os.environ.get("WORKBOOK_SITE_URL", "")  # where it is to stand; mkdocs.yml reads it
    once(session, "all", engine("site"), address, *PAGES, ROOT / "stages", job=job)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Serve the site and rebuild it on every save: docs -- [--port N]."""
    tool(session, "site", *COMMAND, "docs", *session.posargs)


@nox.session(default=False)
def kit(session: nox.Session) -> None:
    """Make a folder for a class with no network, with all wheels: kit -- DIR [--system linux]."""
    command(session, "kit")


@nox.session(default=False)
def facts(session: nox.Session) -> None:
    """Collect the facts of the stages anew, from the apps as they run: facts -- [03]."""
    command(session, "facts")


@nox.session(default=False)
def shots(session: nox.Session) -> None:
    """Take the pictures of the chapters anew; needs Chromium."""
    tool(session, "all", *COMMAND, "shots")


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Look at the site and the last stage in Chromium, and in Firefox if it is there."""
    words = ["pytest", "tests/browser", "-n", "2", *posargs(session)]
    # Which ones are here counts, and how old they are: without Firefox its tests are passed over.
    here = [Path(found) for found in map(shutil.which, BROWSERS) if found]
    ages = [f"{path} {path.stat().st_mtime_ns}" for path in here]
    once(session, "all", *EVERYTHING, *ages, job=partial(tool, session, "all", *words))


@beside
def replay(session: nox.Session) -> None:
    """Play every chapter, bug and error, and hold stages/ against it; --help says more."""
    if os.name == "nt":
        session.skip("replay types the macOS / Linux commands into bash; on Windows, use WSL")
    apart(session, "replay", *session.posargs)


@beside(default=False)
def exercises(session: nox.Session) -> None:
    """Prove exercises from four sides: exercises -- [01.undo-delete] [--accept]; takes minutes."""
    if os.name == "nt":
        session.skip("answers are played like chapters, into bash; on Windows, use WSL")
    command(session, "exercises")


def tests_of(stage: Stage) -> None:
    """Make the session that tests a stage."""

    @beside(name=f"tests-{stage.number}", tags=["tests"])
    def tests(session: nox.Session) -> None:
        def job() -> None:
            install(session, stage)
            options = [f"--stage={stage.number}", *TWO_AT_A_TIME, *for_pytest(session)]
            tool(session, "acceptance", "pytest", "tests/acceptance", *options)

        facts = ROOT / "docs" / "assets" / "facts" / f"{stage.name}.json"
        once(session, "acceptance", engine("apps"), *STORIES, stage.folder, facts, job=job)

    tests.__doc__ = f"Test stage {stage.name} over HTTP, as its README starts it."


for each in stages():
    tests_of(each)


@nox.session(default=False)
def postgres(session: nox.Session) -> None:
    """Test stages 03 and on, and their migrations, on a real PostgreSQL."""

    def job() -> None:
        for stage in stages():
            if stage.number >= "03":
                install(session, stage, databases.POSTGRESQL_DRIVER)
                words = [f"--stage={stage.number}", "--database=postgresql"]
                options = [*words, *for_pytest(session)]
                tool(session, "postgres", "pytest", "tests/acceptance", *options)

    facts = ROOT / "docs" / "assets" / "facts"
    once(session, "postgres", engine("apps"), *STORIES, ROOT / "stages", facts, job=job)


@nox.session(default=False)
def newest(session: nox.Session) -> None:
    """Run the own tests of each stage that has any on the newest Python of this machine."""
    python = own(session, pythons.newest)
    if not python:
        session.skip("no Python on this machine is newer than the one that runs this")
    folder = environment(session, "acceptance", python=python)
    for stage in stages():
        if (stage.folder / "tests").is_dir():
            options = [f"--stage={stage.number}", *posargs(session)]
            tool_in(session, folder, "pytest", "tests/acceptance/test_own_suite.py", *options)


@nox.session(default=False)
def lowest(session: nox.Session) -> None:
    """Test the workbook with the oldest packages that pyproject.toml lets it have."""
    folder = environment(session, "all", "--resolution=lowest-direct")
    tool_in(session, folder, "mypy")
    small = [f"tests/engine/{name}" for name in ("core", "history", "replay", "site")]
    for words in (["--stage=01", "tests/acceptance"], [*small, "tests/kit"]):
        tool_in(session, folder, "pytest", *words, *TWO_AT_A_TIME, *posargs(session))


@nox.session(default=False)
def breaches(session: nox.Session) -> None:
    """Break each promise of stages 04 and 05, and see its tests turn red; takes minutes."""
    for name, packages in (("04", "requirements-dev.txt"), ("05", "requirements.txt")):
        stage = find_stage(name)
        own(session, partial(environments.environment, stage.folder / packages))
    options = ["--breaches", "-n", "2", *posargs(session)]
    tool(session, "acceptance", "pytest", "tests/acceptance/test_breaches.py", *options)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """Change stage 04 in hundreds of small ways, and see whether its own tests mind."""
    if os.name == "nt":
        session.skip("mutmut runs its mutants in forks, which Windows has not; use WSL")
    apart(session, "mutants", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure a stage, and load it: bench -- [03] [--only load] [--tasks N] [--seconds N]."""
    tool(session, "all", *COMMAND, "bench", *session.posargs)


@beside
def tests(session: nox.Session) -> None:
    """Test the workbook itself: each promise of the engine with a planted fault."""
    # The tests know what is said to somebody who types nox and nothing else.
    told: Told = {arguments.CALLED: None, "NOX_PARALLEL": None}

    def job(*words: str) -> None:
        folders = ("tests/docs", "tests/engine", "tests/kit")
        options = [*words, *TWO_AT_A_TIME, *posargs(session)]
        tool(session, "all", "pytest", *folders, *options, told=told)

    if posargs(session):
        job()
        return
    # Who changes a page need not wait for tests that read none: tests/support/page_readers.py.
    once(
        session, "all", *CODE, *ASSETS, *REST, job=partial(job, "-m", "not pages"), part="no pages"
    )
    once(session, "all", *EVERYTHING, job=partial(job, "-m", "pages"), part="pages")


@nox.session(name="all", default=False)
def everything(session: nox.Session) -> None:
    """Prove everything there is, whatever was proven before, as a release does; takes long."""
    prove_anew()
    session.notify("tests", posargs=["--long"])
    for name in ("lint", "site", "replay", *(f"tests-{each.number}" for each in stages())):
        session.notify(name)
    for name in LONG:
        session.notify(name, posargs=["--long"] if name == "browser" else None)
    if os.name != "nt":
        apart(session, "replay", "--straight")


def say_what_was_proven(path: str) -> None:
    """End the run with what its sessions have proven."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    Path(path).unlink()
    if len(lines) > 1:  # one line stands at the end of its session already
        print("\nProven:", *lines, sep="\n  ")


if summary.VARIABLE not in os.environ:
    handle, name = tempfile.mkstemp(prefix="proof-")
    os.close(handle)
    os.environ[summary.VARIABLE] = name
    atexit.register(say_what_was_proven, name)
