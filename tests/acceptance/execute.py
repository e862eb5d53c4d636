"""Run statements on a connection of the app's own. Runs in the app's own environment.

It takes the URL of a database, and answers ``done`` or ``refused`` to each statement it reads.
"""

import os
import sys
from importlib import import_module

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

sys.path.insert(0, os.getcwd())  # noqa: PTH109
app = import_module("taskmaster").create_app({"SQLALCHEMY_DATABASE_URI": sys.argv[1]})
with app.app_context():
    session = app.extensions["sqlalchemy"].session
    print("ready", flush=True)
    for line in sys.stdin:
        try:
            session.execute(text(line))
            session.commit()
            print("done", flush=True)
        except IntegrityError:
            session.rollback()
            print("refused", flush=True)
