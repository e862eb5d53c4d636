"""What may be typed into a task, and into the filters of the list."""

import re
from typing import Any
from unicodedata import category

from wtforms import DateField, Field, Form, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from ..forms import BaseForm

TITLE_MAX = 120
NOTES_MAX = 2000
SEARCH_MAX = 200  # it stands in an address, where a letter takes up to twelve characters
TAGS_MAX = 5
TAG_MAX = 30
ID_MAX = 2**63 - 1
DIGITS = re.compile("[0-9]{1,19}")
TITLE_RULE = f"Give the task a title of 1 to {TITLE_MAX} characters."
TAGS_RULE = f"Up to {TAGS_MAX} tags of up to {TAG_MAX} characters."
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def strip(text: str | None) -> str | None:
    """Return a text without the space around it."""
    return text and text.strip()


def unix_lines(text: str | None) -> str | None:
    """Count the end of a line as one character, not as the two a browser sends."""
    return text and text.replace("\r\n", "\n")


def is_blank(text: str) -> bool:
    """Say whether nothing of a text can be seen, as of a space that has no width."""
    return all(
        letter.isspace() or letter in FILLERS or category(letter) in ("Cf", "Mn") for letter in text
    )


def visible(form: Form, field: Field) -> None:
    """Refuse a title that would be a row without words."""
    if not field.errors and is_blank(field._value()):
        raise ValidationError(TITLE_RULE)


def printable(form: Form, field: Field) -> None:
    """Refuse control characters, which no page and not every database can hold."""
    if UNPRINTABLE.search(field._value()):
        raise ValidationError("Leave out the characters that cannot be printed.")


class TagsField(StringField):
    """Tags, typed with commas between them."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the text into tags: each once, in order of the alphabet."""
        if valuelist:
            names = valuelist[0].split(",")
            self.data = sorted({name.strip() for name in names if not is_blank(name)})

    def pre_validate(self, form: Form) -> None:
        """Refuse too many tags, and tags that are too long."""
        if len(self.data) > TAGS_MAX or any(len(tag) > TAG_MAX for tag in self.data):
            raise ValidationError(TAGS_RULE)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else ", ".join(self.data)


class DayField(DateField):
    """A day, as a browser reads it: a year before 1000 keeps its zeros."""

    def _value(self) -> str:
        return str(self.data) if self.data and not self.raw_data else super()._value()


class IdField(IntegerField):
    """The number of a task, in no more digits than the largest has."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the digits into a number."""
        if valuelist and not DIGITS.fullmatch(valuelist[0]):
            raise ValueError("This is not the number of a task.")
        super().process_formdata(valuelist)


class TaskForm(BaseForm):
    """A task, as a user types it."""

    title = StringField(
        "What needs doing?",
        [Length(1, TITLE_MAX, TITLE_RULE), visible, printable],
        filters=[strip],
    )
    notes = TextAreaField(
        "Notes",
        [Length(max=NOTES_MAX, message=f"Up to {NOTES_MAX} characters."), printable],
        filters=[unix_lines],
        default="",
    )
    due_on = DayField("Due", [Optional()])
    tags = TagsField(
        "Tags", [printable], default=list, description=f"With commas between. {TAGS_RULE}"
    )

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class FilterForm(BaseForm):
    """Which tasks to list; it comes from the address, and changes nothing."""

    class Meta:
        csrf = False

    status = SelectField("Show", choices=["all", "open", "done"], default="all")
    tag = StringField("Tag", [printable], filters=[strip])
    q = StringField("Search", [Length(max=SEARCH_MAX), printable], filters=[strip])
    before = IdField(validators=[Optional(), NumberRange(1, ID_MAX)])

    def values(self) -> dict[str, Any]:
        """Return the filters that are set."""
        return {
            name: value
            for name, value in self.data.items()
            if value not in ("", self[name].default)
        }
