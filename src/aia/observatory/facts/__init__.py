"""What happened, copied from the ledger to Parquet and laid out as tables: codes, never a name.

<AIA_HOME>/observatory/facts/
    manifest.json                    what is here; written last, so a killed build loses nothing
    entries/district=X/year=Y/       the ledger's entries, as they were recorded
    tables/<name>/district=X/        one row a thing (a need, an answer, …) with its days
"""
