"""What a page says of itself between two lines of ``---`` at its top, a field a line."""

import re

FRONT = re.compile(r"\A---\n(?P<fields>(?:.*\n)*?)---\n")


def field(text: str, name: str) -> tuple[int, str]:
    """Return the line and the value of a field; line 1 and a blank value if there is none.

    Args:
        text: the page's Markdown.
        name: of the field.
    """
    front = FRONT.match(text)
    fields = front["fields"].splitlines() if front else []
    for number, line in enumerate(fields, start=2):
        key, _, value = line.partition(":")
        if key == name:
            return number, value.strip()
    return 1, ""


def front_lines(text: str) -> int:
    """Return how many lines of a page stand before what people read of it.

    Args:
        text: the page's Markdown.
    """
    front = FRONT.match(text)
    return front[0].count("\n") if front else 0
