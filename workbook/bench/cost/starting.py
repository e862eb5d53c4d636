"""Start an app, and say what that costs. Runs in the app's own environment and folder.

It takes names to import before the app, in their order, and prints JSON: for each of them, and for
the app behind them, the microseconds of CPU that it took, with all that it brings.
"""

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from time import process_time

from workbook.bench.cost.loading import load, set_up_log

APP = "app"


def main(names: Sequence[str]) -> None:
    """Start the app, a piece at a time."""
    took, out, begun = dict[str, int](), sys.stdout, process_time()
    for name in [*names, APP]:
        if name == APP:
            out = set_up_log()
            load()
        else:
            import_module(name)
        took[name] = round(1e6 * (process_time() - begun))
        begun = process_time()
    print(json.dumps(took), file=out)


if __name__ == "__main__":
    main(sys.argv[1:])
