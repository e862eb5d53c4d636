"""Run statements on a connection of the app's own. Runs in the app's own environment.

It takes the URL of a database and the statements, which are kept all together or not at all.
"""

import os
import sys
from importlib import import_module

from sqlalchemy import text

sys.path.insert(0, os.getcwd())  # noqa: PTH109
url, *statements = sys.argv[1:]
app = import_module("taskmaster").create_app({"SQLALCHEMY_DATABASE_URI": url})
with app.app_context():
    session = app.extensions["sqlalchemy"].session
    for statement in statements:
        session.execute(text(statement))
    session.commit()
print("done")
