"""Which port a server gets: the one that is asked for, or the next that is free."""

import socket
from collections.abc import Iterator

import pytest

from workbook.apps.ports import HOST, choose_port, free_port, port_is_free
from workbook.core.errors import WorkbookError


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something listens on."""
    with socket.create_server((HOST, 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_is_free_until_something_listens_on_it(taken: int) -> None:
    assert port_is_free(free_port())
    assert not port_is_free(taken)


def test_a_port_that_is_asked_for_is_taken_or_refused(taken: int) -> None:
    wanted = free_port()

    assert choose_port(wanted, taken) == wanted
    with pytest.raises(WorkbookError, match=f"Port {taken} is in use. Leave --port out to get a f"):
        choose_port(taken, taken)


def test_the_next_port_that_is_free_is_said(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = choose_port(None, taken)

    assert chosen > taken
    said = f"Port {taken} is in use, so this one listens on {chosen}.\n"
    assert capsys.readouterr().out == said
