"""Addresses of pages as a browser wants them, for what is written as HTML."""

import posixpath


def address(page: str, target: str) -> str:
    """Return the link that leads from one page to another.

    Args:
        page: where it stands, below docs/: ``source/index.md``, say.
        target: where it leads, in the same way, perhaps with an anchor: ``plan.md#now``.
    """
    path, mark, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    return f"{posixpath.relpath(_folder(path), _folder(page))}/{mark}{anchor}"


def _folder(page: str) -> str:
    """Return the folder that a page gets on the site."""
    folder, name = posixpath.split(page)
    return posixpath.join("/", folder, "" if name == "index.md" else name.removesuffix(".md"))
