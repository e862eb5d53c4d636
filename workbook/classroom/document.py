"""A page of HTML with all that it needs in itself."""

from html import escape
from pathlib import Path

STYLE = Path(__file__).with_name("document.css").read_text(encoding="utf-8")
# Nothing of what somebody has handed in runs in it, or leads out of it, whatever it looks like.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(title: str, body: str) -> str:
    """Return a whole page.

    Args:
        title: what it is called, in words.
        body: what it says, in HTML.
    """
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n<main>\n{body}</main>\n</html>\n"
    )
