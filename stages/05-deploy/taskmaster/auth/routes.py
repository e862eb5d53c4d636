"""The pages to register, log in and log out."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from . import services
from .forms import LoginForm, RegisterForm
from .session import current_user, log_in, next_page

bp = Blueprint("auth", __name__, url_prefix="/auth", template_folder="templates")
bp.app_context_processor(lambda: {"current_user": current_user})


@bp.route("/register", methods=["GET", "POST"])
def register() -> ResponseReturnValue:
    """Create an account and sign in."""
    form = RegisterForm()
    if form.validate_on_submit():
        user = services.register(form.username.data, form.password.data)
        if user:
            log_in(user)
            flash(f"Welcome, {user.username}.")
            return redirect(next_page(), code=303)
        form.username.errors.append("This name is taken. Choose another.")
    status = 400 if form.errors else 200
    return render_template("auth/form.html", form=form, heading="Register"), status


@bp.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Sign in."""
    form = LoginForm()
    if form.validate_on_submit():
        user = services.authenticate(form.username.data, form.password.data)
        if user:
            log_in(user)
            return redirect(next_page(), code=303)
        form.password.errors.append("This name and password do not match.")
    status = 400 if form.errors else 200
    return render_template("auth/form.html", form=form, heading="Log in"), status


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """Sign out."""
    session.clear()
    flash("You are logged out.")
    return redirect(url_for("index"), code=303)
