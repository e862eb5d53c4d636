"""Days, as they are where the users of the app live."""

from datetime import UTC, date, datetime

from flask import current_app


def day_of(moment: datetime) -> date:
    """Return the day that a moment falls on."""
    return moment.astimezone(current_app.config["TIMEZONE"]).date()


def today() -> date:
    """Return the day that it is."""
    return day_of(datetime.now(UTC))
