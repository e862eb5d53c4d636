"""Days, as they are where the users of the app live."""

from datetime import UTC, date, datetime, time

from flask import current_app


def day_of(moment: datetime) -> date:
    """Return the day that a moment falls on."""
    return moment.astimezone(current_app.config["TIMEZONE"]).date()


def today() -> date:
    """Return the day that it is."""
    return day_of(datetime.now(UTC))


def start_of(day: date) -> datetime:
    """Return the midnight that a day begins with."""
    return datetime.combine(day, time(), current_app.config["TIMEZONE"])
