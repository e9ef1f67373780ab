"""A real-time instrument: labels, latent coordinates and sound translate into each other."""

__version__ = "0.1.0"
