"""A tree on a page is that of the learner's folder, and says what is new."""

import os

import pytest

from tests.support.tiny import STEP, Tiny, console

pytestmark = pytest.mark.skipif(os.name == "nt", reason="replay types into bash")
FILES = """```text title="app/routes.py"
x
```

```text title="app/tasks/list.html"
x
```

```text title="README.md"
x
```
"""
APP = """```tree
app/
├── routes.py  (new)
└── tasks/  (new)
    └── list.html  (new)
```
"""
ALL = """```tree
./
├── README.md
├── greeting.txt
└── app/
    ├── forms.py  (new)
    ├── routes.py
    └── tasks/
        └── list.html
```
"""
MORE = f'```text title="app/forms.py"\nx\n```\n\n{ALL}'


def test_a_tree_that_is_right_is_played(tiny: Tiny) -> None:
    tiny.step(f"{FILES}\n{APP}")
    tiny.step(MORE, number=3)

    assert tiny.replay("--write").status == 0


def test_a_file_that_was_deleted_or_is_ignored_is_in_no_tree(tiny: Tiny) -> None:
    ignored = '```text title=".gitignore"\n*.log\n```\n\n'
    ignored += console("$ rm greeting.txt", "$ touch a.log")
    tiny.step(f"{ignored}\n```tree\n./\n└── .gitignore  (new)\n```\n")

    assert tiny.replay("--write").status == 0


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("app/\n├── routes.py  (new)", "app/\n├── routes.py", "app/ has another tree"),
        ("└── tasks/  (new)\n    └── list.html  (new)\n", "", "app/ has another tree"),
        ("app/\n├", "nowhere/\n├", "begins with the name of a folder"),
        ("app/\n├", "app\n├", "begins with the name of a folder"),
    ],
)
def test_a_tree_that_is_not_that_of_the_folder_is_refused(
    tiny: Tiny, old: str, new: str, says: str
) -> None:
    tiny.step(f"{FILES}\n{APP.replace(old, new)}")

    ran = tiny.replay()

    assert ran.status == 1
    assert f"{STEP}:{tiny.line_of('```tree') + 1}: " in ran.said
    assert says in ran.said


def test_accepting_writes_a_tree(tiny: Tiny) -> None:
    tiny.step(f"{FILES}\n```tree\napp/\n```\n")

    assert "wrote docs/01-tiny/2-more.md" in tiny.replay("--accept").said
    assert APP in (tiny.root / STEP).read_text(encoding="utf-8")
    assert tiny.replay("--write").status == 0


def test_a_folder_without_a_commit_has_only_what_is_new(tiny: Tiny) -> None:
    tree = "```tree\n./\n└── greeting.txt  (new)\n```\n\n"
    tiny.edit("```console\n$ echo one", f"{tree}```console\n$ echo one")

    assert tiny.replay("--write").status == 0
