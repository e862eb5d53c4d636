"""Facts of a stage: asked of the running app, kept as data, and shown on pages."""
