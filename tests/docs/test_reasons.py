"""What the reasons of the steps must not be: words by which a page looks for a commit."""

import re

from workbook.course.chapters import all_steps
from workbook.course.reasons import reason, subject

BY_WORDS = re.compile(r'":/(?!/)([^"]+)"')  # git takes the newest commit that has them


def test_words_that_find_a_commit_stand_in_no_reason() -> None:
    every = all_steps()
    asked = {words for step in every for words in BY_WORDS.findall(step.text)}

    assert len(asked) == 3
    for words in asked:
        assert any(words in subject(step) for step in every)
        assert not [step.name for step in every if words in f"{reason(step)} {step.heading}"]
