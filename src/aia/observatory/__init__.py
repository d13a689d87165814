"""Reads the ledger and never writes it: processes, indicators and what may be published."""
