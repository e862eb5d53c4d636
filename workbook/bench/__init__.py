"""What ``nox -s bench`` measures: one module a bench, named in workbook/bench.py."""
