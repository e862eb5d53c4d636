"""The commands of the workbook as people type them: what can be typed, and what cannot."""

import ast
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec

from workbook.commands import run_command
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.course.stages import stages

TYPED = re.compile(r"(?:\$ |> )?(?:nox|(?:python3?|py) -m workbook)(?= |$)(?P<words>.*)")
# What stands behind a session that is no command of the workbook's, beside what pytest takes.
OF_SESSION = {"lint": {"--fix"}}
OF_EACH = {"--anew"}


class Parsed(Exception):
    """The words of a command have been read, and nothing is to be done."""


def is_session(decorator: ast.expr) -> bool:
    """Tell whether a decorator of the noxfile makes a session of a function."""
    return ast.unparse(decorator).startswith(("nox.session", "beside"))


@cache
def sessions() -> set[str]:
    """Return the names of the sessions of the noxfile."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    found = {f"tests-{stage.number}" for stage in stages()}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for each in filter(is_session, node.decorator_list):
                given = [word for word in getattr(each, "keywords", []) if word.arg == "name"]
                found.add(ast.literal_eval(given[0].value) if given else node.name)
    return found


def problem(words: list[str]) -> str:
    """Return what is wrong with the words behind nox, if anything."""
    at = words.index("--") if "--" in words else len(words)
    options, rest = " ".join(words[:at]), words[at + 1 :]
    if re.fullmatch(r"|-l|-j \d", options):
        return ""
    flag, _, session = options.partition(" ")
    if flag != "-s" or session not in sessions():
        return f"no session is called so: {options}"
    if not find_spec(f"workbook.commands.{session}"):
        known = OF_SESSION.get(session, set()) | OF_EACH | of_pytest()
        unknown = [word for word in rest if word[:1] == "-" and word not in known]
        return f"{session} has no {', '.join(unknown)}" if unknown else ""
    try:
        run_command(session, ["9" if word == "SECONDS" else word for word in rest])
    except Parsed:
        return ""
    except (SystemExit, WorkbookError):
        return f"{session} does not take these words: {' '.join(rest)}"
    return f"{session} did not read its words"


@cache
def of_pytest() -> set[str]:
    """Return the options that a session gives to pytest, those of the stories among them."""
    words = [sys.executable, "-m", "pytest", "tests/acceptance", "--help"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(re.findall(r"(?<=[\s,])--?[a-z][\w-]*", done.stdout))
