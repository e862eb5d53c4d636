"""What stories of a server under gunicorn have in common."""

import os

import pytest

ON_GUNICORN = pytest.mark.skipif(os.name == "nt", reason="gunicorn does not run on Windows")
