"""Any app in a folder: install it, start it, ask it, and run its own tests."""
