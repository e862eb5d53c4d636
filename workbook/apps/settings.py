"""The settings that an app takes from its environment, from stage 05 on."""

from pathlib import Path
from secrets import token_hex

from workbook.core.paths import read_text

EXAMPLE = ".env.example"
SECRET = "SECRET_KEY"
_secret = token_hex()  # one for all that this process starts: they read each other's cookies


def example(app: Path) -> dict[str, str]:
    """Return what an app's ``.env.example`` sets; an app that takes no settings has none.

    Args:
        app: the app's folder.
    """
    file = app / EXAMPLE
    lines = read_text(file).splitlines() if file.is_file() else []
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {name.strip(): value.strip() for name, value in pairs}


def on_this_machine(app: Path) -> dict[str, str]:
    """Return what an app is told here: what its ``.env.example`` says, with a secret filled in.

    Args:
        app: the app's folder.
    """
    settings = example(app)
    return settings | {SECRET: _secret} if SECRET in settings else settings
