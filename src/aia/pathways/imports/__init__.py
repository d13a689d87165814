"""Bringing in event logs of cases: mapping files, the reader, and the rules of their acts."""
