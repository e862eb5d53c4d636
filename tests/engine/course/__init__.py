"""The tests of workbook/course/."""
