"""What is in an archive goes into the folder that was named, and nowhere else."""

import io
import tarfile
from pathlib import Path

import pytest

from workbook.core.archives import unpack


@pytest.fixture
def archive(request: pytest.FixtureRequest) -> tarfile.TarFile:
    """An archive with one file, which has the name that a test says."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as written:
        member = tarfile.TarInfo(request.param)
        member.size = len(b"milk")
        written.addfile(member, io.BytesIO(b"milk"))
    packed.seek(0)
    return tarfile.open(fileobj=packed)


@pytest.mark.parametrize("archive", ["notes/list.txt"], indirect=True)
def test_what_is_in_it_comes(archive: tarfile.TarFile, tmp_path: Path) -> None:
    unpack(archive, tmp_path / "home")

    assert (tmp_path / "home" / "notes" / "list.txt").read_text() == "milk"


@pytest.mark.parametrize("archive", ["notes/list.txt"], indirect=True)
def test_nothing_is_asked_for_that_an_older_python_does_not_know(
    archive: tarfile.TarFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    monkeypatch.setattr(archive, "extractall", lambda path: asked.append(path))

    unpack(archive, tmp_path / "home")

    assert asked == [tmp_path / "home"]


@pytest.mark.skipif(not hasattr(tarfile, "data_filter"), reason="before Python 3.11.4")
@pytest.mark.parametrize("archive", ["../list.txt"], indirect=True)
def test_what_would_go_elsewhere_is_refused(archive: tarfile.TarFile, tmp_path: Path) -> None:
    with pytest.raises(tarfile.FilterError):
        unpack(archive, tmp_path / "home")

    assert list(tmp_path.iterdir()) in ([], [tmp_path / "home"])
