"""The studio: what the stage would have played, as files."""
