"""The git history that the chapters make: who wrote each line, and what a step changes."""
