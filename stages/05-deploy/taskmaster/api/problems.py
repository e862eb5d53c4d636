"""Refusals as RFC 9457 has them: application/problem+json."""

from flask import Response, json
from werkzeug.exceptions import BadRequest, HTTPException


class InvalidInput(BadRequest):
    """Input that breaks a rule, with the fields at fault."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(f"At fault: {', '.join(errors)}.")
        self.errors = errors


def as_problem(error: HTTPException) -> Response:
    """Turn an error into a problem; its status and its headers stay."""
    problem = {"title": error.name, "status": error.code, "detail": error.description}
    if isinstance(error, InvalidInput):
        problem["errors"] = error.errors
    response = error.get_response()
    response.set_data(json.dumps(problem))
    response.content_type = "application/problem+json"
    return response
