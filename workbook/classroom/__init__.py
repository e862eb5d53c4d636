"""What a class has handed in: take it in, find where each one is, and say so."""
