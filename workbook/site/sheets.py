"""One stylesheet for all pages of a built site: a page is shown once all of its sheets are there.

Most of the theme's own sheet is for what no page here has, and for the search. So the rules that
nothing needs at first are left out. search.js brings the whole of it together with the search.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook.core.errors import WorkbookError
from workbook.core.paths import relative

LINK = re.compile(r'<link rel="stylesheet" href="([^"]*?)(assets/[^"]+)">\s*')
OF_THEME = re.compile(r"assets/stylesheets/(?:\w+/)?main\.")
ONE = "assets/all.css"
CLASS = re.compile(r'class=["\']?([^"\'>]+)')
WORD = re.compile(r"[\w-]+")
TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""")
AROUND = ("@media", "@supports", "@container")  # what has rules in it
# What asks for no class for certain: an attribute, or what stands in brackets.
UNSURE = re.compile(r"\[[^]]*\]|:[\w-]+\([^()]*\)")
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
NEEDED = re.compile(r"\.((?:[\w-]|\\.)+)")


def join_sheets(site: Path) -> None:
    """Have each page ask for one sheet instead of those that all pages have.

    The project's own sheets lose their comments, which are for who changes them.

    Args:
        site: a built site.

    Raises:
        WorkbookError: if no page has the theme's sheet: it is called otherwise now.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    heads = {path: text.partition("</head>")[0] for path, text in texts.items()}
    heads = {path: head for path, head in heads.items() if OF_THEME.search(head)}
    if not heads:
        raise WorkbookError(f"{relative(site)} has no page with a sheet like {OF_THEME.pattern}")
    for sheet in (site / "assets").glob("*.css"):
        bare = COMMENT.sub("", sheet.read_text(encoding="utf-8"))
        sheet.write_text(bare, encoding="utf-8", newline="\n")
    linked = [[name for _, name in LINK.findall(head)] for head in heads.values()]
    shared = [name for name in linked[0] if all(name in names for names in linked)]
    known = _classes(texts.values()) | _words(site)
    (site / ONE).write_text(
        "".join(_sheet(site, name, known) for name in shared), encoding="utf-8", newline="\n"
    )
    for path, head in heads.items():
        path.write_text(
            _joined(head, shared) + texts[path][len(head) :], encoding="utf-8", newline="\n"
        )


def needed(sheet: str, known: set[str]) -> str:
    """Return a sheet without the rules that ask for a class that is not known.

    Args:
        sheet: in CSS, without comments.
        known: classes.
    """
    return "".join(_part(part, known) for part in _parts(sheet))


def _part(part: str, known: set[str]) -> str:
    head, _, inside = part.partition("{")
    if head.startswith(AROUND):
        rules = needed(inside[:-1], known)
        return f"{head}{{{rules}}}" if rules else ""
    return part if head.startswith("@") or _may_match(head, known) else ""


def _parts(sheet: str) -> Iterator[str]:
    """Yield each rule of a sheet, and each line of it that begins with an @."""
    depth = begin = 0
    for token in TOKEN.finditer(sheet):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 and token[0] in "};":
            yield sheet[begin : token.end()]
            begin = token.end()


def _may_match(selectors: str, known: set[str]) -> bool:
    count = 1
    while count:  # from the innermost brackets to the outermost
        selectors, count = UNSURE.subn("", selectors)
    every = (NEEDED.findall(selector) for selector in selectors.split(","))
    return any(known.issuperset(name.replace("\\", "") for name in names) for names in every)


def _classes(texts: Iterable[str]) -> set[str]:
    found = {each for text in texts for each in CLASS.findall(text)}
    return {name for each in found for name in each.split()}


def _words(site: Path) -> set[str]:
    """Return the words of the project's own scripts: some are classes that they add."""
    scripts = (site / "assets").glob("*.js")
    return {word for path in scripts for word in WORD.findall(path.read_text(encoding="utf-8"))}


def _sheet(site: Path, name: str, known: set[str]) -> str:
    text = (site / name).read_text(encoding="utf-8")
    return needed(text, known) if OF_THEME.match(name) else text


def _joined(head: str, shared: list[str]) -> str:
    """Return the head of a page with one link for all; it says where the theme's own sheet is."""

    def link(found: re.Match[str]) -> str:
        to, name = found.groups()
        if name not in shared:
            return found[0]
        whole = f'<link rel="stylesheet" href="{to}{ONE}" data-whole="{to}{name}">\n'
        return whole if OF_THEME.match(name) else ""

    return LINK.sub(link, head)
