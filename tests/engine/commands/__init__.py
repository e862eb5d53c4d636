"""The tests of workbook/commands/."""
