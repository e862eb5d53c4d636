"""Live: the app of every step, run in the reader's browser by Pyodide."""
