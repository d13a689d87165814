"""What every operation of the API has in common: problems, keys, versions, cursors, limits."""
