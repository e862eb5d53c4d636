"""A site without solutions has none, in its pages and in its search."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from workbook.core.errors import WorkbookError
from workbook.core.paths import DOCS
from workbook.course.exercises import exercises
from workbook.site.withheld import PAGES, check_withheld, copy_without_solutions

pytestmark = pytest.mark.pages

SOLUTION = "exercises/solutions/03-priority.md"
SECRET = "Two calls give two applications."  # an answer of step 01.2
AGAIN = """Python runs a file once, when it is first imported, and hands
out the result again after that."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a site is built from."""
    return copy_without_solutions(tmp_path_factory.mktemp("withheld") / "place")


@cache
def markdown(folder: Path) -> dict[str, str]:
    """Return the pages of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.md")
    }


def test_no_solution_and_no_answer_is_among_the_pages(place: Path) -> None:
    kept, every = markdown(place / "docs"), markdown(DOCS)

    assert SOLUTION in every
    assert not any(kept_page.startswith("exercises/solutions/") for kept_page in kept)
    assert '??? success "An answer"' in every["01-minimal/2-the-factory.md"]
    assert [name for name, text in kept.items() if '"An answer"' in text or SECRET in text] == []


def test_no_page_and_no_menu_leads_to_what_is_withheld(place: Path) -> None:
    names = [Path(pattern).name for pattern in PAGES[1:]]

    for text in markdown(place / "docs").values():
        assert "](solutions/" not in text
        assert not any(f"/{name})" in text for name in names)
    settings = (place / "mkdocs.yml").read_text(encoding="utf-8")
    assert "exercises/solutions/" not in settings
    assert "exercises/index.md" in settings


def test_all_else_stays_the_question_its_page_and_a_way_to_go_on(place: Path) -> None:
    kept, every = markdown(place / "docs"), markdown(DOCS)
    name = "02-blueprints/11-forms-from-elsewhere.md"

    assert kept[name].count("!!! question") == every[name].count("!!! question") == 1
    assert kept[name].count('??? success "A way"') == every[name].count('??? success "A way"') > 0
    for exercise in exercises():
        text = kept[f"exercises/{exercise.page.name}"]
        assert text.count('??? tip "Hint') == 3
        assert "the solution" in text
    changed = [each for each, text in kept.items() if each in every and text != every[each]]
    assert not any(each.startswith(("source/", "diffs/", "facts/")) for each in changed)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Copy a site of one page, and return what is left of its text."""
    docs = tmp_path / "docs"
    docs.mkdir()
    monkeypatch.setattr("workbook.site.withheld.DOCS", docs)

    def copied(text: str) -> str:
        (docs / "index.md").write_text(text, encoding="utf-8")
        place = copy_without_solutions(tmp_path / "place")
        return (place / "docs" / "index.md").read_text(encoding="utf-8")

    return copied


def test_what_stands_behind_an_answer_stays(kept: Callable[[str], str]) -> None:
    text = '!!! question "Q"\n\n    Why?\n\n'
    answer = '    ??? success "An answer"\n\n        No.\n\n        No.\n\n'
    then = "    More.\n\n## Then\n"

    assert kept(text + answer + then) == text + then


def test_a_page_that_is_not_made_yet_is_withheld_as_well(kept: Callable[[str], str]) -> None:
    text = "[The plan](teach/01-1/plan.md) and [slides](teach/01-1/index.md).\n"

    assert kept(text) == "The plan and [slides](teach/01-1/index.md).\n"


@pytest.mark.parametrize("name", ["index.html", "search/search_index.json", "source/index.html"])
def test_a_solution_or_an_answer_anywhere_in_a_built_site_is_told(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "page.html").write_text("Words of a page.", encoding="utf-8")
    assert check_withheld(tmp_path) > 150

    told = AGAIN.replace("\n", "\\n") if name.endswith(".json") else AGAIN
    (tmp_path / name).write_text(f"<p>{told}</p>", encoding="utf-8")
    with pytest.raises(WorkbookError, match=f"{Path(name).name}: says"):
        check_withheld(tmp_path)
