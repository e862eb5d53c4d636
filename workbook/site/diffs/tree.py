"""The files of a stage as a tree: which ones a diff touches, and how much."""

from collections import defaultdict
from html import escape
from os.path import commonprefix

from workbook.history.patches import FileChange
from workbook.site.diffs.markup import counts, file_id


def tree_of_changes(files: list[FileChange], paths: set[str]) -> str:
    """Return the tree as HTML: each file of the diff leads to its place, the others are counted.

    Args:
        files: the diff.
        paths: every file that either side has.
    """
    touched = {file.new: file for file in files}
    moved_away = {file.old for file in files if file.kind == "moved"}
    return _folder("", touched, sorted(paths - moved_away))


def _folder(folder: str, touched: dict[str, FileChange], paths: list[str]) -> str:
    """Return what is in a folder as a list; its own files come after its folders."""
    inside = defaultdict(list)
    for path in paths:
        name, slash, _ = path.removeprefix(folder).partition("/")
        inside[name + slash].append(path)
    folders = [name for name in inside if name.endswith("/")]
    items = [_subfolder(folder, touched, inside[name]) for name in folders]
    own = [path for name in inside for path in inside[name] if not name.endswith("/")]
    items += [_file(touched[path], folder) for path in own if path in touched]
    if same := [path.removeprefix(folder) for path in own if path not in touched]:
        items.append(_untouched(len(same), f": {escape(', '.join(same))}"))
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _subfolder(above: str, touched: dict[str, FileChange], paths: list[str]) -> str:
    """Return a folder with what is in it; those that hold one folder alone share its line."""
    folder = commonprefix([f"{path.rpartition('/')[0]}/" for path in paths])
    folder = folder[: folder.rindex("/") + 1]
    name = f"<code>{escape(folder.removeprefix(above))}</code>"
    if not any(path in touched for path in paths):
        return f"{name} {_untouched(len(paths))}"
    return name + _folder(folder, touched, paths)


def _file(file: FileChange, folder: str) -> str:
    name = escape(file.new.removeprefix(folder))
    was = f" from <code>{escape(file.old)}</code>" if file.kind == "moved" else ""
    return (
        f'<a href="#{file_id(file.new)}"><code>{name}</code></a> '
        f'<span class="kind {file.kind}">{file.kind}</span>{was} {counts(file)}'
    )


def _untouched(count: int, names: str = "") -> str:
    return f'<span class="same">{count} untouched{names}</span>'
