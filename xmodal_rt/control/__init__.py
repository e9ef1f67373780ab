"""The control process: datagrams in, events and replies out."""
