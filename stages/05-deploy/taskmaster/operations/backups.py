"""The commands `flask backup` and `flask restore`: the whole database as a file, and back."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import URL

from ..database import db

NEW_FILE = click.Path(path_type=Path)
OLD_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
WHOLE = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner")


def copy_sqlite(source: str | Path, target: str | Path) -> None:
    """Copy an SQLite database, even one in use; the target becomes the same."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.execute("SELECT version_num FROM alembic_version")  # an empty file is a database, too
        old.backup(new)


def run_for(url: URL, *command: str) -> None:
    """Run a program of PostgreSQL, with the password where no list of processes shows it."""
    address = url._replace(drivername="postgresql", password=None).render_as_string()
    variables = os.environ | ({"PGPASSWORD": url.password} if url.password else {})
    try:
        done = subprocess.run([*command, f"--dbname={address}"], env=variables, check=False)
    except FileNotFoundError:
        raise click.ClickException(
            f"{command[0]} is missing. Install PostgreSQL's client."
        ) from None
    if done.returncode:
        raise click.ClickException(f"{command[0]} has failed, and says above why.")


@click.command()
@click.argument("file", type=NEW_FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole database into FILE, while the app goes on."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Name a new file.")
    url = db.engine.url
    if url.drivername == "sqlite":
        try:
            copy_sqlite(url.database, file)
        except sqlite3.DatabaseError as error:
            file.unlink(missing_ok=True)
            raise click.ClickException(f"There is no backup: {error}") from None
    else:
        run_for(url, "pg_dump", "--format=custom", f"--file={file}")
    click.echo(f"The database is in {file}.")


@click.command()
@click.argument("file", type=OLD_FILE)
@click.confirmation_option(prompt="Replace all that is in the database?")
@with_appcontext
def restore(file: Path) -> None:
    """Make the database what it was when FILE was written. Stop the app before."""
    url = db.engine.url
    if url.drivername == "sqlite":
        try:
            copy_sqlite(file, url.database)
        except sqlite3.DatabaseError as error:
            raise click.ClickException(f"{file} is no backup: {error}") from None
    else:
        run_for(url, "pg_restore", *WHOLE, str(file))
    click.echo(f"The database is as {file} has it.")


def register_backups(app: Flask) -> None:
    """Add both commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)
