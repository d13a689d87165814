"""Assessment instruments: questions and scales in YAML beside the code that reads them.

An instrument gives a profile, never one number for a person: a level for each question, a mean
for each of the six domains, and the sides of life that ask for attention first.
"""

from aia.pathways.instruments.loading import (
    Instrument,
    InstrumentInvalid,
    Level,
    Question,
    UnknownInstrument,
    get_instrument,
    instruments,
)
from aia.pathways.instruments.scoring import (
    AnswersInvalid,
    Change,
    Profile,
    answer_codes,
    change_between,
    profile_of,
)

__all__ = [
    "AnswersInvalid",
    "Change",
    "Instrument",
    "InstrumentInvalid",
    "Level",
    "Profile",
    "Question",
    "UnknownInstrument",
    "answer_codes",
    "change_between",
    "get_instrument",
    "instruments",
    "profile_of",
]
