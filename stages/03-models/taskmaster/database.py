"""The database of an app, and what its tables have in common."""

import sqlite3
from datetime import UTC, datetime

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Dialect, Integer, MetaData, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import DateTime, TypeDecorator

ID_MAX = 2**63 - 1
PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "busy_timeout = 5000",
)
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment, which the database keeps in UTC and without a zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what the database keeps."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what the app gets back."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What all models have in common."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={int: BigInteger().with_variant(Integer, "sqlite"), datetime: Moment},
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()


def set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    """Switch on what SQLite leaves off; other databases need nothing."""
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("lower", 1, str.lower, deterministic=True)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


def init_database(app: Flask) -> None:
    """Give an app an engine of its own, and set up each connection that it opens."""
    db.init_app(app)
    migrate.init_app(app, db, transactional_ddl=True)
    with app.app_context():
        event.listen(db.engine, "connect", set_up_sqlite)
