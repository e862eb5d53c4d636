"""The tests of workbook/site/teaching/."""
