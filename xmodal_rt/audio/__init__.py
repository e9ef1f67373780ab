"""The audio process: pyo, its callback, and JACK."""
