"""Settings; create_app() takes others on top."""

import datetime
import os

SECRET_KEY = "dev"
START_PAGE = "tasks.index"
SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "sqlite:///taskmaster.db")
TIMEZONE = datetime.UTC
