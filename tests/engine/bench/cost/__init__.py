"""The tests of workbook/bench/cost/."""
