"""The application that a server serves."""

from taskmaster import create_app
from taskmaster.operations import operate
from taskmaster.settings import configure, read_settings

app = operate(create_app(configure(read_settings())))
