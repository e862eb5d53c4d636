"""What a replay did, and what it found on the way."""

from dataclasses import dataclass, field
from pathlib import Path

from workbook.blocks import Command
from workbook.chapters import Step
from workbook.fences import Fence


@dataclass
class Edit:
    """New lines for a page, found while playing: what stands under a command is replaced."""

    fence: Fence
    command: Command
    lines: list[str]


@dataclass
class Played:
    """What a replay did."""

    repo: Path
    commits: list[tuple[Step, str]] = field(default_factory=list)
    files: int = 0
    changes: int = 0
    commands: int = 0
    servers: int = 0
    bugs: int = 0
    troubles: int = 0
    edits: list[Edit] = field(default_factory=list)
