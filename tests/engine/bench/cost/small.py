"""A small app that can do what stage 01 can: the app of stage 01, in this very process."""

import runpy

from flask import Flask

from workbook.bench.cost.visitor import Visitor
from workbook.course.stages import find_stage


def small_app() -> Flask:
    """Return a new app of stage 01."""
    app: Flask = runpy.run_path(str(find_stage("01").folder / "app.py"))["create_app"]()
    app.template_folder = str(find_stage("01").folder / "templates")
    return app


def small_visitor(tasks: int = 3) -> Visitor:
    """Return somebody who has tasks in such an app."""
    visitor = Visitor(small_app(), "ada")
    visitor.settle(tasks)
    return visitor
