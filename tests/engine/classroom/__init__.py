"""The tests of workbook/classroom/."""
