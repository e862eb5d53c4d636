"""The tests of workbook/site/facts/."""
