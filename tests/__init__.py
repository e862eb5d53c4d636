"""The tests of the workbook: its engine, its pages, and the stages as one asks them over HTTP."""
