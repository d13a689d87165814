"""Reading a process from its log: which steps follow which, variants, times, departures.

Pure: no Django, no database. `reading.read_log` reads a file, `mined.mine` reads the log,
`telling.told` gives plain data.
"""
