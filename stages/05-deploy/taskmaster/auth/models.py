"""What the app remembers of users."""

from sqlalchemy.orm import Mapped, mapped_column

from ..database import db


class User(db.Model):
    """Somebody with an account."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    username_lower: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
