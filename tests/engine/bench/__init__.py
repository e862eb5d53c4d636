"""The tests of workbook/bench/."""
