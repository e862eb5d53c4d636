"""Task Master: a to-do list made of features."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFError, CSRFProtect

from .database import init_database
from .demo import seed
from .faults import register_faults
from .forms import send_again
from .pages import register_pages

# In the order of the navigation.
FEATURES = (
    "tasks",
    "analytics",
    "api",
    "auth",
)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Create the application, on the database that its settings name."""
    app = Flask(__name__)
    app.config.from_object("taskmaster.config")
    app.config.from_mapping(config)
    init_database(app)
    CSRFProtect(app)
    app.register_error_handler(CSRFError, send_again)
    register_pages(app)
    register_faults(app)
    register_features(app)
    app.cli.add_command(seed)
    return app


def register_features(app: Flask) -> None:
    """Add each feature's pages and its entries in the navigation."""
    navigation = app.jinja_env.globals["navigation"] = []
    for name in FEATURES:
        feature = import_module(f"taskmaster.{name}")
        app.register_blueprint(feature.bp)
        navigation.extend(feature.navigation)
