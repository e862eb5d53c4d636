"""What the page of results has people copy is as its readers take it."""

import subprocess
import sys
from pathlib import Path

import pytest
from yaml import safe_load

from workbook.core.paths import DOCS, relative
from workbook.course.fences import fences
from workbook.learner.result_forms import FORMS

PAGE = DOCS / "reference" / "results.md"
CHECK = ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"]


def blocks(language: str) -> list[str]:
    """Return the blocks of the page in a language."""
    found = fences(relative(PAGE), PAGE.read_text(encoding="utf-8"))
    return [block.text for block in found if block.language == language]


def is_a_workflow(text: str, tmp_path: Path) -> bool:
    """Tell whether GitHub takes this for a workflow."""
    file = tmp_path / "check.yml"
    file.write_text(text, encoding="utf-8")
    program = Path(sys.executable).with_name(CHECK[0])
    return not subprocess.run([program, *CHECK[1:], file], capture_output=True).returncode


@pytest.mark.parametrize("more", [False, True], ids=["alone", "with the reporter"])
def test_the_workflow_is_one_that_github_takes(more: bool, tmp_path: Path) -> None:
    workflow, reporter = blocks("yaml")

    assert is_a_workflow(workflow + reporter * more, tmp_path)
    assert not is_a_workflow(workflow.replace("runs-on", "runs-at"), tmp_path)


def test_the_reporter_finds_the_results_of_the_runner_that_it_is_told_of() -> None:
    workflow, reporter = blocks("yaml")
    *_, step, report = safe_load(workflow + reporter)["jobs"]["check"]["steps"]

    (variable,) = report["env"]
    assert variable == f"{report['with']['runners'].upper()}_RESULTS"
    assert report["env"][variable] == f"${{{{ steps.{step['id']}.outputs.result }}}}"


def test_the_autograder_is_python_and_asks_for_its_own_form() -> None:
    (program,) = blocks("python")

    compile(program, "autograder.py", "exec")
    assert '"--classroom50"' in program


def test_each_form_stands_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert [name for name in FORMS if f"| `--{name} FILE` |" not in text] == []
