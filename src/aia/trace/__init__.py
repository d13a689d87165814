"""The append-only ledger: no change without a trace."""
