"""Measure what each stage costs, all of them by turns, so that each meets the same busy machine."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.progress import track

from workbook.apps.environments import environment
from workbook.apps.facts.packages import packages
from workbook.bench.cost import TASKS, TURNS
from workbook.bench.cost.apps import App, Probe
from workbook.bench.cost.machine import machine
from workbook.course.stages import Stage, stages

ROUNDS, STARTS = 25, 9
PAGE = ("nothing", "tasks", "template", "links")
FEATURE = (*PAGE, "tokens", "fields", "storage")
# What is left out of a stage, beside the parts of an app for a server. 04 runs the code of 03.
WITHOUT = {
    "01": PAGE,
    "02": FEATURE,
    "03": FEATURE,
    "05": ("nothing", "template", "storage", "line"),
}
CLOCK = "log_requests"  # notes when a request begins, which another part needs
Cost = dict[str, Any]


def measure(console: Console, rounds: int = ROUNDS, starts: int = STARTS) -> Cost:
    """Return what each stage costs, as it is kept.

    Args:
        console: where to show how far it is.
        rounds: how often each page is measured.
        starts: how often each app is started.

    Raises:
        WorkbookError: if a stage cannot be measured.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        apps = [App.copied(stage, Path(scratch)) for stage in stages()]
        surveys = {app.stage.name: app.ask("survey") for app in apps}
        found = {app.stage.name: _installed(app, surveys[app.stage.name]) for app in apps}
        for _ in track(range(starts), "Starting", console=console):
            _start(apps, surveys, found)
        with _probes(apps, surveys) as probes:
            _settle(probes, found)
            for number in track(range(rounds), "Asking", console=console):
                _ask(probes, found, number)
    how = {"rounds": rounds, "turns": TURNS, "tasks": TASKS}
    return {"machine": machine(), **how, "stages": found}


def left_out(stage: Stage, parts: Sequence[str]) -> list[str]:
    """Return what is left out of a stage, one at a time.

    Args:
        stage: any.
        parts: what an app for a server is put together from.
    """
    return [*WITHOUT.get(stage.number, ()), *(part for part in parts if part != CLOCK)]


def turned(order: Sequence[Probe], number: int) -> list[Probe]:
    """Return the probes in the order of a round: each time another one begins.

    Args:
        order: all of them.
        number: of the round.
    """
    first = number % len(order)
    return [*order[first:], *order[:first]]


def _installed(app: App, survey: Any) -> Cost:
    direct = packages(app.folder / "requirements.txt", app.environment)
    developers = app.folder / "requirements-dev.txt"
    more = _sizes(app, developers) if developers.is_file() else survey["sizes"]
    return {
        "direct": sum(each["direct"] for each in direct),
        "packages": survey["sizes"],
        "for developers": {n: size for n, size in more.items() if n not in survey["sizes"]},
        "start": {},
        "without": {},
    }


def _sizes(app: App, requirements: Path) -> dict[str, int]:
    others = App(app.stage, app.folder, environment(requirements))
    return dict(others.ask("survey")["sizes"])


def _start(apps: Sequence[App], surveys: dict[str, Any], found: Cost) -> None:
    """Start each app once, and note what each piece of it took."""
    for app in apps:
        took = app.ask("starting", *surveys[app.stage.name]["imported"])
        for name, microseconds in took.items():
            found[app.stage.name]["start"].setdefault(name, []).append(microseconds)


@contextmanager
def _probes(apps: Sequence[App], surveys: dict[str, Any]) -> Iterator[list[Probe]]:
    """Have each stage whole, and once more to leave things out of it; end them all."""
    less = {app: left_out(app.stage, surveys[app.stage.name]["parts"]) for app in apps}
    probes: list[Probe] = []
    try:
        probes += (Probe(app) for app in apps)
        probes += (Probe(app, names) for app, names in less.items() if names)
        yield probes
    finally:
        for probe in probes:
            probe.end()


def _settle(probes: Sequence[Probe], found: Cost) -> None:
    """Let the apps be there, note what each keeps of memory, and what its pages are."""
    for probe in probes:
        process, stage = psutil.Process(probe.ask()), found[probe.stage.name]
        memory, pages = process.memory_info().rss, probe.ask()
        if probe.without:
            stage["without"] = {name: [] for name in probe.without}
        else:
            stage["memory"] = {"started": memory}
            stage["pages"] = {name: page | {"times": []} for name, page in pages.items()}


def _ask(probes: Sequence[Probe], found: Cost, number: int) -> None:
    """Have each app answer for a round, and note it."""
    for probe in turned(probes, number):
        said, stage = probe.ask(), found[probe.stage.name]
        if probe.without:
            for name, pair in said.items():
                stage["without"][name].append(pair)
            continue
        for name, microseconds in said["pages"].items():
            stage["pages"][name]["times"].append(microseconds)
        memory = psutil.Process(said["process"]).memory_info().rss
        stage["memory"] |= {"worked": memory, "requests": said["requests"]}
