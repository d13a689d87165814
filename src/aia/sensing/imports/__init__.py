"""Bringing in notices of another archive: map files, and the rows that they read. Pure."""
