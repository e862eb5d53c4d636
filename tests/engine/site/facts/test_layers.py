"""The drawing of the layers is what the facts say, in numbers and in lengths."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from workbook.apps.facts import kept
from workbook.commands import facts as command
from workbook.core.errors import WorkbookError
from workbook.course.stages import stages
from workbook.site.facts.layers import WIDTH, drawing, layers, require_layers

SVG = "{http://www.w3.org/2000/svg}"


def collected() -> dict[str, list[str]]:
    """Return what is kept of each stage, in the order in which it is drawn."""
    found = {}
    for stage in stages():
        facts = kept.kept(stage)
        of = facts["lines"].values()
        numbers = [sum(each[what] for each in of) for what in ("files", "lines")]
        numbers += [len(facts["routes"]), facts["tests"]]
        found[f"{stage.number} {stage.title}"] = [*map(str, numbers)]
    return found


def told(root: ElementTree.Element) -> dict[str, list[str]]:
    """Return the numbers that a drawing has beside each name."""
    found: dict[str, list[str]] = {}
    for text in root.iter(f"{SVG}text"):
        if text.get("class") == "name":
            found[str(text.text)] = []
        elif text.get("class") == "number":
            found[[*found][-1]].append(str(text.text))
    return found


def bars(root: ElementTree.Element) -> list[list[tuple[float, float]]]:
    """Return the layers of each bar of a drawing: where each begins and ends."""
    found: dict[str, list[tuple[float, float]]] = {}
    for box in root.iter(f"{SVG}rect"):
        start = float(box.attrib["x"])
        found.setdefault(box.attrib["y"], []).append((start, start + float(box.attrib["width"])))
    return [*found.values()]


def change(folder: Path, **changed: int) -> None:
    """Keep the facts of all stages in a folder, with others of the first one."""
    for stage in stages():
        facts = kept.kept(stage) | (changed if stage == stages()[0] else {})
        (folder / f"{stage.name}.json").write_text(kept.as_text(facts), encoding="utf-8")


@pytest.mark.parametrize("path", layers(), ids=lambda path: path.stem)
def test_the_drawing_on_the_site_says_what_the_facts_say(path: Path) -> None:
    root = ElementTree.parse(path).getroot()  # noqa: S314 - it is our own

    assert told(root) == collected()
    title, words = (root.findtext(f"{SVG}{name}") for name in ("title", "desc"))
    assert title
    assert [*re.findall(r"\d+ \w+(?=:)", str(words))] == [*collected()]
    assert re.findall(r"(\d+) lines", str(words)) == [each[1] for each in collected().values()]
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")


def test_each_bar_is_the_one_above_and_a_layer_more_as_long_as_its_lines() -> None:
    svg = drawing({stage: kept.kept(stage) for stage in stages()}, "light")
    lines = [int(each[1]) for each in collected().values()]

    drawn = bars(ElementTree.fromstring(svg))  # noqa: S314 - it is our own

    assert [len(bar) for bar in drawn] == [*range(1, len(lines) + 1)]
    assert all(bar == drawn[-1][: len(bar)] for bar in drawn)
    for bar, count in zip(drawn, lines, strict=True):
        assert bar[-1][1] == pytest.approx(WIDTH * count / lines[-1], abs=3)


def test_a_stage_that_hardly_grows_has_a_layer_to_be_seen() -> None:
    facts = kept.kept(stages()[0])

    drawn = bars(ElementTree.fromstring(drawing(dict.fromkeys(stages(), facts), "dark")))  # noqa: S314

    assert all(end - start > 2 and end <= WIDTH for start, end in drawn[-1])


def test_the_drawing_on_the_site_is_drawn_from_the_facts() -> None:
    require_layers()


def test_a_drawing_that_differs_from_the_facts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(tmp_path)
    drawn = {path.name: path.read_text(encoding="utf-8") for path in layers()}
    monkeypatch.setattr(kept, "HOME", tmp_path)
    for name, svg in drawn.items():
        (tmp_path / name).write_text(svg, encoding="utf-8")
    require_layers()
    monkeypatch.undo()
    change(tmp_path, tests=12345)
    monkeypatch.setattr(kept, "HOME", tmp_path)

    with pytest.raises(WorkbookError, match="is not drawn from the facts.\nTo mend: nox -s facts"):
        require_layers()


def test_who_collects_the_facts_of_one_stage_has_all_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tmp_path)
    facts = kept.kept(stages()[0]) | {"tests": 12345}
    monkeypatch.setattr(kept, "HOME", tmp_path)
    monkeypatch.setattr(command, "HOME", tmp_path)
    monkeypatch.setattr(command, "collect_anew", lambda stage: facts)

    command.main(["01"])
    command.main(["01"])

    require_layers()
    assert ">12345<" in (tmp_path / "layers-light.svg").read_text(encoding="utf-8")
    said = [line.rpartition("/")[2] for line in capsys.readouterr().out.splitlines() if "/" in line]
    names = ("01-minimal.json", "layers-light.svg", "layers-dark.svg")
    assert said == [f"{name} {now}" for now in ("written", "is as it was") for name in names]
