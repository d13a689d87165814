"""Who may open the observatory's addresses: one row for each, as in `table.py`."""

from __future__ import annotations

from tests.matrix.rows import EVERYBODY, Row, page, public

# Published numbers are everybody's, signed in or not.
ANYBODY = public(page())
# Readings are written by who works in the district or answers for one of its bodies.
WRITTEN = Row("WCPR", about="body")
# Only the coordinator wrote something here; only coordinators blank it.
OWN_WORDS = Row("C", about="body")

OBSERVATORY: dict[str, Row] = {
    "observatory:index": ANYBODY,
    "observatory:method": ANYBODY,
    "observatory:data": ANYBODY,
    # Written with the first build, which the matrix does not make.
    "observatory:catalogue": public(page("", hidden=EVERYBODY)),
    "observatory:home": ANYBODY,
    "observatory:compare": ANYBODY,
    "observatory:indicator": ANYBODY,
    "observatory:edition": ANYBODY,
    "observatory:embed": ANYBODY,
    "observatory:file": ANYBODY,
    "observatory:picture": public(page("", hidden=EVERYBODY)),
    "observatory:reading": page(),
    "observatory:write_reading": WRITTEN,
    "observatory:withdraw_reading": OWN_WORDS,
    "observatory:redact_reading": OWN_WORDS,
    "observatory:found_need": Row("WC", about="body"),
}

OBSERVATORY_API: dict[str, Row] = {
    "api:observatory_districts": ANYBODY,
    "api:observatory_indicators": ANYBODY,
    "api:observatory_indicator": ANYBODY,
    "api:observatory_table": ANYBODY,
    "api:observatory_release": ANYBODY,
    "api:observatory_releases": public(page(asked=("", "?limit=1"))),
    "api:observatory_readings": ANYBODY,
}
