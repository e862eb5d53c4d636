"""Links in words that are taken from one page to another."""

import posixpath
import re
from collections.abc import Callable

# A link, or else code, in which nothing is one.
LINK = re.compile(r"(?<!!)\[(?P<words>(?:`[^`]*`|[^]`])*)\]\((?P<target>[^)\s]+)\)|`[^`]*`")


def moved(text: str, page: str, to: str) -> str:
    """Return words with links that lead from another page to where they led before.

    Args:
        text: Markdown.
        page: the page that it stands on, below docs/: ``01-minimal/4-a-form.md``, say.
        to: the page that it is taken to, in the same way.
    """
    return _links(text, lambda words, target: f"[{words}]({target_from(target, page, to)})")


def without_links(text: str) -> str:
    """Return words of which none is a link any more.

    Args:
        text: Markdown.
    """
    return _links(text, lambda words, _: words)


def target_from(target: str, page: str, to: str) -> str:
    """Return where a link leads, as another page has to say it.

    Args:
        target: as the page says it.
        page: the page, below docs/.
        to: the other page, in the same way.
    """
    if re.match(r"[a-z]+:", target):
        return target
    path, mark, anchor = target.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return posixpath.relpath(whole, posixpath.dirname(to)) + mark + anchor


def _links(text: str, change: Callable[[str, str], str]) -> str:
    return LINK.sub(
        lambda found: change(found["words"], found["target"]) if found["target"] else found[0],
        text,
    )
