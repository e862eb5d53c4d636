"""What the app does with accounts."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.security import check_password_hash, generate_password_hash

from ..database import db
from .models import User


def register(username: str, password: str) -> User | None:
    """Create an account, unless its name is taken."""
    user = User(
        username=username,
        username_lower=username.lower(),
        password_hash=generate_password_hash(password),
    )
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return None
    return user


def find_user(username: str) -> User | None:
    """Return the user with this name, whatever its case, if there is one."""
    if not username.isprintable():
        return None
    return db.session.scalar(select(User).where(User.username_lower == username.lower()))


def authenticate(username: str, password: str) -> User | None:
    """Return the user with this name and password, if there is one."""
    user = find_user(username)
    if user is None:
        # As slow as a check, so that the time does not tell which names exist.
        generate_password_hash(password)
        return None
    return user if check_password_hash(user.password_hash, password) else None


def get_user(user_id: int | None) -> User | None:
    """Return the user with this id, if there is one."""
    return db.session.get(User, user_id) if user_id else None
