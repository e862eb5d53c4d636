"""The tests of workbook/history/."""
