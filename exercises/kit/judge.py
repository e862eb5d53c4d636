"""Judge a copy: run each part of a check, and say how it went."""

import inspect
from collections.abc import Callable
from pathlib import Path

from kit.learner import Copy
from kit.parts import Part, load, parts
from kit.remote import Host, Raised
from kit.traces import explain
from kit.words import Unmet, runs_inside


class Judge:
    """A check, and what is said of its parts."""

    def __init__(
        self, check: Path, copy: Copy, host: Host, say: Callable[..., None], *, all_inside: bool
    ) -> None:
        """Take a check, a copy, where its code runs, and what takes the facts.

        Args:
            check: the file.
            copy: the copy.
            host: where its code runs.
            say: is told each fact, by its name.
            all_inside: whether every part runs there, too.
        """
        self.check, self.copy, self.host, self.say = check, copy, host, say
        self.all_inside = all_inside

    def run(self) -> None:
        """Run each part."""
        every = parts(load(self.check))
        self.say(parts=[inspect.getdoc(part) for part in every])
        for part in every:
            self.copy.runs = self.copy.changed = ""
            self.say(why=self.why_not(part))
        self.say(done=True)

    def why_not(self, part: Part) -> str | None:
        """Run a part of a check; return why it is not met, or nothing."""
        try:
            if self.all_inside or runs_inside(part):
                return self._inside(part)
            part(self.copy)
        except Unmet as unmet:
            return str(unmet)
        except KeyboardInterrupt:
            raise
        except Raised as raised:
            return _raises(raised.told, self.copy.changed)
        except BaseException as error:
            return _raises(explain(error, self.copy.folder), self.copy.changed)
        return None

    def _inside(self, part: Part) -> str | None:
        """Run a part beside the app, which then can say what is found."""
        said = self.host.ask("part", name=part.__name__)
        if "raised" in said:
            return _raises(said["raised"], said["changed"])
        why: str | None = said.get("unmet")
        return why


def _raises(told: str, changed: str) -> str:
    app = f"{changed}, your app" if changed else "Your app"
    return f"{app} raises an error:\n{told}"
