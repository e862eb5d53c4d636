"""A program that uses the JSON API: asks for a token, sends and reads JSON."""

import json
from base64 import b64encode
from typing import Any
from urllib.parse import urljoin

import httpx

from tests.acceptance.proxy import new_client
from tests.acceptance.visitor import Visitor
from tests.acceptance.words import PASSWORD

Task = dict[str, Any]
# What RFC 9457 itself puts into a problem; anything else says which fields are at fault.
STANDARD = {"type", "title", "status", "detail", "instance"}


class Program:
    """A program of somebody's, with a token once it has asked for one."""

    def __init__(self, owner: Visitor, home: str = "") -> None:
        """Work for somebody with an account.

        Args:
            owner: whose tasks it reads and writes.
            home: the address that it comes from; none: one of its own.
        """
        self.owner, self.address = owner, owner.address
        self.client = new_client(home)

    def close(self) -> None:
        """Close the connection."""
        self.client.close()

    def ask_for_token(self, name: str = "", password: str = PASSWORD) -> httpx.Response:
        """Ask for a token, with the owner's name if no other is given."""
        words = b64encode(f"{name or self.owner.name}:{password}".encode()).decode()
        return self.send("POST", "/api/token", authorization=f"Basic {words}")

    def sign_in(self) -> "Program":
        """Use a new token from now on."""
        token = self.ask_for_token().json()["token"]
        self.client.headers["Authorization"] = f"Bearer {token}"
        return self

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes | None = None,
        authorization: str = "",
    ) -> httpx.Response:
        """Send a request as JSON; ``raw`` goes out as it is, JSON or not."""
        content = raw if body is None else json.dumps(body).encode()
        headers = [] if content is None else [(b"Content-Type", b"application/json")]
        if authorization:
            headers.append((b"Authorization", authorization.encode("latin-1")))
        return self.client.request(method, self.address + path, content=content, headers=headers)

    def add(self, **fields: object) -> Task:
        """Add a task, and return it as the API answers."""
        answer = self.send("POST", "/api/tasks", fields)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def task(self, number: object) -> Task:
        """Return a task."""
        answer = self.send("GET", f"/api/tasks/{number}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def page(self, url: str = "/api/tasks", **query: str) -> tuple[list[Task], str | None]:
        """Return a page of tasks, and where the next one is."""
        full = self.address + url if url.startswith("/api/") else urljoin(self.address, url)
        answer = self.client.get(full, params=query or None)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"], answer.json()["next"]


def is_problem(answer: httpx.Response, status: int) -> bool:
    """Tell whether an answer is a refusal as RFC 9457 has it."""
    kind = answer.headers["content-type"].partition(";")[0]
    assert kind == "application/problem+json", f"{answer.status_code} {kind}: {answer.text[:300]}"
    return answer.status_code == status == answer.json()["status"] and bool(answer.json()["title"])


def blames(answer: httpx.Response, field: str) -> bool:
    """Tell whether a refusal names a field that is at fault."""
    more = {name: value for name, value in answer.json().items() if name not in STANDARD}
    return is_problem(answer, 400) and field in json.dumps(more)
