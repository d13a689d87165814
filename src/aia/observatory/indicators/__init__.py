"""Indicators: definitions in files, the grammar that they are written in, and their computing."""
