"""The change blocks of chapters, as pages show them; mkdocs.yml names this to both builders."""

from html import escape

from workbook.site.coloured import coloured_change


def change_block(
    source: str,
    language: str,
    class_name: str,
    options: dict[str, str],
    md: object,
    classes: list[str],
    **_: object,
) -> str:
    """Return a change block as HTML, built as pymdownx builds every other block of code.

    Args:
        source: the lines of the block.
        language: the word behind the fence.
        class_name: the block's class, from mkdocs.yml.
        options: the title, if there is one: the changed file.
        md: what reads the page.
        classes: those that the fence names itself.
    """
    title = options.get("title", "")
    lines = coloured_change(title, source.split("\n"))
    name = f'<span class="filename">{escape(title)}</span>' if title else ""
    inside = "".join(f"{line}\n" for line in lines)
    around = " ".join([class_name, *classes, "highlight"])
    return f'<div class="{around}">{name}<pre><code>{inside}</code></pre></div>'
