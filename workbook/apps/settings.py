"""The settings that an app takes from its environment, from stage 05 on."""

from pathlib import Path
from secrets import token_hex

EXAMPLE = ".env.example"
SECRET = "SECRET_KEY"
# What a person, or the platform that this runs on, may have set for other apps.
FOREIGN = frozenset(
    {
        SECRET,
        "DATABASE_URL",
        "FORWARDED_ALLOW_IPS",
        "GUNICORN_CMD_ARGS",
        "HOSTS",
        "HTTPS",
        "METRICS_TOKEN",
        "PGOPTIONS",
        "PORT",
        "POSTGRES_PASSWORD",
        "PROMETHEUS_MULTIPROC_DIR",
        "PROXY_HOPS",
        "REDIS_URL",
        "SCRIPT_NAME",
        "WEB_CONCURRENCY",
    }
)
_secret = token_hex()  # one for all that this process starts: they read each other's cookies


def example(app: Path) -> dict[str, str]:
    """Return what an app's ``.env.example`` sets; an app that takes no settings has none.

    Args:
        app: the app's folder.
    """
    file = app / EXAMPLE
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {name.strip(): value.strip() for name, value in pairs}


def on_this_machine(app: Path) -> dict[str, str]:
    """Return what an app is told here: what its ``.env.example`` says, with a secret filled in.

    Args:
        app: the app's folder.
    """
    settings = example(app)
    return settings | {SECRET: _secret} if SECRET in settings else settings
