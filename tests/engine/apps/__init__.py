"""The tests of workbook/apps/."""
