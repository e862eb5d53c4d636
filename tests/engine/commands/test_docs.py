"""What the docs command says before it builds anything."""

import socket

from tests.support.tiny import Tiny
from workbook.apps.ports import HOST


def test_a_port_in_use_is_refused_before_the_site_is_built(tiny: Tiny) -> None:
    with socket.create_server((HOST, 0)) as listening:
        taken = listening.getsockname()[1]

        ran = tiny.command("docs", "--port", str(taken))

    assert ran.status == 1
    assert ran.said == f"Port {taken} is in use. Leave --port out to get a free one.\n"
