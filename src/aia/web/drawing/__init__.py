"""Drawings made on the server: the trace as a line, goals reached, change over time."""
