"""A machine is told by what matters to a measurement, and by nothing that is only its own."""

import platform
from pathlib import Path

import pytest

from workbook.bench.cost import machine as module
from workbook.bench.cost.machine import machine, processor


def test_a_machine_is_told_without_its_name() -> None:
    found = machine()

    assert {*found} == {"processor", "cores", "system", "python", "date"}
    assert platform.node() not in map(str, found.values())


def test_the_model_of_the_processor_is_what_linux_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "cpuinfo"
    told.write_text("processor\t: 0\nmodel name\t: Some CPU 7\n\nmodel name\t: Other\n")
    monkeypatch.setattr(module, "MODELS", told)

    assert processor() == "Some CPU 7"


def test_where_no_model_is_told_the_kind_of_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MODELS", Path("nowhere"))

    assert processor() == platform.machine()
