"""The prose of a page as the site shows it: what it has in code, in bold, and in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.utils.yaml import yaml_load
from selectolax.lexbor import LexborHTMLParser, LexborNode

from workbook.core.paths import DOCS, MADE, ROOT, relative
from workbook.course.chapters import read_page
from workbook.course.fences import Fence, fences
from workbook.course.front_matter import front_lines


@dataclass(frozen=True)
class Page:
    """A page that somebody wrote."""

    name: str  # as seen from the repo
    text: str = field(repr=False)

    @cached_property
    def blocks(self) -> tuple[Fence, ...]:
        """Its fences, which are no prose."""
        return tuple(fences(self.name, self.text))

    @cached_property
    def code(self) -> list[str]:
        """What stands in backticks within a sentence."""
        return self._shown("code")

    @cached_property
    def parts(self) -> list[list[str]]:
        """What stands in backticks in each paragraph, item, row and heading."""
        parts = self._html.css("p, li, tr, h1, h2, h3")
        return [[_line(code.text()) for code in part.css("code")] for part in parts]

    @cached_property
    def bold(self) -> list[str]:
        """What stands in bold."""
        return self._shown("strong")

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """What can be followed: the words, and where they lead."""
        found = self._html.css("a[href]:not(.headerlink)")
        return [(_line(a.text()), str(a.attributes["href"])) for a in found]

    @cached_property
    def pictures(self) -> list[tuple[str, str]]:
        """Its pictures: their words, and where they are."""
        found = self._html.css("img[src]")
        return [(str(each.attributes.get("alt")), str(each.attributes["src"])) for each in found]

    @cached_property
    def entries(self) -> list[tuple[str, str, str]]:
        """Its rows and items that lead somewhere: the first link of each, and the whole of it."""
        found = [(node, node.css_first("a[href]")) for node in self._html.css("tr, li")]
        return [
            (_line(a.text()), str(a.attributes["href"]), _line(node.text(separator=" ")))
            for node, a in found
            if a
        ]

    @cached_property
    def words(self) -> str:
        """The whole of it, in one line."""
        body = self._html.body
        return _line(body.text(separator=" ")) if body else ""

    def listed(self, heading: str) -> int:
        """Return how many items or rows the first list or table below a heading has."""
        heads = self._html.css("h1, h2, h3")
        node = next(each for each in heads if each.text().startswith(heading)).next
        while node and node.tag not in ("ul", "ol", "table"):
            node = node.next
        return len(node.css("tbody tr") or [*_items(node)]) if node else 0

    def place(self, words: str) -> str:
        """Return the page and the first line of prose that has some words."""
        hidden = {
            line
            for block in self.blocks
            for line in range(block.line, block.line + len(block.lines) + 2)
        }
        lines = enumerate(self.text.split("\n"), start=1)
        found = (at for at, line in lines if words in line and at not in hidden)
        return f"{self.name}:{next(found, 1)}"

    @cached_property
    def _html(self) -> LexborHTMLParser:
        shown = self.text.split("\n")[front_lines(self.text) :]
        html = LexborHTMLParser(_markdown().reset().convert("\n".join(shown)))
        html.strip_tags(["pre"], recursive=True)
        return html

    def _shown(self, tag: str) -> list[str]:
        return [_line(node.text()) for node in self._html.css(tag)]


def _items(node: LexborNode) -> Iterator[LexborNode]:
    return (each for each in node.iter() if each.tag == "li")


def _line(text: str) -> str:
    return " ".join(text.split())


def settings() -> dict[str, Any]:
    """Return what mkdocs.yml says."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        return dict(yaml_load(file))


@cache
def _markdown() -> Markdown:
    """Return the reader of Markdown that both builders use, with the site's own extensions."""
    told: dict[str, Any] = {}
    for each in settings()["markdown_extensions"]:
        told |= each if isinstance(each, dict) else {each: {}}
    return Markdown(extensions=list(told), extension_configs=told)


def page(path: Path) -> Page:
    """Return a page of docs/ or of the repo's top."""
    return Page(relative(path), read_page(path))


@cache
def pages() -> list[Page]:
    """Return the pages that somebody wrote, those of the site and those of a code host."""
    site = [p for p in sorted(DOCS.rglob("*.md")) if p.relative_to(DOCS).parts[0] not in MADE]
    return [page(path) for path in [*site, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]]


def spans() -> Iterator[tuple[Page, str]]:
    """Yield whatever stands in backticks, with its page."""
    for each in pages():
        for span in each.code:
            yield each, span
