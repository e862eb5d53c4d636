"""The tests of the workbook: its engine here, the stages in acceptance/."""
