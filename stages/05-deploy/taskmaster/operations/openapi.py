"""What the API takes and answers, as OpenAPI has it: for programs that call it, or test it."""

from typing import Any

from flask import Flask

from ..database import ID_MAX

Schema = dict[str, Any]

REFUSED = (400, 401, 404, 405, 409, 411, 413, 415, 429, 503)
TEXT, COUNT = {"type": "string"}, {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time"}
NUMBER = {"type": "integer", "minimum": 1, "maximum": ID_MAX}
DAY = {"type": ["string", "null"], "format": "date"}
TAG = {"type": "string", "maxLength": 30, "pattern": "^[^,]*$"}
FILTERS = {
    "status": {"enum": ["all", "open", "done"]},
    "tag": TEXT,
    "q": {"type": "string", "maxLength": 200},
    "before": NUMBER,
}
FIELDS = {
    "title": {"type": "string", "minLength": 1, "maxLength": 120},
    "notes": {"type": ["string", "null"], "maxLength": 2000},
    "due_on": DAY,
    "tags": {"anyOf": [TEXT, {"type": "array", "items": TAG}]},
    "done": {"type": "boolean"},
}
TASK = {
    "id": NUMBER,
    "title": TEXT,
    "notes": TEXT,
    "due_on": DAY,
    "tags": {"type": "array", "items": TEXT},
    "done": {"type": "boolean"},
    "created_at": MOMENT,
    "done_at": {"anyOf": [MOMENT, {"type": "null"}]},
}


def whole(properties: Schema, *optional: str) -> Schema:
    """Return the schema of an object with these fields, and no others."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


SCHEMAS = {
    "Token": whole({"token": TEXT, "expires_in": COUNT}),
    "NewTask": whole(FIELDS, *(set(FIELDS) - {"title"})),
    "Change": whole(FIELDS, *FIELDS),
    "Task": whole(TASK),
    "Page": whole(
        {
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Task"}},
            "next": {"type": ["string", "null"], "format": "uri"},
        }
    ),
    "Problem": whole(
        {"title": TEXT, "status": COUNT, "detail": TEXT, "errors": {"type": "object"}},
        "errors",
    ),
}


def holds(name: str, kind: str = "application/json") -> Schema:
    """Return what a body is that holds such an object."""
    return {"content": {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def operation(words: str, status: int, answer: Schema, **more: Any) -> Schema:
    """Return what a method does, and how it can end."""
    refusals = {str(each): {"$ref": "#/components/responses/Refusal"} for each in REFUSED}
    refusals["414"] = {"description": "The address is too long, says the server itself."}
    good = {str(status): {"description": "It is done.", **answer}}
    return {"summary": words, "responses": good | refusals, **more}


def parameter(name: str, where: str, schema: Schema) -> Schema:
    """Return a value that stands in an address."""
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def takes(name: str) -> Schema:
    """Return what a body has to hold."""
    return {"required": True, **holds(name)}


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Task Master", "version": "1"},
    "security": [{"token": []}],
    "paths": {
        "/api/token": {
            "post": operation(
                "Give a token for a name and a password.",
                200,
                holds("Token"),
                security=[{"password": []}],
            )
        },
        "/api/tasks": {
            "get": operation(
                "Return a page of tasks.",
                200,
                holds("Page"),
                parameters=[parameter(name, "query", schema) for name, schema in FILTERS.items()],
            ),
            "post": operation("Add a task.", 201, holds("Task"), requestBody=takes("NewTask")),
        },
        "/api/tasks/{task_id}": {
            "parameters": [parameter("task_id", "path", NUMBER)],
            "get": operation("Return a task.", 200, holds("Task")),
            "patch": operation(
                "Change the fields that are sent; the others stay.",
                200,
                holds("Task"),
                requestBody=takes("Change"),
            ),
            "delete": operation("Delete a task.", 204, {}),
        },
    },
    "components": {
        "schemas": SCHEMAS,
        "responses": {
            "Refusal": {"description": "Why not.", **holds("Problem", "application/problem+json")}
        },
        "securitySchemes": {
            "password": {"type": "http", "scheme": "basic"},
            "token": {"type": "http", "scheme": "bearer"},
        },
    },
}


def describe_api(app: Flask) -> None:
    """Add the page with the description."""
    app.add_url_rule("/openapi.json", "openapi", lambda: DOCUMENT)
