"""What all may use: errors, paths, git, arguments, and what a run has proven."""
