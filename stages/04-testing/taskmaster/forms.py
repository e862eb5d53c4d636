"""What all forms have in common."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict

UNSEEN = {"csrf_token", "password"}


class BaseForm(FlaskForm):
    """A form of the app, whose fields are texts."""

    def __init__(self, sent: MultiDict[str, str] | None = None, **values: Any) -> None:
        if sent is None and self.is_submitted():
            sent = request.form
        super().__init__(sent, **values)


def send_again(error: CSRFError) -> ResponseReturnValue:
    """Refuse a form whose token is no good, and give back what was typed into it."""
    ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    typed = {name: text for name, text in request.form.items() if ours and name not in UNSEEN}
    return render_template("again.html", error=error, typed=typed), 400
