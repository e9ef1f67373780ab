"""Measurements: `xmodal-rt bench`."""
