"""What all may use: errors, paths, git, arguments, deadlines, processes, and what was proven."""
