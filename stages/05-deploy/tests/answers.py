"""What an answer of the app is."""

from werkzeug.test import TestResponse


def is_problem(answer: TestResponse, status: int) -> bool:
    """Tell whether an answer is a refusal as RFC 9457 has it."""
    assert answer.content_type == "application/problem+json"
    return answer.status_code == answer.json["status"] == status
