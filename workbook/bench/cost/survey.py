"""Look at what is installed for an app. Runs in the app's own environment and folder.

It prints JSON: for each package its size on disk in bytes, without the bytecode that Python makes
of it; what the running app has imported of them, in the order in which it came; and the parts that
an app for a server is put together from.
"""

import json
import sys
from importlib.metadata import Distribution, distributions, packages_distributions

from workbook.bench.cost.loading import load, set_up_log


def main() -> None:
    """Load the app, and look around."""
    out = set_up_log()
    load()
    of = packages_distributions()
    imported = {name: of[name][0] for name in sys.modules if name in of}
    sizes = {each.metadata["Name"]: size(each) for each in distributions()}
    operations = sys.modules.get("taskmaster.operations")
    parts = [part.__name__ for part in operations.PARTS] if operations else []
    print(json.dumps({"sizes": sizes, "imported": imported, "parts": parts}), file=out)


def size(package: Distribution) -> int:
    """Return how many bytes the files have that a package came with."""
    paths = [each.locate() for each in package.files or () if each.suffix != ".pyc"]
    return sum(path.stat().st_size for path in paths if path.is_file())  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
