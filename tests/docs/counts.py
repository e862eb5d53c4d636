"""Numbers as sentences say them."""

SMALL = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
NUMBER = rf"[1-9]\d*|(?i:{'|'.join(SMALL)})"


def value(word: str) -> int:
    """Return the number that a word says."""
    return int(word) if word.isdigit() else SMALL.index(word.lower()) + 1
