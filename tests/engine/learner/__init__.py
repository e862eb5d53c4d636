"""The tests of workbook/learner/."""
