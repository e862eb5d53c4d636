"""A stranger has a clone and its README, and is told apart from somebody who has your folder."""

import os
from pathlib import Path

import pytest

from tests.support.tiny import SERVED
from workbook.commands import stranger
from workbook.core.errors import WorkbookError
from workbook.core.git import git
from workbook.core.identity import person

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a stranger types into bash")
README = """# It

```console
$ echo prepared > ready.txt
```

```powershell
$ nonsense
```

```console
$ cat ready.txt; export PATH=$PWD/bin:$PATH
$ flask run
```

```console
$ never
```
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with an app of its own kind, all of it committed."""
    folder = tmp_path / "my project"
    (folder / "bin").mkdir(parents=True)
    (folder / "README.md").write_text(README)
    (folder / "served.py").write_text(SERVED)
    flask = folder / "bin" / "flask"
    flask.write_text("#!/bin/sh\nexec python3 served.py\n")
    flask.chmod(0o755)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Commit all that is in a folder."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "Change", **person())


def test_a_stranger_is_told_to_be_up_and_the_folder_is_as_it_was(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger.main([str(project)])

    said = capsys.readouterr().out
    assert "$ flask run\nThe app answers a stranger after " in said
    assert "never" not in said
    assert git(project, "status", "--porcelain", "--ignored") == ""


def test_what_is_not_committed_is_not_there(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(project, "rm", "--quiet", "--cached", "served.py")
    git(project, "commit", "--quiet", "-m", "Forget", **person())

    with pytest.raises(WorkbookError, match="A stranger is stuck at: flask run") as caught:
        stranger.main([str(project)])

    assert "served.py" in str(caught.value)
    assert "what you haven't committed: 1 of your files" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("readme", "says"),
    [
        (None, "finds no README.md"),
        ("# It\n", "none serves the app"),
        ("```console\n$ echo why; false\n```\n", "stuck at: echo why; false\nwhy"),
    ],
)
def test_where_a_stranger_would_be_stuck_is_said(
    project: Path, readme: str | None, says: str
) -> None:
    path = project / "README.md"
    path.unlink() if readme is None else path.write_text(readme)
    commit(project)

    with pytest.raises(WorkbookError, match=says):
        stranger.main([str(project)])


def test_more_than_ten_minutes_are_too_many(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stranger, "TEN_MINUTES", 0)

    with pytest.raises(WorkbookError, match="Ten are the most"):
        stranger.main([str(project)])
