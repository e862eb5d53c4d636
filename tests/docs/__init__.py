"""What the pages and the snapshots promise holds."""
