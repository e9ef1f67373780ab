"""MIDI that is played: ports, keys, channels and zones, and what becomes of them in the address table."""
