"""What people may call a stage."""

import pytest

from workbook.core.errors import WorkbookError
from workbook.course.stages import find_stage


@pytest.mark.parametrize("word", ["1", "01", "01-minimal"])
def test_a_stage_is_found_by_its_number_and_its_name(word: str) -> None:
    assert find_stage(word).name == "01-minimal"


@pytest.mark.parametrize("word", ["", "0", "001", "minimal", "01-", "../01-minimal", "99"])
def test_any_other_word_is_answered_with_the_stages(word: str) -> None:
    with pytest.raises(WorkbookError, match=r"There is no stage .* The stages are: 01-minimal"):
        find_stage(word)
