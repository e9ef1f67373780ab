"""Streaming phase reconstruction."""
