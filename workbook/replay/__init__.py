"""Type the chapters into terminals, and hold what comes out against the pages and stages/."""
