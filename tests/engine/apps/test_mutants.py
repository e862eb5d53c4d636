"""What the mutants command says of mutants that no test has killed."""

import pytest

from workbook.apps.mutants import Mutant, mutant, require_looked_at
from workbook.core.errors import WorkbookError

DIFF = """# taskmaster.tasks.services.x_get_task__mutmut_1: survived
--- taskmaster/tasks/services.py
+++ taskmaster/tasks/services.py
@@ -1,3 +1,3 @@
 def get_task(user, task_id):
-    if task_id > ID_MAX:
+    if task_id >= ID_MAX:
         return None
"""
SEEN = Mutant("tasks.services.get_task", "if task_id > ID_MAX:", "if task_id >= ID_MAX:")


def test_a_mutant_is_shown_by_its_place_and_its_change() -> None:
    found = mutant("taskmaster.tasks.services.x_get_task__mutmut_1", DIFF)

    assert found == SEEN
    assert str(found).splitlines() == [
        "tasks.services.get_task",
        "  - if task_id > ID_MAX:",
        "  + if task_id >= ID_MAX:",
    ]


def test_a_survivor_that_is_listed_is_accepted() -> None:
    require_looked_at(95, [SEEN], [SEEN])


@pytest.mark.parametrize(
    ("rate", "alive", "listed", "says"),
    [
        (99, [SEEN], [], "Alive, and not listed: tasks.services.get_task"),
        (99, [], [SEEN], "Listed, and killed by now: tasks.services.get_task"),
        (94.9, [], [], "94.9 % of the mutants are killed; it should be 95 % at least."),
    ],
)
def test_what_nobody_has_looked_at_is_refused(
    rate: float, alive: list[Mutant], listed: list[Mutant], says: str
) -> None:
    with pytest.raises(WorkbookError) as error:
        require_looked_at(rate, alive, listed)

    assert str(error.value).startswith(says)
    assert "To mend:" in str(error.value)
