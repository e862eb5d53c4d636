"""The bench of cost: what each stage costs beside the others, and what costs in it."""

TASKS, TURNS = 20, 5  # on the list; and how often a round asks for the same page
