"""The explorer: a page that compares any two stages or steps, and the data that it does it with."""

import json
from typing import Any

from workbook.course.chapters import Step
from workbook.history.history import History, history
from workbook.site.addresses import address
from workbook.site.coloured import colours
from workbook.site.diffs import pages

PAGE = f"{pages.FOLDER}/index.md"
Entry = tuple[str, str]  # the mode of a file, and its blob
SCRIPTS = ("vendor/diff-9.0.0.min.js", "diffs.js", "explorer.js")
SHORT = 12  # characters of a blob's id
TEXT = """# Any two steps

Choose two stages or steps. The page compares them, and its address then leads to what you see.

"""
FORM = """<form class="explorer" hidden>
<span><label for="explorer-from">From</label>
<select name="from" id="explorer-from"></select></span>
<span><label for="explorer-to">To</label>
<select name="to" id="explorer-to"></select></span>
<button type="button">Swap</button>
</form>"""
NO_SCRIPT = """<p class="explorer-still">The comparison needs JavaScript.
These pages don't: {links}. In the terminal,
<code>nox -s diff -- 01.3 02.1</code> compares any two steps.</p>"""


def explorer_pages() -> dict[str, str]:
    """Return the explorer's page and its data by their paths in docs/.

    Raises:
        WorkbookError: if there is no history.
    """
    made = history()
    return {PAGE: explorer_page(made), **data(made)}


def explorer_page(made: History) -> str:
    """Return the page; its script fills the lists of stages and steps from the data.

    Args:
        made: the history.
    """
    neighbours = sorted({step.stage.number for step in made.commits})
    pairs = zip(neighbours, neighbours[1:], strict=False)
    links = ", ".join(f'<a href="{old}-{new}/">{old} to {new}</a>' for old, new in pairs)
    return "\n".join(
        [
            f"{pages.FRONT}\n{TEXT}{FORM}",
            '<p class="explorer-says" role="status"></p>',
            '<div class="diff-switch"></div>',
            '<div class="diffs no-copy"></div>',
            NO_SCRIPT.format(links=links),
            pages.drawn_with("../assets/", SCRIPTS),
            "",
        ]
    )


def data(made: History) -> dict[str, str]:
    """Return what each step changed, and the texts of all files with their colours, as JSON.

    Args:
        made: the history.
    """
    known: dict[str, str] = {}  # the pack of each blob
    packs: dict[str, dict[str, list[str]]] = {}
    told: list[dict[str, Any]] = []
    before: dict[str, Entry] = {}
    for step in made.commits:
        files = made.entries(step)
        told.append(_told(step, before, files) | {"moved": made.moves(step)})
        paths = {blob: path for path, (_, blob) in files.items()}
        for blob in sorted(each for each in paths if each[:SHORT] not in known):
            known[blob[:SHORT]] = step.stage.number
            text = made.content(blob).decode()
            pack = packs.setdefault(step.stage.number, {})
            pack[blob[:SHORT]] = [text, colours(paths[blob], text)]
        before = files
    stages = {step.stage.number: step.stage.title for step in made.commits}
    steps = {"stages": stages, "steps": told, "packs": known}
    texts = {f"texts-{pack}.json": texts for pack, texts in packs.items()}
    return {
        f"{pages.FOLDER}/{name}": json.dumps(content, separators=(",", ":")) + "\n"
        for name, content in {"steps.json": steps, **texts}.items()
    }


def _told(step: Step, before: dict[str, Entry], files: dict[str, Entry]) -> dict[str, Any]:
    return {
        "name": step.name,
        "title": step.heading,
        "page": address(PAGE, step.below_docs),
        "files": {
            path: [mode, blob[:SHORT]]
            for path, (mode, blob) in files.items()
            if before.get(path) != (mode, blob)
        },
        "gone": [path for path in before if path not in files],
    }
