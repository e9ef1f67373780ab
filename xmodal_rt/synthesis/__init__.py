"""The synthesis process: the instrument and its voices."""
