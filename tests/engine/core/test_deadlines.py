"""How long things may take stands in one place, and one variable scales it all."""

import json
import re
from dataclasses import asdict

import pytest

from tests.support.tiny import Tiny
from workbook.core.deadlines import PATIENCE, Limits
from workbook.core.paths import ROOT

SHOW = "import json; from workbook.core.deadlines import *; print(json.dumps(vars(LIMITS)))"
# A wait that has a number of its own; short ones are looks, and no deadlines.
WAIT = re.compile(r"(?:timeout=|\.wait\(|\.join\(|monotonic\(\) \+ )\d{2,}")


def test_one_variable_scales_each_of_them(tiny: Tiny) -> None:
    once, three_times = (
        json.loads(tiny.run("-c", SHOW, **{PATIENCE: factor}).said) for factor in ("1", "3")
    )

    assert three_times == {name: 3 * seconds for name, seconds in once.items()}
    assert once.keys() == asdict(Limits()).keys()


def test_a_limit_that_is_named_is_what_it_says(tiny: Tiny) -> None:
    show = "from workbook.core.deadlines import *; print(Limits(command=5).command)"

    assert tiny.run("-c", show, **{PATIENCE: "3"}).said == "5\n"


@pytest.mark.parametrize("factor", ["", "0", "-1", "much", "nan", "inf"])
def test_what_is_no_factor_is_refused_in_a_line(tiny: Tiny, factor: str) -> None:
    ran = tiny.command("check", **{PATIENCE: factor})

    assert ran.status == 1
    assert ran.said == f"{PATIENCE} is {factor!r}; give a number above 0, 3 say.\n"


def test_no_other_module_has_a_deadline_of_its_own() -> None:
    folders = ("workbook", "exercises", "tests/acceptance", "tests/support")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]

    found = {str(path) for path in files if WAIT.search(path.read_text(encoding="utf-8"))}

    assert found == set()
    assert WAIT.search("process.wait(30)")
