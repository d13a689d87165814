"""Find likely duplicates of persons, with weights learnt without labels; pure, no database.

Two doors: `link` and `dedupe` for files; `blocking_keys`, `score` and `explain` for one new person
against a register. What it returns is a suggestion with its reasons: a human decides.
"""

from aia.people.linkage.attributes import STANDARD, Attribute, Kind, Schema
from aia.people.linkage.blocking import blocking_keys
from aia.people.linkage.linking import LinkResult, dedupe, link
from aia.people.linkage.model import Model
from aia.people.linkage.online import WORTH_SHOWING, Finding, Likeness, explain, score
from aia.people.linkage.record import Record

__all__ = [
    "STANDARD",
    "WORTH_SHOWING",
    "Attribute",
    "Finding",
    "Kind",
    "Likeness",
    "LinkResult",
    "Model",
    "Record",
    "Schema",
    "blocking_keys",
    "dedupe",
    "explain",
    "link",
    "score",
]
