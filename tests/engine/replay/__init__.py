"""The tests of workbook/replay/."""
