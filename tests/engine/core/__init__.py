"""The tests of workbook/core/."""
