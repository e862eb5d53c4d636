"""The application that `flask run` serves."""

from taskmaster import create_app

app = create_app()
