"""Settings; create_app() takes others on top."""

SECRET_KEY = "dev"
START_PAGE = "tasks.index"
