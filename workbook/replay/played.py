"""What a replay did, and what it found on the way."""

from collections import Counter
from dataclasses import dataclass, field

from workbook.course.page_edits import PageEdit
from workbook.history.history import History


@dataclass
class Played:
    """What a replay did."""

    history: History  # of the repo that it is played into
    counts: Counter[str] = field(default_factory=Counter)  # files, changes, commands, servers ...
    edits: list[PageEdit] = field(default_factory=list)
