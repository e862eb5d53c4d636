"""Where each word of the glossary is first met: in bold, on the page to which its row leads."""

import os
import re
from pathlib import Path

from workbook.core.paths import DOCS
from workbook.course.chapters import read_page, steps
from workbook.course.pace import running_text_of
from workbook.course.stages import stages

GLOSSARY = DOCS / "reference" / "glossary.md"
ROW = re.compile(r"^\| (?P<word>[^|]+) \| [^|]+ \| (?P<where>\[[^|]+) \|$", re.MULTILINE)
CODE = re.compile(r"`[^`]*`")  # two stars in it are Python's
BOLD = re.compile(r"\*\*(?P<word>[^*\n][^*]*?)\*\*")
LINK = re.compile(r"\]\(([^)#]+)\)")


def right_glossary() -> dict[Path, str]:
    """Return the glossary as it should be, by its path; nothing if there is none.

    A row leads to the first page that has its word in bold. Other pages that it leads to, where
    the word has another meaning, stay if they have it in bold as well.
    """
    if not GLOSSARY.is_file():
        return {}
    order = reading_order()
    met: dict[str, list[Path]] = {}
    for path in order:
        for bold in BOLD.finditer(CODE.sub("", running_text_of(path))):
            met.setdefault(" ".join(bold["word"].split()).lower(), []).append(path)

    def right(row: re.Match[str]) -> str:
        whole = row["word"].lower()
        forms = {whole, f"{whole}s", whole.split(", ")[0]}
        places = [path for path in order if any(path in met.get(form, []) for form in forms)]
        links = LINK.findall(row["where"])
        named = [Path(os.path.normpath(GLOSSARY.parent / link)) for link in links]
        kept = [path for path in named if path in places[1:]] if named[1:] else []
        where = ", ".join(_link(path, order[path]) for path in [*places[:1], *kept])
        return row[0].replace(row["where"], where or "in no step")

    return {GLOSSARY: ROW.sub(right, read_page(GLOSSARY))}


def reading_order() -> dict[Path, str]:
    """Return the pages of the chapters as people read them, each with its number: 02, 02.1."""
    order: dict[Path, str] = {}
    for stage in stages():
        if (index := stage.chapter / "index.md").is_file():
            order[index] = stage.number
        order |= {step.path: step.name for step in steps(stage)}
    return order


def _link(path: Path, number: str) -> str:
    return f"[{number}]({Path(os.path.relpath(path, GLOSSARY.parent)).as_posix()})"
