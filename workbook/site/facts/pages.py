"""The pages of facts: one for each stage, and one table of all."""

import re
from collections.abc import Callable
from html import escape
from textwrap import indent
from typing import Any

from workbook.apps.facts.kept import Facts, kept
from workbook.apps.facts.lines import KINDS
from workbook.apps.facts.routes import CALLERS
from workbook.course.stages import Stage, stages
from workbook.site.facts.drawing import drawing
from workbook.site.tables import table

KEPT = {"memory": "the memory of the process", "tables": "the tables of a database"}
# Where a package is needed, in the words of a requirements file and in those of a page.
MOSTLY = {"": "", 'sys_platform != "win32"': ", but not on Windows"}
SELDOM = {
    'sys_platform == "win32"': ", on Windows alone",
    'python_full_version < "3.11.3"': ", before Python 3.11.3 alone",
}
WHERE = {"memory": "memory", "tables": "a database"}
HOW_ROUTES = (
    "Found by asking the running app for each route with each method: without an account, signed "
    "in, with a name and a password, with a token. Forms are sent with the token that is on every "
    "visitor's page. To be refused is to be answered with 401, or to be led to a page that asks "
    "for a password. The app is told what its `.env.example` says, if it has one."
)
SUMMARY = "Asked of the running apps, counted in their folders, and held by `nox -s tests-01` to"


def facts_pages() -> dict[str, str]:
    """Return the pages by their paths in docs/.

    Raises:
        WorkbookError: if the facts of a stage are not kept.
    """
    every = {stage: kept(stage) for stage in stages()}
    found = {f"facts/{stage.name}.md": _page(stage, facts) for stage, facts in every.items()}
    return found | {"facts/index.md": _overview(every)}


def _overview(every: dict[Stage, Facts]) -> str:
    last = list(every)[-1].number
    heads = [f"[{stage.number}]({stage.name}.md)" for stage in every]
    rows = [[label, *map(str, map(count, every.values()))] for label, count in _counts().items()]
    return "\n".join(
        [
            "# The stages in numbers\n",
            f"{SUMMARY} `tests-{last}`: if a stage changes and a number here does not, a test",
            "fails. The number of a stage leads to its own page, and [what each layer",
            "costs](cost.md) is measured.\n",
            table(["What", *heads], rows),
        ]
    )


def _counts() -> dict[str, Callable[[Facts], Any]]:
    """Return the rows of the table: what stands at the left, and what counts it in a stage."""
    routes = {
        f"of them, for {who}": lambda facts, who=who: sum(r["who"] == who for r in facts["routes"])
        for who in CALLERS.values()
    }
    lines = {f"lines of {kind}": lambda facts, kind=kind: _lines(facts, kind) for kind in KINDS}
    return {
        "routes": lambda facts: len(facts["routes"]),
        **routes,
        "what it remembers": lambda facts: ", ".join(each["name"] for each in facts["entities"]),
        "kept in": lambda facts: WHERE[facts["kept"]],
        "packages that it asks for": lambda facts: len(_packages_of(facts, direct=True)),
        "packages that these bring": lambda facts: sum(
            each["where"] in MOSTLY for each in _packages_of(facts, direct=False)
        ),
        "more of them, on some machines alone": lambda facts: sum(
            each["where"] in SELDOM for each in _packages_of(facts, direct=False)
        ),
        **lines,
        "tests": lambda facts: facts["tests"],
    }


def _packages_of(facts: Facts, *, direct: bool) -> list[dict[str, Any]]:
    return [each for each in facts["packages"] if each["direct"] is direct]


def _lines(facts: Facts, kind: str) -> int:
    return int(facts["lines"].get(kind, {}).get("lines", 0))


def _page(stage: Stage, facts: Facts) -> str:
    parts = [
        f"# Stage {stage.name} in facts\n\nWhat [the chapter](../{stage.name}/index.md) has built, "
        f"told by the app itself. [All stages beside each other](index.md), and "
        f"[the annotated source](../source/index.md#stage-{stage.name}) of this one.",
        f"## Routes\n\n{_routes(facts)}\n\n{HOW_ROUTES}",
        f"## What it remembers\n\n{_entities(stage, facts)}",
        f"## Packages\n\n{_packages(facts)}",
        f"## Lines\n\n{_kinds(facts)}",
        f"## Tests\n\n{_tests(stage, facts)}",
    ]
    return "\n\n".join(parts) + "\n"


def _routes(facts: Facts) -> str:
    rows = [
        [
            f"{route['method']} <code>/{escape(route['path'][1:]).replace('/', '/<wbr>')}</code>",
            *(route["who"], route["to_nobody"]),
            re.sub("([._])", r"\1<wbr>", route["endpoint"]),
        ]
        for route in facts["routes"]
    ]
    heads = ["Route", "Who may call it", "Without an account", "Endpoint"]
    return f'<div class="routes" markdown>\n\n{table(heads, rows)}\n\n</div>'


def _entities(stage: Stage, facts: Facts) -> str:
    names = ", ".join(each["name"] for each in facts["entities"])
    drawn = drawing(facts["entities"], f"What stage {stage.name} remembers: {names}")
    rows = [
        [each["name"], field["name"], _type(field), _remarks(field)]
        for each in facts["entities"]
        for field in each["fields"]
    ]
    return (
        f"It is kept in {KEPT[facts['kept']]}. What is underlined tells one from another, `?` may "
        f"be empty, and → points to another.\n\n{drawn}\n\n"
        f"{_folded(table(['Entity', 'Field', 'Type', 'Which'], rows))}{_rules(facts)}"
    )


def _folded(text: str) -> str:
    """Return what is shown to those who open it, and what a drawing says to those who see none."""
    return '??? info "The same as a table"\n\n' + indent(text, "    ")


def _type(field: dict[str, Any]) -> str:
    return f"`{field['type']}`{' or nothing' if field['optional'] else ''}"


def _remarks(field: dict[str, Any]) -> str:
    goes = ", and goes with it" if field["goes_with_it"] else ""
    key = ["tells one from another"] if field["key"] else []
    return "; ".join([*key, *(f"points to `{each}`{goes}" for each in field["points_to"])])


def _rules(facts: Facts) -> str:
    """Return what else the tables hold: what is unique, and what is in order."""
    unique = [
        f"- {each['name']}: no two have the same {' and '.join(f'`{c}`' for c in columns)}"
        for each in facts["entities"]
        for columns in each["unique"]
    ]
    indexes = [
        f"- {each['name']}: index {_index(index)}"
        for each in facts["entities"]
        for index in each["indexes"]
    ]
    return "".join(f"\n\n{chr(10).join(lines)}" for lines in (unique, indexes) if lines)


def _index(index: dict[str, Any]) -> str:
    columns = ", ".join(f"`{column}`" for column in index["columns"])
    where = f", of the rows where `{index['where']}`" if index["where"] else ""
    return f"`{index['name']}` on {columns}{where}"


def _packages(facts: Facts) -> str:
    rows = [
        [each["name"], each["version"], _brought(each)]
        for each in sorted(facts["packages"], key=lambda each: not each["direct"])
    ]
    return table(["Package", "Version", "Why it is there"], rows)


def _brought(package: dict[str, Any]) -> str:
    by = "the app asks for it"
    if not package["direct"]:
        by = f"brought by {', '.join(package['brought_by'])}"
    return f"{by}{(MOSTLY | SELDOM)[package['where']]}"


def _kinds(facts: Facts) -> str:
    rows = [[kind, each["files"], each["lines"]] for kind, each in facts["lines"].items()]
    total = [sum(row[at] for row in rows) for at in (1, 2)]
    return table(["Kind", "Files", "Lines"], [*rows, ["all", *total]])


def _tests(stage: Stage, facts: Facts) -> str:
    if not facts["tests"]:
        told = f"`nox -s tests-{stage.number}` tells its stories over HTTP."
        return f"It brings none of its own. {told}"
    return f"It brings {facts['tests']}, as pytest counts them; `python -m pytest` runs them."
