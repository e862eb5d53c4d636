"""A tree of files as nested lists, each file with a link to where it is shown."""

from html import escape

from workbook.course.chapters import Step
from workbook.site.addresses import address
from workbook.site.source.project_states import Point, Version

Tree = dict[str, "Tree | Version"]


def page_at(step: Step) -> str:
    """Return the page of the project after a step, below docs/.

    Args:
        step: any step.
    """
    # As the index of a folder: there, both builders read the links of HTML alike.
    return f"source/{step.stage.name}/{step.path.stem}/index.md"


def page_of_version(version: Version) -> str:
    """Return where a version is shown, below docs/.

    Args:
        version: of any file.
    """
    return f"{page_at(version.step)}#{version.anchor}"


def tree_as_html(point: Point, page: str) -> str:
    """Return the files after a step as HTML.

    Args:
        point: the project then.
        page: the page that the tree will be on, below docs/.
    """
    root: Tree = {}
    for path, version in point.files.items():
        *folders, name = path.split("/")
        inner = root
        for folder in folders:
            within = inner.setdefault(f"{folder}/", {})
            assert isinstance(within, dict), f"{path}: {folder} is a file"
            inner = within
        inner[name] = version
    return f'<div class="tree">{_list(root, point, page)}</div>'


def _list(tree: Tree, point: Point, page: str) -> str:
    # Folders first, as in most editors.
    names = sorted(tree, key=lambda name: (not name.endswith("/"), name))
    return f"<ul>{''.join(_entry(name, tree[name], point, page) for name in names)}</ul>"


def _entry(name: str, entry: "Tree | Version", point: Point, page: str) -> str:
    if isinstance(entry, dict):
        return f"<li>{escape(name)}{_list(entry, point, page)}</li>"
    ours = entry.step == point.step
    link = f'<a href="{address(page, page_of_version(entry))}">{escape(name)}</a>'
    words = entry.change if ours else entry.step.name
    return f"<li>{link} <small{' class=new' if ours else ''}>{escape(words)}</small></li>"
