"""What may be typed to get in."""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length, Regexp

from ..forms import BaseForm

NAME_RULE = "3 to 30 letters, digits, _ or -."
PASSWORD_RULE = "8 to 128 characters."


class LoginForm(BaseForm):
    """A name and a password."""

    username = StringField("Username", [InputRequired("Give your name.")])
    password = PasswordField("Password", [InputRequired("Give your password.")])


class RegisterForm(BaseForm):
    """A name and a password for a new account."""

    username = StringField(
        "Username",
        [Regexp(r"[A-Za-z0-9_-]{3,30}\Z", message=f"Choose a name of {NAME_RULE}")],
        description=NAME_RULE,
    )
    password = PasswordField(
        "Password",
        [Length(8, 128, message=f"Choose a password of {PASSWORD_RULE}")],
        description=PASSWORD_RULE,
        render_kw={"autocomplete": "new-password"},
    )
