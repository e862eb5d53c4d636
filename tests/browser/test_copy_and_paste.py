"""A learner who only copies and pastes arrives at each snapshot."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator

from tests.browser.conftest import read_clipboard, write_tree
from workbook.apps.environments import environment, scripts
from workbook.core.git import isolated
from workbook.course.chapters import steps
from workbook.course.stages import stages

# They make no file that is kept, and play in replay; here they would only take time.
LEFT_OUT = (
    "python3 ",
    "python -m ",
    ". ",
    "flask run",
    "flask routes",
    "export ",
    "unset ",
    "gunicorn ",
    "WEB_CONCURRENCY=",
    "kill ",
    "tail ",
    "sed ",
    "grep ",
)
# Some of these must fail, as their pages say. What matters here is the files that they leave.
MAY_FAIL = ("flask ", "python ", "DATABASE_URL=")


def test_copy_and_paste_alone_build_each_stage(
    site: str, context: BrowserContext, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = context.new_page()
    # Both builders make blocks of the same kinds. One plays every chapter, the other the first two.
    every = request.node.callspec.params["site"] == "Material for MkDocs"

    for stage in stages() if every else stages()[:2]:
        programs = scripts(environment(stage.folder / "requirements.txt"))
        for step in steps(stage):
            page.goto(f"{site}{stage.name}/{step.path.stem}/")
            for block in page.locator("article .highlight:visible").all():
                follow(context, block, tmp_path, programs)
        assert write_tree(tmp_path) == write_tree(stage.folder), stage.name


def follow(context: BrowserContext, block: Locator, folder: Path, programs: Path) -> None:
    """Do with a block what the chapter tells a learner to do."""
    classes = str(block.get_attribute("class")).split()
    title = block.locator(".filename")
    shown = block.locator("code").first.inner_text()
    block.hover()
    block.locator("button").first.click()
    copied = read_clipboard(context)
    if "language-console" in classes:
        type_commands(copied, folder, programs)
    elif not title.count():
        return
    elif "language-diff" in classes:
        paste_over(folder / title.inner_text(), shown, copied)
    else:
        new_file(folder / title.inner_text(), copied)


def type_commands(copied: str, folder: Path, programs: Path) -> None:
    variables = isolated() | {"PATH": f"{programs}:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    for command in copied.splitlines():
        if not command.startswith(LEFT_OUT):
            subprocess.run(
                ["bash", "-c", command],
                cwd=folder,
                env=variables,
                check=not command.startswith(MAY_FAIL),
                capture_output=True,
            )


def new_file(path: Path, copied: str) -> None:
    assert not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{copied}\n", encoding="utf-8")


def paste_over(path: Path, shown: str, copied: str) -> None:
    """Select the lines with no mark and those with -, and paste."""
    old = "\n".join(line[1:] for line in shown.rstrip("\n").split("\n") if line[:1] != "+")
    text = "\n" + path.read_text(encoding="utf-8")
    assert text.count(f"\n{old}\n") == 1
    path.write_text(text.replace(f"\n{old}\n", f"\n{copied}\n")[1:], encoding="utf-8")
