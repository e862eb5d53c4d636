"""Words to type: unlike any other test's, or hard to give back as they came."""

from uuid import uuid4

HARD_WORDS = [
    "<b>bold</b> & <script>alert(1)</script>",
    "\"double\" 'single' `back`",
    "Zoë kauft Käse für 3 € – 買い物 🥕👩‍🌾",
    "{{ 7 * 7 }} {% raw %}",
]
PASSWORD = "correct horse"


def some_title(words: str = "Buy milk") -> str:
    """Make a title that no other test uses."""
    return f"{words} {uuid4().hex[:8]}"


def some_name() -> str:
    """Make a name that nobody has registered."""
    return f"user-{uuid4().hex[:12]}"
