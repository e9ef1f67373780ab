"""Writes the help patches of both hosts and the reference pages of Max from the table of addresses."""
