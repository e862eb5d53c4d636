"""The diff pages and the explorer: what changes between two stages or steps, and why."""
