"""What a replay did, and what it found on the way."""

from dataclasses import dataclass, field

from workbook.course.page_edits import PageEdit
from workbook.history.history import History


@dataclass
class Played:
    """What a replay did."""

    history: History  # of the repo that it is played into
    files: int = 0
    changes: int = 0
    commands: int = 0
    servers: int = 0
    bugs: int = 0
    troubles: int = 0
    edits: list[PageEdit] = field(default_factory=list)
