"""The course as it is written: pages are read into stages, steps and blocks, and rewritten."""
