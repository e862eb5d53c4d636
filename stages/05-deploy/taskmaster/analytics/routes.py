"""The dashboard."""

from flask import Blueprint, g, render_template

from ..auth.session import require_login
from . import services

bp = Blueprint("analytics", __name__, url_prefix="/analytics", template_folder="templates")
bp.before_request(require_login)


@bp.get("/")
def dashboard() -> str:
    """Show a user's tasks in numbers."""
    return render_template("analytics/dashboard.html", summary=services.summarise(g.user))
