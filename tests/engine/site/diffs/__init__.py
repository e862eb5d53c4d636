"""The tests of workbook/site/diffs/."""
