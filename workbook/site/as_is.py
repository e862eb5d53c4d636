"""HTML that a page shows as it is: a builder takes much longer to read it than to leave it alone.

In Markdown it stands in a fence of its own, whose name mkdocs.yml tells both builders.
"""

NAME = "html-as-is"
FENCE = "`" * 20  # longer than any in the files of the course


def fenced(html: str) -> str:
    """Return HTML as a block of a Markdown page.

    Args:
        html: one element, with all that is in it.
    """
    return f"{FENCE}{NAME}\n{html}\n{FENCE}"


def as_is(source: str, *_: object, **__: object) -> str:
    """Return the inside of such a block, for a builder.

    Args:
        source: what stands in the fence.
    """
    return source
