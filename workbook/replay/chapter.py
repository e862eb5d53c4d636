"""A chapter to be played: what proves each of its steps, and which of them are proven already.

A chapter is played as by somebody who begins with it: from the tag before it, in an environment
with the packages of that stage, after what its README says. So what a step does depends on that
tag, and on the blocks of the chapter up to it, and on nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbook.apps.kit import KIT
from workbook.core.proofs import Proof, engine, files, machine
from workbook.course.blocks import commands, typed
from workbook.course.chapters import Step, steps
from workbook.course.fences import Fence
from workbook.course.pace_rules import put_off
from workbook.course.stages import Stage
from workbook.replay.leftovers import has_leftovers
from workbook.replay.store import has_commit

ACTIVATE = ". .venv/bin/activate"
ACTIVATES = re.compile(r"(\.|source) \.venv/bin/activate")


@dataclass(frozen=True)
class Chapter:
    """A stage's chapter, and the commit that it begins with."""

    stage: Stage
    before: str  # the commit that the chapter before it ends with; blank: it is the first
    typed: int  # how many commands were typed in the chapters before it

    @cached_property
    def steps(self) -> list[Step]:
        """Its steps in order."""
        return steps(self.stage)

    @cached_property
    def proofs(self) -> list[Proof]:
        """The proof of each step; each depends on all that was typed in the chapter before."""
        made: list[Proof] = []
        for step in self.steps:
            made.append(
                Proof(
                    f"step {step.name}",
                    {
                        "before": made[-1].digest if made else self.before,
                        "clock": str(self.typed_before(step)),
                        "blocks": typed(step.blocks),
                        "clicks": "" if self.stage.number in put_off() else files(KIT),
                        "engine": engine("replay"),
                        "machine": machine(),
                    },
                )
            )
        return made

    @cached_property
    def proven(self) -> list[dict[str, Any]]:
        """What is kept of its first steps, up to one of which nothing is kept."""
        found: list[dict[str, Any]] = []
        for proof in self.proofs:
            kept = proof.kept()
            if kept is None or not has_commit(kept["commit"]):
                break
            found.append(kept)
        return found

    @property
    def first(self) -> int:
        """Where it has to be played from: 0, or after a step whose leftovers are kept, too."""
        count = len(self.proven)
        if count == len(self.steps) or not count:
            return count
        last = count - 1
        return count if has_leftovers(self.steps[last], self.proofs[last].digest) else 0

    def typed_before(self, step: Step) -> int:
        """Count the commands that come before a step, in this chapter and those before it.

        Args:
            step: one of its steps.
        """
        earlier = self.steps[: self.steps.index(step)]
        return self.typed + sum(len(list(_commands(each.blocks))) for each in earlier)

    @property
    def typed_with_it(self) -> int:
        """How many commands are typed up to its end."""
        return self.typed_before(self.steps[-1]) + len(list(_commands(self.steps[-1].blocks)))

    def openings(self, first: int) -> dict[int, str]:
        """Return what was typed in terminals that are open already: that makes .venv active.

        Args:
            first: how many of its steps were played before.
        """
        typed = [each for step in self.steps[:first] for each in _commands(step.blocks)]
        others = {number for number, command in typed if ACTIVATES.match(command)}
        return dict.fromkeys(others | {1}, ACTIVATE)


def _commands(blocks: Iterable[Fence]) -> Iterator[tuple[int, str]]:
    """Yield the commands of blocks, each with the number of its terminal."""
    for fence in blocks:
        if fence.language == "console":
            for command in commands(fence):
                yield int(fence.options.get("terminal", 1)), command.text
