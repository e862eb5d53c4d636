"""Who is signed in, without a page."""

from flask import Flask

from taskmaster.auth.session import current_user, log_in
from tests.people import make_user


def test_who_logs_in_is_the_current_user(app: Flask) -> None:
    with app.test_request_context():
        ada = make_user("ada")
        log_in(ada)

        assert current_user() is ada
