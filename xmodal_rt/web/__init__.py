"""The web process: what the instrument offers, over HTTP, and OSC over WebSocket; for this machine alone."""
