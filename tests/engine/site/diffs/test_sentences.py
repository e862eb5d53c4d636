"""Sentences that stand by themselves, and sentences that say the same."""

import pytest

from workbook.site.diffs.sentences import repeats, stands_alone

DANGLING = (
    "Now she stays.",
    "She needs one line that says what to do.",
    "So its address leads to nothing.",
    "The program got its 503, and the browser got a 500.",
    "Without that switch the app asks at each start.",
    "It is called `instance`.",
    "You could set it in each new terminal.",
    "That is one row for each.",
    "The file works again when the three changes of this section are in.",
    "And `env.py` has lines that you don't use.",
    "Stop the server.",
    "The program that the example speaks of is short.",
)
BY_ITSELF = (
    "A **base template** is a page with gaps that other templates fill.",
    "`demo.py` registers Ada at each start, because a restart forgot her.",
    "The view has little to do: it takes the user, asks the service and fills a template.",
    "Something that stands alone is told.",
    "",
)


@pytest.mark.parametrize("sentence", DANGLING)
def test_a_sentence_that_refers_to_another_one_does_not_stand_alone(sentence: str) -> None:
    assert not stands_alone(sentence)


@pytest.mark.parametrize("sentence", BY_ITSELF)
def test_a_sentence_that_names_what_it_is_about_stands_alone(sentence: str) -> None:
    assert stands_alone(sentence)


@pytest.mark.parametrize("word", ["So", "Now", "Then", "That", "But", "This", "They", "Another"])
def test_a_word_that_goes_on_is_found_in_front_alone(word: str) -> None:
    assert not stands_alone(f"{word} pages have a title.")
    assert stands_alone(f"{word}ther pages have a title.")


def test_a_sentence_in_nearly_the_same_words_repeats_another_one() -> None:
    said = "Only Render reads its own file, and other platforms need two commands."

    assert repeats("Only Render reads `render.yaml`.", said)
    assert repeats(said, said)
    assert not repeats("A platform takes the care of a machine away.", said)
    assert not repeats("", said)
