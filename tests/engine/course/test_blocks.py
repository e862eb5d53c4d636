"""How the blocks of a page are found and read."""

import pytest

from workbook.core.errors import ChapterError
from workbook.course.blocks import commands, is_played
from workbook.course.fences import Fence, fences, parse_info
from workbook.replay.servers import SERVER


def only(text: str) -> Fence:
    """Return the one block of a page."""
    (fence,) = fences("page.md", text)
    return fence


def titled(title: str) -> str:
    """Return a page whose third line opens a new file."""
    return f'# Page\n\n```text title="{title}"\nx\n```\n'


@pytest.mark.parametrize(
    ("info", "language", "options"),
    [
        ("", "", {}),
        ("python", "python", {}),
        ("c++", "c++", {}),
        ('python title="app.py"', "python", {"title": "app.py"}),
        ("console exit=1 terminal=2", "console", {"exit": "1", "terminal": "2"}),
        ('{.html .rewrite title="a"}', "html", {"rewrite": "", "title": "a"}),
        ('python check="02.it"', "python", {"check": "02.it"}),
    ],
)
def test_the_words_after_a_fence_are_read(
    info: str, language: str, options: dict[str, str]
) -> None:
    assert parse_info("page.md", 7, info) == (language, options)


@pytest.mark.parametrize(
    ("info", "says"),
    [
        ("python app.py", "cannot read the option 'app.py'"),
        ("{.python}", "cannot read the language"),
        ("python title=app.py", 'write title="..." with quotes'),
        ('console exit="1"', "write exit=... without quotes"),
        ("console exit=1 exit=2", "exit is given twice"),
        ("python check=02.it", 'write check="..." with quotes'),
    ],
)
def test_words_that_mean_nothing_after_a_fence_are_refused(info: str, says: str) -> None:
    with pytest.raises(ChapterError, match=r"page\.md:7: ") as error:
        parse_info("page.md", 7, info)

    assert says in str(error.value)


def test_a_fence_of_four_backticks_holds_one_of_three() -> None:
    fence = only("````markdown\n```console\n$ ls\n```\n````\n")

    assert fence.lines == ("```console", "$ ls", "```")


def test_a_block_in_a_tab_knows_the_tab_and_loses_its_margin() -> None:
    fence = only('=== "Windows"\n\n    ```console\n    $ dir\n      deep\n\n    ```\n')

    assert (fence.tab, fence.line, fence.indent) == ("Windows", 3, 4)
    assert fence.lines == ("$ dir", "  deep", "")


def test_a_block_after_a_tab_stands_in_none() -> None:
    assert only('=== "Windows"\n\n    words\n\n```console\n$ ls\n```\n').tab is None
    assert only('=== "Windows"\n```console\n$ ls\n```\n').tab is None


def test_a_line_keeps_what_only_looks_like_its_end() -> None:
    fence = only("```text\na\x0cb\u2028c\n```\n")

    assert fence.lines == ("a\x0cb\u2028c",)


@pytest.mark.parametrize(
    ("page", "line", "says"),
    [
        ("```console\n$ ls\n", 1, "never closed"),
        ("```python\nx\n\n```console\n$ ls\n```\n", 4, "inside the block of line 1"),
        ("```text\nx\n  ```\n```\n", 3, "inside the block of line 1"),
        ("<!--\n```console\n$ ls\n```\n-->\n", 2, "stands in a comment"),
        ("<!-- one --> <!-- two\n\n```text\n```\n", 3, "stands in a comment"),
        ("> ```console\n> $ ls\n> ```\n", 1, "within a quotation or a list"),
        ("words\n- ```console\n  $ ls\n  ```\n", 2, "within a quotation or a list"),
        ("1. ```console\n   $ ls\n   ```\n", 1, "within a quotation or a list"),
        ("\t```console\n\t$ ls\n\t```\n", 1, "within a quotation or a list"),
        ("- a\n\n    ```text\n    x\n  y\n    ```\n", 5, "left of the fence"),
        ("```text\nx\n````\n", 3, "inside the block of line 1"),
    ],
)
def test_a_block_that_readers_would_take_differently_is_refused(
    page: str, line: int, says: str
) -> None:
    with pytest.raises(ChapterError, match=rf"page\.md:{line}: ") as error:
        list(fences("page.md", page))

    assert says in str(error.value)


@pytest.mark.parametrize(
    ("above", "indent"),
    [
        ("", 0),
        ("- item\n\n", 4),
        ("1. item\n\n    more of it\n\n", 4),
        ("1. item\n\n    - inner\n\n", 8),
        ("1. item\n\n    - inner\n\n", 4),
        ("!!! note\n\n", 4),
        ('1. item\n\n    ??? tip "Hint"\n\n', 8),
        ("- item\n\nwords\n\n", 0),
    ],
)
def test_a_fence_stands_where_its_holder_wants_it(above: str, indent: int) -> None:
    space = " " * indent

    assert only(f"{above}{space}```text\n{space}x\n{space}```\n").lines == ("x",)


@pytest.mark.parametrize(
    ("above", "indent", "wanted"),
    [
        ("words\n\n", 4, 0),
        ("words\n\n", 2, 0),
        ("# Heading\n", 4, 0),
        ("- item\n\nwords\n\n", 4, 0),
        ("- item\n\n", 2, 4),
        ("1. item\n\n", 3, 4),
        ("- item\n\n", 8, 4),
        ("!!! note\n\nwords\n\n", 4, 0),
        ('=== "Windows"\n\n', 8, 4),
    ],
)
def test_a_fence_that_builders_would_not_read_is_refused(
    above: str, indent: int, wanted: int
) -> None:
    space = " " * indent
    line = above.count("\n") + 1

    with pytest.raises(ChapterError, match=rf"page\.md:{line}: .* indented by {indent},") as error:
        only(f"{above}{space}```text\n{space}x\n{space}```\n")

    assert f"indent it by {wanted} spaces" in str(error.value)


def test_a_comment_that_has_ended_hides_nothing() -> None:
    assert only("<!-- a\nb -->\n\n```text\nx\n```\n").line == 4


@pytest.mark.parametrize("title", ["app.py", ".gitignore", "a/b-c/d_e.txt", ".github/ci.yml"])
def test_a_title_may_be_any_file_of_the_folder(title: str) -> None:
    assert is_played(only(titled(title)))


@pytest.mark.parametrize(
    "title",
    [
        "/etc/motd",
        "../up.txt",
        "a/../../up",
        "./app.py",
        "my app.py",
        "a//b",
        "a/",
        ".git/x",
        ".git",
    ]
    + ["", "C:\\x"],
)
def test_a_title_that_is_no_file_of_the_folder_is_refused(title: str) -> None:
    with pytest.raises(ChapterError, match=r"page\.md:3: .* cannot be a file"):
        is_played(only(titled(title)))


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("```console cwd=x\n$ ls\n```\n", "no option 'cwd'"),
        ('```python hl_lines="2"\nx\n```\n', "no option 'hl_lines'"),
        ('```text title="a.txt" exit=1\nx\n```\n', "no option 'exit'"),
        ("```text exit=1\n```\n", "no option 'exit'"),
        ("``` exit=1\n```\n", "cannot read the language"),
        ('```console title="a.txt"\n$ ls\n```\n', "has no title"),
        ('=== "Linux"\n\n    ```console\n    $ ls\n    ```\n', "no tab is called 'Linux'"),
        ("```{.python .rewrite }\nx\n```\n", "only a whole file that learners type"),
        ('```{.diff .rewrite title="a"}\n-x\n```\n', "only a whole file that learners type"),
        ('```{.diff .other title="a"}\n-x\n```\n', "belongs to something that learners write"),
        ('```python check="02.it"\nx\n```\n', "belongs to something that learners write"),
    ],
)
def test_a_block_of_no_known_kind_is_refused(page: str, says: str) -> None:
    with pytest.raises(ChapterError) as error:
        is_played(only(page))

    assert says in str(error.value)


@pytest.mark.parametrize("page", ["```python\nx\n```\n", "```diff\n-x\n```\n", "```\nx\n```\n"])
def test_a_block_without_a_title_is_only_shown(page: str) -> None:
    assert not is_played(only(page))


def test_commands_know_their_lines_and_their_output() -> None:
    one, two = commands(only("```console\n$ one\n1\n\n$ two\n```\n"))

    assert (one.text, one.at, one.output) == ("one", 1, ("1", ""))
    assert (two.text, two.at, two.output) == ("two", 4, ())


@pytest.mark.parametrize("body", ["", "ls\n", "\n$ ls\n", "$ls\n"])
def test_a_console_block_that_starts_with_no_command_is_refused(body: str) -> None:
    with pytest.raises(ChapterError, match=r"starts with a line that begins with '\$ '"):
        list(commands(only(f"```console\n{body}```\n")))


@pytest.mark.parametrize(
    "command",
    ["flask run", "flask --debug run", "flask --app wsgi run --port 80", "gunicorn wsgi:app"],
)
def test_a_line_that_starts_a_server_is_one(command: str) -> None:
    assert SERVER.match(command)


@pytest.mark.parametrize(
    "command",
    [
        "flask routes",
        "flask db upgrade",
        "flask run --help",
        "gunicorn --version",
        "echo flask run",
    ],
)
def test_a_line_that_starts_no_server_is_none(command: str) -> None:
    assert not SERVER.match(command)


def test_what_is_typed_at_pythons_prompts_is_told_from_what_they_print() -> None:
    fence = only(
        "```console\n$ flask shell\n...\n>>> 1 + 1\n2\n"
        ">>> for each in [1]:\n...     print(each)\n...\n"
        ">>> print(\n...     3)\n...\n... and 4\n"
        ">>> nonsense nonsense\n... error\n>>> exit()\n```\n"
    )

    (command,) = commands(fence)

    assert command.typed == [
        "1 + 1",
        *("for each in [1]:", "    print(each)", ""),
        *("print(", "    3)"),
        "nonsense nonsense",
        "exit()",
    ]


def test_prompts_under_another_command_are_what_it_prints() -> None:
    (command,) = commands(only("```console\n$ python -m doctest it.py\n>>> 1 + 1\n```\n"))

    assert command.typed == []
