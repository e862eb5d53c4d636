"""04.tag-rule: a property says which tags are taken, and its inputs reach every edge of that."""

from functools import cache

from kit import Copy, need
from kit.suite import Run, Suite

TESTS = "test_tag_rule.py"
FORMS = "taskmaster/tasks/forms.py"
MANY = 40
PATIENCE = 3
COUNT = "len(self.data) > TAGS_MAX"
LENGTH = "len(tag) > TAG_MAX"
RULE = f"if {COUNT} or any({LENGTH} for tag in self.data):"
REWRITTEN = "if TAGS_MAX < len(self.data) or TAG_MAX < max(map(len, self.data), default=0):"
TYPED = "len(self.raw_data[0].split(','))"


@cache
def _healthy(copy: Copy) -> Run:
    """Run the tests on the app as it is, once."""
    return Suite(copy, TESTS).need_green(otherwise="On the app as it is, one of them fails.")


def healthy(copy: Copy) -> None:
    """The tests in `tests/test_tag_rule.py` pass on the app, however its code is written."""
    _healthy(copy)
    said = "The same rule is written in another way, and a test fails."
    Suite(copy, TESTS).need_green((FORMS, RULE, REWRITTEN), otherwise=said)


def made_up(copy: Copy) -> None:
    """They try many inputs, and not some that you have chosen."""
    typed = _healthy(copy).typed
    need(typed >= MANY, f"They type {typed} different texts as tags; {MANY} at least are many.")


def as_many(copy: Copy) -> None:
    """One fails if the app takes a sixth tag, or refuses a fifth."""
    Suite(copy, TESTS).need_red(
        ((FORMS, COUNT, f"{COUNT} + 1"), "The app takes six tags, and your tests pass."),
        ((FORMS, COUNT, f"{COUNT} - 1"), "The app refuses five tags, and your tests pass."),
    )


def as_long(copy: Copy) -> None:
    """One fails if the app takes a tag of 31 characters, or refuses one of 30."""
    Suite(copy, TESTS).need_red(
        ((FORMS, LENGTH, f"{LENGTH} + 1"), "The app takes 31 characters, and your tests pass."),
        ((FORMS, LENGTH, f"{LENGTH} - 1"), "The app refuses 30 characters, and your tests pass."),
    )


def counted_late(copy: Copy) -> None:
    """One fails if the app counts what is typed: a tag twice, or nothing between commas."""
    said = "The app counts a tag twice if it is typed twice, and your tests pass."
    Suite(copy, TESTS).need_red(((FORMS, COUNT, f"{TYPED} > TAGS_MAX"), said))
