"""The machine that something was measured on, told by what matters, and by no name of its own."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

MODELS = Path("/proc/cpuinfo")  # where Linux says what processor it runs on


def machine() -> dict[str, str | int]:
    """Return what there is to say of this machine, its Python, and the day."""
    return {
        "processor": processor(),
        "cores": os.cpu_count() or 1,
        "system": platform.system(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def processor() -> str:
    """Return the model of the processor, or its kind where no model is told."""
    told = MODELS.read_text(encoding="utf-8") if MODELS.is_file() else ""
    model = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return model[1].strip() if model else platform.machine()
