"""``python -m workbook.commands NAME ...``: one command, as a session of the noxfile runs it."""

import sys

from workbook.commands import run_command
from workbook.core.errors import WorkbookError
from workbook.core.processes import end_with_parent

end_with_parent()
try:
    run_command(sys.argv[1], sys.argv[2:])
except WorkbookError as error:
    sys.stdout.flush()  # what went before stays before, in a file too
    sys.exit(str(error))
except KeyboardInterrupt:
    print("\nStopped.", file=sys.stderr)
    sys.exit(130)
