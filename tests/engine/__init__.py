"""The tests of the engine: a folder for each package of workbook/, with faults planted."""
