"""04.slow-tests: six tests that are fast, stand alone, and still see what they saw."""

from functools import cache

from kit import Copy, need
from kit.suite import Run, Suite

PATIENCE = 3
TESTS = "test_long_list.py"
SERVICES = "taskmaster/tasks/services.py"
NAMES = [
    "test_the_first_page_shows_the_twenty_newest",
    "test_older_pages_show_each_of_the_rest_once",
    "test_a_tag_has_a_page_of_its_own_tasks",
    "test_a_search_finds_old_tasks_too",
    "test_what_is_done_is_listed_as_done",
    "test_what_is_deleted_makes_room_for_an_older_one",
]
COMMITS = 40
PAGES = (SERVICES, "Task.owner_id == user.id, number < before)", "Task.owner_id == user.id)")
SEARCH = (SERVICES, "query = query.where(or_(*words))", "query = query.where(*words[:0])")
DELETE = (SERVICES, "db.session.execute(delete(Task).where(Task.id == task.id))", "pass")
DONE = (SERVICES, "query = query.where(Task.done_at.is_not(None))", "pass")
BLIND = "{}, and the tests pass. Do they still look at what they looked at?"


@cache
def _once(copy: Copy) -> Run:
    return Suite(copy, TESTS).need_green(otherwise="One of them fails.")


def _need_fast(copy: Copy) -> None:
    commits = _once(copy).commits
    need(commits <= COMMITS, f"This is tried when they are fast. Now they commit {commits} times.")


def pass_all(copy: Copy) -> None:
    """The six tests of `tests/test_long_list.py` have the names that they had, and pass."""
    passed = _once(copy).passed
    for name in NAMES:
        need(any(each.startswith(name) for each in passed), f"{name} is not among those that pass.")


def hash_nothing(copy: Copy) -> None:
    """Together they hash no password: that is slow on purpose, and they are not about passwords."""
    hashes = _once(copy).hashes
    need(not hashes, f"They hash {hashes} passwords in the way that is slow on purpose.")


def commit_seldom(copy: Copy) -> None:
    """Together they commit 40 times at most: each commit waits for the disk."""
    commits = _once(copy).commits
    need(commits <= COMMITS, f"They commit {commits} times, and {COMMITS} are enough.")


def alone(copy: Copy) -> None:
    """They pass in any order: none finds what another one has left."""
    said = "The last one first, and one of them fails."
    Suite(copy, TESTS).need_green(otherwise=said, backwards=True)


def look_at_lists(copy: Copy) -> None:
    """They still fail if the app forgets where a page ends, or what was searched for."""
    _need_fast(copy)
    Suite(copy, TESTS).need_red(
        (PAGES, BLIND.format("Each page is the first one")),
        (SEARCH, BLIND.format("A search finds everything")),
    )


def look_at_changes(copy: Copy) -> None:
    """They still fail if the app deletes nothing, or lists open tasks as done."""
    _need_fast(copy)
    Suite(copy, TESTS).need_red(
        (DELETE, BLIND.format("Nothing is deleted")),
        (DONE, BLIND.format("The list of what is done shows everything")),
    )
