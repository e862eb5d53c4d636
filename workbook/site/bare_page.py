"""Pages outside of the theme, which builders publish as they are: slides, and lines of diffs."""

from html import escape

ASSETS = "../../assets/"  # they all stand at the same depth
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
{links}
</head>
<body>
<main>
{inside}
</main>
</body>
</html>
"""


def bare_page(title: str, links: list[str], inside: str) -> str:
    """Return a whole page.

    Args:
        title: what it is called, in words.
        links: its sheets and scripts, see ``sheet``.
        inside: what it shows, in HTML.
    """
    return PAGE.format(title=escape(title), links="\n".join(links), inside=inside)


def sheet(name: str, media: str = "") -> str:
    """Return the link to a sheet.

    Args:
        name: of the file, in docs/assets.
        media: where it counts, a query of CSS; none: everywhere.
    """
    on = f' media="{media}"' if media else ""
    return f'<link rel="stylesheet" href="{ASSETS}{name}"{on}>'
