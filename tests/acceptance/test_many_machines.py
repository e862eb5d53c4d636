"""The story behind all others from stage 05 on: two machines tell them in turn."""

import pytest

from tests.acceptance.gunicorn import ON_GUNICORN
from tests.acceptance.servers import Server
from tests.acceptance.visitor import Visitor

pytestmark = [pytest.mark.since("05"), ON_GUNICORN]


def test_a_session_that_began_on_one_machine_goes_on_on_the_other(
    visitor: Visitor, first: Server, second: Server
) -> None:
    answers = [visitor.request("GET", "/tasks/") for _ in range(4)]

    asked = {answer.headers["X-Request-ID"] for answer in answers}
    met = [
        len(asked & {line["request_id"] for line in machine.requests()})
        for machine in (first, second)
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert met == [2, 2]
