"""What the app does with accounts."""

from werkzeug.security import check_password_hash, generate_password_hash

from ..store import User, get_store


def register(username: str, password: str) -> User | None:
    """Create an account, unless its name is taken."""
    store = get_store()
    user = User(next(store.user_ids), username, generate_password_hash(password))
    if store.names.setdefault(username.lower(), user) is not user:
        return None
    store.users[user.id] = user
    return user


def authenticate(username: str, password: str) -> User | None:
    """Return the user with this name and password, if there is one."""
    user = get_store().names.get(username.lower())
    if user is None:
        # As slow as a check, so that the time does not tell which names exist.
        generate_password_hash(password)
        return None
    return user if check_password_hash(user.password_hash, password) else None


def get_user(user_id: int | None) -> User | None:
    """Return the user with this id, if there is one."""
    return get_store().users.get(user_id)
