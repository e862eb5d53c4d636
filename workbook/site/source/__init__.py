"""The source pages: what the project is after each step, and which step wrote each line."""
