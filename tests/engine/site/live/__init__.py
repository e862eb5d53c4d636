"""The tests of workbook/site/live/."""
