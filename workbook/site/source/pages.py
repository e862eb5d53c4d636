"""The source pages: one for each step, with the files that it made, and one that leads to them."""

from workbook.course.fences import fences
from workbook.course.reasons import reason
from workbook.course.stages import stages
from workbook.history.history import History, history
from workbook.site.as_is import fenced
from workbook.site.source.listings import listing
from workbook.site.source.project_states import Point, Version, anchor_of, points
from workbook.site.source.runs import runs
from workbook.site.source.trees import page_at, page_of_version, tree_as_html

# Code would drown the words that somebody searches for.
UNSEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"
INDEX = """# The annotated source

Every file, after every step. Choose a step to see the project as it is then: its tree, and in full
the files that the step made. Beside each run of lines stands the step that wrote it. It leads to
the words that explain them.

A file that a step leaves alone is shown with the step that made it, and the tree leads there.
"""
LEGEND = (
    "Beside each run of lines stands the step that wrote it; the lines of this step stand out. "
    "An empty line goes with the one above it."
)


def source_pages() -> dict[str, str]:
    """Return the pages by their paths in docs/.

    Raises:
        WorkbookError: if there is no history of the chapters.
    """
    made, every = history(), list(points(history()))
    later = {version.before: version for point in every for version in point.made if version.before}
    found = {
        page_at(point.step): _page(made, point, later, _way(every, at))
        for at, point in enumerate(every)
    }
    return found | {"source/index.md": _index(every)}


def _page(history: History, point: Point, later: dict[Version, Version], way: str) -> str:
    step, page = point.step, page_at(point.step)
    files = [_file(history, version, later.get(version), page) for version in point.made]
    gone = ", ".join(f"`{path}`" for path in point.gone)
    return "\n\n".join(
        [
            f"{UNSEARCHED}# The project after {step.name}",
            f"So it is after [{step.heading}](../../../{step.stage.name}/{step.path.name}): "
            f"{len(point.files)} files, of which this step made {len(point.made)}. {way}",
            *([f"**Why:** {why}"] if (why := reason(step)) else []),
            fenced(tree_as_html(point, page)),
            *([f"Gone from where they were: {gone}."] if gone else []),
            *_on_the_way(point),
            LEGEND,
            *files,
        ]
    )


def _file(history: History, version: Version, later: Version | None, page: str) -> str:
    """Return a file with its heading, and the way to what it was and what it becomes."""
    shown = fenced(listing(version.path, runs(history, version), version.step, page))
    before, after = version.before, later
    ways = [f"{version.change[:1].upper()}{version.change[1:]}"]
    ways += (
        [f"[as it was after {before.step.name}](../../../{page_of_version(before)})"]
        if before
        else []
    )
    ways += [f"[changes in {after.step.name}](../../../{page_of_version(after)})"] if after else []
    return f"## `{version.path}` {{ #{version.anchor} }}\n\n{', '.join(ways)}.\n\n{shown}"


def _on_the_way(point: Point) -> list[str]:
    """Return what is to be known of the files that a step shows and leaves as they were."""
    step, made = point.step, {version.path for version in point.made}
    titles = dict.fromkeys(fence.title for fence in fences(step.page, step.text))
    lines = [_left(point, path) for path in titles if path and path not in made]
    return ["Shown on the way:", "\n".join(lines)] if lines else []


def _left(point: Point, path: str) -> str:
    known = point.files.get(path)
    said = "no commit has it"
    if known:
        said = f"is as it was after [{known.step.name}](../../../{page_of_version(known)})"
    return f"- `{path}`{{ #{anchor_of(path)} }} {said}"


def _way(every: list[Point], at: int) -> str:
    """Return the links to the pages before and after, and to that of all steps."""
    before = every[at - 1].step if at else None
    after = every[at + 1].step if at + 1 < len(every) else None
    links = [
        f"[{word} {step.name}](../../../{page_at(step)})"
        for word, step in (("Before it:", before), ("After it:", after))
        if step
    ]
    links.append("[The annotated source](../../index.md)")
    return " · ".join(links)


def _index(every: list[Point]) -> str:
    return INDEX + "".join(_chapter(stage.name, every) for stage in stages())


def _chapter(name: str, every: list[Point]) -> str:
    of = [point for point in every if point.step.stage.name == name]
    lines = [
        f"- [{point.step.name} {point.step.heading}]({name}/{point.step.path.stem}/index.md): "
        f"{len(point.files)} files, {len(point.made)} made"
        for point in of
    ]
    whole = f"[The whole stage, as it is at its end]({name}/{of[-1].step.path.stem}/index.md)."
    return f"\n## Stage {name}\n\n{whole}\n\n" + "\n".join(lines) + "\n"
