"""The description of the API, held against the API."""

import re

from flask import Flask
from flask.testing import FlaskClient
from wtforms.validators import Length

from taskmaster.api.forms import TYPES
from taskmaster.api.services import as_json
from taskmaster.database import db
from taskmaster.operations.openapi import DOCUMENT, FIELDS, FILTERS, TAG, TASK
from taskmaster.tasks.forms import NOTES_MAX, TAG_MAX, TITLE_MAX, FilterForm
from taskmaster.tasks.models import Task
from tests.people import make_task, make_user

METHODS = {"get", "post", "put", "patch", "delete"}


def test_everybody_can_read_the_description(visitor: FlaskClient) -> None:
    assert visitor.get("/openapi.json").json == DOCUMENT


def test_every_address_of_the_api_is_described_and_no_other(app: Flask) -> None:
    described = {
        (path, method)
        for path, item in DOCUMENT["paths"].items()
        for method in METHODS.intersection(item)
    }

    assert described == {
        (re.sub("<int:(.*)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in METHODS.intersection(map(str.lower, rule.methods))
        if rule.endpoint.startswith("api.")
    }


def test_every_field_is_described_and_no_other(app: Flask) -> None:
    with app.test_request_context():
        task = db.session.get(Task, make_task(make_user("ada")))

        assert FIELDS.keys() == TYPES.keys()
        assert FILTERS.keys() == FilterForm().data.keys()
        assert TASK.keys() == as_json(task).keys()


def test_every_limit_is_the_one_that_the_forms_have(app: Flask) -> None:
    with app.test_request_context():
        searched = [each.max for each in FilterForm().q.validators if isinstance(each, Length)]

    assert [FILTERS["q"]["maxLength"]] == searched
    assert FIELDS["title"]["maxLength"] == TITLE_MAX
    assert FIELDS["notes"]["maxLength"] == NOTES_MAX
    assert TAG["maxLength"] == TAG_MAX
