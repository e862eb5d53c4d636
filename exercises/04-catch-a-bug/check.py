"""04.catch-a-bug: a test that fails while there is a bug that no test has seen."""

from kit import Copy, Suite

FILES = "test_analytics*.py"
FILE = "taskmaster/analytics/services.py"
RIGHT = "select(Tag.name, func.count()).join(task_tag).where(Tag.owner_id == user.id)"
BUG = (FILE, RIGHT, RIGHT.replace("join(task_tag)", "join(task_tag, isouter=True)"))
COUNTED = RIGHT.replace("count()", "count(task_tag.c.task_id)").replace(".join", ".outerjoin")
OTHER_BUG = (FILE, RIGHT, COUNTED)
REWRITTEN = (FILE, RIGHT, f"({COUNTED}.having(func.count(task_tag.c.task_id) > 0))")


def healthy(copy: Copy) -> None:
    """Your tests of the dashboard pass on the app as it is."""
    Suite(copy, FILES).need_green(otherwise="On the app as it is, one of them fails.")


def caught(copy: Copy) -> None:
    """One of them fails on an app whose dashboard counts a tag once that no task has any more."""
    said = "The bug is in, and all tests of the dashboard pass."
    Suite(copy, FILES).need_red((BUG, said))


def caught_again(copy: Copy) -> None:
    """One of them fails, too, if the dashboard shows such a tag with a 0."""
    said = "The dashboard shows a tag with a 0, and all tests of the dashboard pass."
    Suite(copy, FILES).need_red((OTHER_BUG, said))


def only_the_bug(copy: Copy) -> None:
    """They pass if the code is written differently, and does what it did."""
    said = "The same numbers are found in another way, and a test fails."
    Suite(copy, FILES).need_green(REWRITTEN, otherwise=said)
