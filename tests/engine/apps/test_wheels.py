"""Wheels for other machines: each package in each version, and a name for what is missing."""

from pathlib import Path

import pytest
from yaml import safe_load

from workbook.apps import wheels
from workbook.apps.wheels import PYTHONS, SYSTEMS, System, fetch, wanted
from workbook.core.errors import WorkbookError
from workbook.core.paths import ROOT
from workbook.course.stages import stages

LINUX = SYSTEMS[0]
NONE = "ERROR: No matching distribution found for {}"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What pip is asked for, with no network: two environments, and no wheel of ``odd``."""
    asked: list[list[str]] = []

    def says(folder: Path, system: System, python: str, pins: list[str]) -> list[str]:
        asked.append(pins)
        return [NONE.format("odd==1")] if "odd==1" in pins else []

    monkeypatch.setattr(wheels, "_pip_says", says)
    monkeypatch.setattr(wheels, "wanted", lambda: [["flask==1"], ["flask==2", "six==1"]])
    monkeypatch.setattr(wheels, "_resolved", lambda lines, system, python: lines)
    return asked


def test_the_pythons_are_those_that_are_tried_on_each_push() -> None:
    text = (ROOT / ".github" / "workflows" / "prove.yml").read_text(encoding="utf-8")

    assert safe_load(text)["jobs"]["prove"]["strategy"]["matrix"]["python"] == [*PYTHONS]


def test_each_environment_of_a_class_is_among_what_is_wanted() -> None:
    lines = [line for each in wanted() for line in each]

    for stage in stages():
        assert f"-r {(stage.folder / 'requirements.txt').as_posix()}" in lines
    for name in ("nox", "pytest", "beautifulsoup4==", "uv", "pip"):
        assert any(line.startswith(name) for line in lines), name


def test_two_versions_of_a_package_are_fetched_in_two_turns(
    told: list[list[str]], tmp_path: Path
) -> None:
    assert fetch(tmp_path, LINUX, "3.13") == 3
    assert told == [["flask==1", "six==1"], ["flask==2"]]


def test_what_is_there_is_not_fetched_again_and_what_is_wanted_now_is(
    told: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(tmp_path, LINUX, "3.13")
    fetch(tmp_path, LINUX, "3.13")
    assert len(told) == 2

    fetch(tmp_path, LINUX, "3.14")
    monkeypatch.setattr(wheels, "wanted", lambda: [["six==2"]])
    fetch(tmp_path, LINUX, "3.13")
    assert told[2:] == [["flask==1", "six==1"], ["flask==2"], ["six==2"]]


def test_a_wheel_that_is_missing_is_named_with_its_system_and_the_rest_is_fetched(
    told: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "wanted", lambda: [["odd==1", "six==1"]])

    with pytest.raises(WorkbookError) as error:
        fetch(tmp_path, SYSTEMS[-1], "3.14")

    assert str(error.value) == "Windows, Python 3.14: there is no wheel of odd==1"
    assert told[-1] == ["six==1"]
    assert not list(tmp_path.iterdir()), "it would not be tried again"


def test_another_reason_of_pip_is_told_as_it_is(
    told: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "_pip_says", lambda *_: ["ERROR: no space left"])

    with pytest.raises(WorkbookError, match=r"Linux on x86_64, Python 3.13: ERROR: no space left"):
        fetch(tmp_path, LINUX, "3.13")


def test_an_environment_that_cannot_be_there_is_named_and_the_others_are_fetched(
    told: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolved(lines: list[str], system: System, python: str) -> list[str]:
        if "flask==1" in lines:
            raise WorkbookError("flask has no wheels for it.\nMend that.")
        return lines

    monkeypatch.setattr(wheels, "_resolved", resolved)

    with pytest.raises(WorkbookError) as error:
        fetch(tmp_path, SYSTEMS[-1], "3.14")

    said = "Windows, Python 3.14: flask==1 and what goes with it: flask has no wheels for it."
    assert str(error.value) == said
    assert told == [["flask==2", "six==1"]]
