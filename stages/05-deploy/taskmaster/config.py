"""Settings; create_app() takes others on top, and on a server it gets them from settings.py."""

import datetime
import os
from secrets import token_hex

SECRET_KEY = token_hex()
START_PAGE = "tasks.index"
SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "sqlite:///taskmaster.db")
TIMEZONE = datetime.UTC
