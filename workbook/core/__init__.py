"""What all may use: errors, paths, git, arguments, deadlines, and what was proven."""
