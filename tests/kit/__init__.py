"""The tests of exercises/kit/, which the checks of exercises are written with."""
