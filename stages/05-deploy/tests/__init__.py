"""The tests of Task Master."""
