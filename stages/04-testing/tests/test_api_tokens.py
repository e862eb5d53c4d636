"""How a program says who it is."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from taskmaster.api.services import TOKEN_SECONDS
from tests.answers import is_problem
from tests.people import PASSWORD


def test_a_name_and_a_password_get_a_token_that_works(
    ada: FlaskClient, client: FlaskClient
) -> None:
    answer = client.post("/api/token", auth=("ada", PASSWORD))

    assert answer.json["expires_in"] == 3600
    headers = {"Authorization": f"Bearer {answer.json['token']}"}
    assert client.get("/api/tasks", headers=headers).status_code == 200


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_gets_no_token(
    ada: FlaskClient, client: FlaskClient, name: str, password: str
) -> None:
    answer = client.post("/api/token", auth=(name, password))

    assert is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x.y.z", "Basic eDp4", "Basic é"])
def test_what_is_no_token_is_refused(client: FlaskClient, sent: str) -> None:
    answer = client.get("/api/tasks", headers={"Authorization": sent})

    assert is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_does_not_stand_for_a_password(program: FlaskClient) -> None:
    assert is_problem(program.post("/api/token"), 401)


@pytest.mark.parametrize(("late", "status"), [(-1, 200), (2, 401)])
def test_a_token_is_good_for_an_hour(
    program: FlaskClient, monkeypatch: pytest.MonkeyPatch, late: int, status: int
) -> None:
    now = TimestampSigner.get_timestamp
    monkeypatch.setattr(
        TimestampSigner, "get_timestamp", lambda signer: now(signer) + TOKEN_SECONDS + late
    )

    assert program.get("/api/tasks").status_code == status


def test_a_token_of_another_app_is_refused(
    app: Flask, program: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SECRET_KEY", "another")

    assert is_problem(program.get("/api/tasks"), 401)


def test_what_is_signed_for_another_purpose_is_no_token(
    app: Flask, ada: FlaskClient, client: FlaskClient
) -> None:
    with ada.session_transaction() as session:
        user_id = session["user_id"]
    signed = URLSafeTimedSerializer(app.config["SECRET_KEY"]).dumps(user_id)

    answer = client.get("/api/tasks", headers={"Authorization": f"Bearer {signed}"})

    assert is_problem(answer, 401)


def test_a_session_does_not_open_the_api(ada: FlaskClient) -> None:
    assert is_problem(ada.get("/api/tasks"), 401)
