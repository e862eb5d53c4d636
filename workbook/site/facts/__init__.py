"""The pages of facts: what is known of each stage, as tables and drawings."""
