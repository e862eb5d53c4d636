"""The proxy that an app ships, as it stands before two machines of it: it ends TLS for real."""

import os
import ssl
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.acceptance.servers import Server, eventually
from tests.acceptance.visitor import Visitor, say_where_from
from workbook.apps.ports import HOST, free_port
from workbook.apps.serving import stop
from workbook.apps.settings import example
from workbook.core.deadlines import LIMITS
from workbook.core.processes import Begun

CADDY = Path(sys.executable).with_name("caddy")
# On this machine: nobody else reaches it, and nobody is asked to trust it.
HERE = "\tdefault_bind {host}\n\thttp_port {http}\n\thttps_port {https}\n\tskip_install_trust\n"


@dataclass(frozen=True)
class Front:
    """A proxy that runs."""

    http: int
    https: int
    trust: ssl.SSLContext

    @property
    def address(self) -> str:
        """Where visitors find the app."""
        return f"https://localhost:{self.https}"

    def client(self) -> httpx.Client:
        """Return a browser that trusts it."""
        hooks = {"request": [say_where_from]}
        return httpx.Client(
            verify=self.trust, trust_env=False, timeout=LIMITS.answer, event_hooks=hooks
        )

    def visitor(self, stage: str) -> Visitor:
        """Return somebody who comes by it."""
        visitor = Visitor(self.address, stage)
        visitor.client.close()
        visitor.client = self.client()
        return visitor


@contextmanager
def front_of(folder: Path, servers: Sequence[Server], work: Path) -> Iterator[Front]:
    """Start the proxy of an app's Caddyfile, and stop it in the end.

    Args:
        folder: the app's.
        servers: the machines that it hands requests to.
        work: an empty folder, for its certificates and its log.
    """
    if not CADDY.exists():
        pytest.skip("there is no Caddy for this system")
    http, https = free_port(), free_port()
    own = HERE.format(host=HOST, http=http, https=https)
    machines = " ".join(f"{HOST}:{server.port}" for server in servers)
    text = (folder / "Caddyfile").read_text(encoding="utf-8")
    file = work / "Caddyfile"
    text = text.replace("{\n", "{\n" + own, 1).replace("web:8000", machines)
    file.write_text(text.replace("read_body 30s", "read_body 10m"))  # nobody is given up
    told = os.environ | {
        "HOSTS": example(folder)["HOSTS"],
        "XDG_DATA_HOME": str(work),
        "HOME": str(work),
    }
    command = [str(CADDY), "run", "--config", str(file), "--adapter", "caddyfile"]
    root = work / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    with (work / "caddy.log").open("wb") as log:
        process = Begun(command, env=told, stdout=log, stderr=log)
    try:
        assert eventually(root.exists), (work / "caddy.log").read_text()
        front = Front(http, https, ssl.create_default_context(cafile=root))
        assert eventually(lambda: answers(front)), (work / "caddy.log").read_text()
        yield front
    finally:
        stop(process)


def answers(front: Front) -> bool:
    """Tell whether a proxy passes requests on."""
    try:
        with front.client() as client:
            return client.get(f"{front.address}/healthz").status_code == 200
    except httpx.TransportError:
        return False
