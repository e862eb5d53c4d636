"""Who are alike: two who copied code of their own are found, two who followed the chapter not."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from workbook.classroom.code import given_prints, own_code
from workbook.classroom.feedback import feedback
from workbook.classroom.likeness import Line, Pair, Passage, pairs
from workbook.classroom.page import GAP, page
from workbook.classroom.standing import Standing
from workbook.classroom.tables import as_csv_of_pairs, as_json
from workbook.core.git import git
from workbook.course.chapters import find_step
from workbook.course.stages import find_stage
from workbook.learner.starting import leave_copy

pytestmark = pytest.mark.pages

OWN = '''

def streak(tasks, today):
    """Count the days in a row on which a task was done."""
    days = {task.done_on for task in tasks if task.done}
    count = 0
    while today in days:
        count += 1
        today -= ONE_DAY
        if count > 365:
            raise ValueError("More than a year: is the clock right?")
    longest = max((len(list(group)) for _, group in groupby(sorted(days), key=year)), default=0)
    return {"now": count, "longest": longest, "days": sorted(days, reverse=True)[:7]}
'''
COPIED = """

# my own
def row_of_days(entries, now):
    dates = {entry.done_on for entry in entries if entry.done}
    n = 0
    while now in dates:
        n += 1
        now -= DAY
        # a year is enough
        if n > 400:
            raise ValueError("Too many!")
    best = max((len(list(g)) for _, g in groupby(sorted(dates), key=of_year)), default=0)
    return {"current": n, "best": best, "all": sorted(dates, reverse=True)[:9]}
"""
OTHER = """

def streak(tasks, today):
    dates = sorted((task.done_on for task in tasks if task.done_on), reverse=True)
    for number, date in enumerate(dates):
        if (today - date).days != number:
            return number
    if not dates:
        return 0
    print(f"All {len(dates)} days, from {dates[-1]} to {dates[0]}", file=sys.stderr)
    return min(len(dates), 365) if today - dates[0] <= timedelta(1) else None
"""


def handed_in(name: str, folder: Path, more: str = "") -> Standing:
    """Copy a folder, write more into its app, and return whose it is."""
    copy = folder.with_name(f"of-{name}")
    shutil.copytree(folder, copy)
    with (copy / "app.py").open("a", encoding="utf-8") as file:
        file.write(more)
    return Standing(name, step="01.6", whole=True, code=own_code(copy))


def shared(side: Passage) -> list[str]:
    """Return the lines that two share."""
    return [line.text for line in side.lines if line.is_shared]


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    """A copy of stage 01, as the chapter has it."""
    return Path(shutil.copytree(find_stage("01").folder, tmp_path / "chapter"))


@pytest.fixture
def copied(chapter: Path) -> list[Standing]:
    """Two of whom one has copied from the other, and one with another way."""
    ada, bob = handed_in("ada", chapter, OWN), handed_in("<b>bob", chapter, COPIED)
    return [ada, bob, handed_in("eve", chapter, OTHER)]


def test_two_who_share_code_of_their_own_are_alike_though_all_names_differ(
    copied: list[Standing],
) -> None:
    (pair,) = pairs(copied, given_prints())

    assert pair.names == ("ada", "<b>bob")
    assert min(pair.shares) > 90
    ((here, there),) = pair.passages
    assert (here.path, there.path) == ("app.py", "app.py")
    assert shared(here) == OWN.strip().splitlines()
    assert shared(there) == COPIED.strip().splitlines()[1:]  # a comment belongs to what is above


def test_lines_of_the_chapter_show_where_a_passage_stands_and_are_not_shared(
    chapter: Path, copied: list[Standing]
) -> None:
    ((here, there),) = pairs(copied, given_prints())[0].passages
    app = (chapter / "app.py").read_text("utf-8").splitlines()

    for side, own in ((here, OWN), (there, COPIED)):
        before = [line.text for line in side.lines if line.number <= len(app) and line.text]
        assert before == list(filter(None, app))[-len(before) :]
        numbers = range(side.lines[0].number, len([*app, *own.splitlines()]) + 1)
        assert [line.number for line in side.lines] == [*numbers]
    assert len(before) > 1


def test_of_the_chapter_between_two_parts_only_what_is_near_to_them_is_shown(
    chapter: Path,
) -> None:
    class_ = [handed_in(name, chapter, OWN) for name in ("ada", "bob")]
    for each in class_:
        head, line, rest = each.code["app.py"].partition("\n\n\n@dataclass\n")
        each.code["app.py"] = f"{head}\n{OTHER}{line}{rest}"

    ((here, _),) = pairs(class_, given_prints())[0].passages

    assert shared(here) == [*OTHER.strip().splitlines(), *OWN.strip().splitlines()]
    assert "class Task:" in {line.text for line in here.lines}
    assert "    def index() -> str:" not in {line.text for line in here.lines}
    assert GAP in page([], [], pairs(class_, given_prints()), "class", "today")


def test_two_who_followed_the_chapter_or_a_stored_answer_to_the_letter_are_not(
    tmp_path: Path, chapter: Path, solved: Path
) -> None:
    leave_copy(find_step("01.4"), tmp_path / "half")
    class_ = [handed_in(f"chapter {n}", chapter) for n in (1, 2)]
    class_ += [handed_in(f"solved {n}", solved) for n in (1, 2)]
    class_ += [handed_in(f"half {n}", tmp_path / "half") for n in (1, 2)]

    assert [bool(each.code) for each in class_] == [False, False, True, True, False, False]
    assert not pairs(class_, given_prints())
    assert {pair.names for pair in pairs(class_, frozenset())} == {("solved 1", "solved 2")}


def test_what_many_of_a_class_have_is_nothing_that_two_share(chapter: Path) -> None:
    class_ = [handed_in(f"learner {n}", chapter, OWN) for n in range(4)]

    assert not pairs(class_, given_prints())
    assert len(pairs(class_[:3], given_prints())) == 3


def test_code_on_a_branch_is_looked_at_too(chapter: Path) -> None:
    git(chapter, "init", "--quiet")
    git(chapter, "add", ".")
    git(chapter, "commit", "--quiet", "-m", "Begin")
    git(chapter, "switch", "--quiet", "--create", "01.undo-delete")
    (chapter / "days.py").write_text(OWN)
    git(chapter, "add", ".")
    git(chapter, "commit", "--quiet", "-m", "Count days")
    git(chapter, "switch", "--quiet", "-")

    assert own_code(chapter) == {"days.py on 01.undo-delete": OWN}


def test_a_class_sees_pairs_side_by_side_and_learners_read_nothing_of_them(
    copied: list[Standing],
) -> None:
    alike = pairs(copied, given_prints())

    soup = BeautifulSoup(page(copied, [], alike, "class", "today"), "html.parser")
    (head,) = soup.select("summary")
    assert head.get_text().startswith("ada and <b>bob: 100% of what is ada's own, and ")
    left, right = (side.get_text() for side in soup.select("pre"))
    assert "def streak" in left
    assert "def row_of_days" in right
    lines = [line for side in alike[0].passages[0] for line in side.lines]
    shown = [(str(line.number), not line.is_shared) for line in lines]
    spans = [(each.small, each.has_attr("class")) for each in soup.select("pre span")]
    assert [(small.string, is_faint) for small, is_faint in spans if small] == shown
    assert "never a verdict" in soup.get_text()
    assert not soup.select("b, [src], script")
    (row,) = csv.DictReader(as_csv_of_pairs(alike).splitlines())
    assert (row["one"], row["other"]) == ("ada", "<b>bob")
    assert row["in_one"].startswith("app.py:")
    (said,) = json.loads(as_json(copied, [], alike))["alike"]
    assert said["names"] == ["ada", "<b>bob"]
    assert "def streak" not in as_json(copied, [], alike)
    assert not [each for each in copied if "alike" in feedback(each) or "streak" in feedback(each)]


def test_a_class_in_which_nobody_is_alike_is_told_so() -> None:
    assert "No two share a third" in page([], [], [], "class", "today")


def test_a_cell_about_a_pair_is_no_formula() -> None:
    side = Passage("app.py", (Line(3, "", True),))
    sheet = as_csv_of_pairs([Pair(("=ada", "bob"), (90, 80), ((side, side),))])
    (row,) = csv.DictReader(sheet.splitlines())

    assert row["one"] == "'=ada"
