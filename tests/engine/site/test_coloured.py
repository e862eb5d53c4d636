"""A change is shown in the colours of its file's language, line for line, with its marks."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from workbook.site.coloured import coloured, coloured_change, coloured_hunk, colours

# A line of each language, and a word of it as no other language marks it.
LANGUAGES = [
    ("taskmaster/app.py", "def index():", '<span class="k">def</span>'),
    ("templates/index.html", "<p>{{ task.title }}", '<span class="nt">p</span>'),
    ("templates/index.html", "<p>{{ task.title }}", '<span class="nv">task.title</span>'),
    ("static/style.css", "a { color: red }", '<span class="k">color</span>'),
    ("pyproject.toml", "[tool.pytest]", '<span class="k">[tool.pytest]</span>'),
    ("compose.yaml", "image: caddy", '<span class="nt">image</span>'),
    (".github/workflows/test.yml", "on: push", '<span class="nt">on</span>'),
    (".env.example", "KEY=1", '<span class="nv">KEY</span>'),
    ("Dockerfile", "FROM python", '<span class="k">FROM</span>'),
    ("migrations/script.py.mako", "${upgrades}", '<span class="cp">${</span>'),
    ("README.md", "# Tasks", '<span class="gh"># Tasks</span>'),
]
CHANGE = [
    " def index():",
    '-    """Show',
    "-    all.",
    "+",
    '+    """Show some.',
    "",
    "     More.",
    '     """',
    " ",
    "@@ further down",
    "     return 1 < 2",
    "+    return 2",
]


def read(line: str) -> str:
    """Return what is read of a line of HTML."""
    code = LexborHTMLParser(f"<pre>|{line}</pre>").css_first("pre")
    assert code
    return code.text().removeprefix("|")


def ground(line: str) -> str:
    """Return the mark that the ground of a line of HTML stands for."""
    return {'<span class="gi">': "+", '<span class="gd">': "-"}.get(line[:17], " ")


@pytest.mark.parametrize(("path", "line", "word"), LANGUAGES)
@pytest.mark.parametrize("mark", ["+", "-", " "])
def test_a_line_is_in_the_colours_of_its_language(
    path: str, line: str, word: str, mark: str
) -> None:
    (shown,) = coloured_change(path, [mark + line])

    assert word in shown


@pytest.mark.parametrize("path", ["requirements.txt", ".gitignore", "LICENSE", ""])
def test_a_file_of_no_language_is_shown_as_it_is(path: str) -> None:
    assert coloured_change(path, [" a<b", "+def"]) == [
        " a&lt;b",
        '<span class="gi">+def</span>',
    ]


@pytest.mark.parametrize("path", [path for path, _, _ in LANGUAGES] + ["a.txt"])
def test_each_line_keeps_its_mark_its_ground_and_its_text(path: str) -> None:
    shown = coloured_change(path, CHANGE)

    assert [read(line) for line in shown] == CHANGE
    assert [ground(line) for line in shown] == [
        (line[:1] or " ").replace("@", " ") for line in CHANGE
    ]


def test_the_runs_of_a_file_hold_all_of_it_as_javascript_counts() -> None:
    assert colours("app.py", "return a < 1  # 🙂\n") == "6k 3 1o 1 1mi 2 4c1 1"
    assert colours("a.txt", "a < b\n") == "6"
    assert colours("app.py", "") == ""


def test_no_colour_spans_two_lines() -> None:
    for line in coloured_change("app.py", CHANGE):
        assert line.count("<span") == line.count("</span>"), line


def test_each_side_is_read_as_a_whole() -> None:
    shown = coloured_change("app.py", CHANGE)

    # In the new side the docstring goes on; the old one has closed nothing yet, and is no matter.
    assert '<span class="sd">' in shown[2]
    assert '<span class="sd">    More.</span>' in shown[6]
    assert '<span class="k">return</span>' in shown[-1]


def test_a_string_that_a_hunk_leaves_open_ends_with_it() -> None:
    shown = coloured_change("app.py", [' text = """', "+open", "@@", "+def f(): ..."])

    assert '<span class="k">def</span>' in shown[-1]
    assert shown[2] == '<span class="gu">@@</span>'


def test_a_note_of_git_is_no_line_of_the_file() -> None:
    note = "\\ No newline at end of file"

    shown = coloured_change("app.py", ["-return", note, "+return", note])

    assert shown[1] == shown[3] == f'<span class="gu">{note}</span>'
    assert '<span class="k">return</span>' in shown[0]
    assert '<span class="k">return</span>' in shown[2]


def test_a_hunk_can_stand_on_a_ground_of_somebody_elses() -> None:
    shown = coloured_hunk("app.py", ["-return 1", "+return 2"])

    assert shown == [
        '-<span class="k">return</span> <span class="mi">1</span>',
        '+<span class="k">return</span> <span class="mi">2</span>',
    ]


def test_what_is_empty_stays_at_either_end() -> None:
    lines = ["", "", "x", "", ""]

    assert coloured("app.py", lines) == lines
    assert coloured("app.py", []) == []
    assert [read(line) for line in coloured_change("app.py", ["+", " x", "-"])] == ["+", " x", "-"]


@pytest.mark.parametrize(
    ("path", "lines", "word"),
    [
        ("a.css", ["  color: red;", "}"], '<span class="k">color</span>'),
        ("a.html", ['   class="x">', "</p>"], '<span class="na">class</span>'),
        ("a.html", ["  url_for(page) }}", "</p>"], '<span class="nv">url_for</span>'),
        ("a.html", ["words {{ name }}"], "words <"),
        ("a.css", ["a {", "  color: red;", "}"], '<span class="nt">a</span>'),
    ],
)
def test_what_begins_within_something_is_read_so(path: str, lines: list[str], word: str) -> None:
    shown = coloured(path, lines)

    assert len(shown) == len(lines)
    assert word in shown[0]
