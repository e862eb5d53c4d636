"""Which sentence of a chapter can stand by itself, without those before it."""

import re

# What begins a sentence that goes on from another one, or asks for something at the keyboard.
GOES_ON = re.compile(
    r"(?:so|and|but|or|yet|now|then|thus|therefore|that|this|these|those|such|both|neither|another|"
    r"there|here|first|second|third|next|last|finally|again|also|still|instead|otherwise|only then|"
    r"stop|try|the (?:other|others|same|rest|first|second|third|last|next)|one more|once more)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"it|its|she|her|hers|he|him|his|they|them|their|theirs", re.IGNORECASE)
# Few words hold no other thing that a pronoun could stand for.
BEFORE_PRONOUN = 3
# What points at words around a sentence, wherever it stands in it.
POINTS = re.compile(
    r"\b(?:this|these|those|such an?|now|today|above|below|the example|"
    r"(?:of|in|at|with|for|to|from|on|by|into|behind|without) that)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[\w']+")
CONTENT = re.compile(r"\w{4,}")
ALIKE = 0.7  # of the words of a sentence; then it says what the other one does


def stands_alone(sentence: str) -> bool:
    """Tell whether a sentence refers to nothing that another one has to say first.

    Args:
        sentence: in Markdown.
    """
    words = WORD.findall(sentence)
    early = any(PRONOUN.fullmatch(word) for word in words[: BEFORE_PRONOUN + 1])
    return not (early or GOES_ON.match(sentence) or POINTS.search(sentence))


def repeats(sentence: str, other: str) -> bool:
    """Tell whether most words of a sentence are those of another one.

    Args:
        sentence: in Markdown.
        other: what is said already.
    """
    words, known = (set(CONTENT.findall(each.lower())) for each in (sentence, other))
    return sentence == other or len(words & known) >= ALIKE * max(len(words), 1)
