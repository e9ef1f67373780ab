"""OSC: the codec, the one table of addresses, and the check of arguments."""
