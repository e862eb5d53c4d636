"""The fingerprints of code: runs of words in which own names, texts and numbers are forgotten.

So a copy in which variables were renamed, or comments were changed, has the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from pygments.lexers import PythonLexer
from pygments.token import Token

LENGTH = 20  # words of a run: two or three lines
SKIPPED = (Token.Comment, Token.Text, Token.Literal.String.Doc)


@dataclass(frozen=True)
class Run:
    """Some words of a text that follow each other."""

    print: int  # the same for the same words
    lines: tuple[int, ...]  # of each word, counted from 1


def runs(text: str) -> list[Run]:
    """Return each run of words of a text, in order.

    Args:
        text: Python, or what is to be.
    """
    every = [*_words(text)]
    return [
        Run(_print(words), tuple(line for _, line in words))
        for words in (every[at : at + LENGTH] for at in range(len(every) - LENGTH + 1))
    ]


def _print(words: list[tuple[str, int]]) -> int:
    text = " ".join(word for word, _ in words)
    return int.from_bytes(blake2b(text.encode(errors="replace"), digest_size=8).digest())


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Yield each word that counts, and its line. What stands behind a dot is a library's name."""
    line, before = 1, ""
    for kind, value in PythonLexer(stripnl=False).get_tokens(text):
        at, line = line, line + value.count("\n")
        if any(kind in each for each in SKIPPED):
            continue
        word = value
        if kind in Token.Literal.String and kind is not Token.Literal.String.Interpol:
            if before == "TEXT":  # one text has several parts
                continue
            word = "TEXT"
        elif kind in Token.Literal.Number:
            word = "NUMBER"
        elif kind is Token.Name.Decorator:
            word = f"@{value.rpartition('.')[2].lstrip('@')}"
        elif kind in Token.Name and kind not in Token.Name.Builtin and before != ".":
            word = "NAME"
        yield word, at
        before = word
