"""The tests of workbook/site/."""
