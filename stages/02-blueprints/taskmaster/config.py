"""Settings; create_app() takes others on top."""

import datetime

SECRET_KEY = "dev"
START_PAGE = "tasks.index"
TIMEZONE = datetime.UTC
