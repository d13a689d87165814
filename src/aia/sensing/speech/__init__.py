"""What pages that anybody may open say, in the eight languages of the district's people.

One YAML file a language, beside this one. Italian is the measure: every other file has the same
keys and the same placeholders, or the product does not start to speak.
"""

from aia.sensing.speech.reading import (
    LANGUAGES,
    Speech,
    SpeechBroken,
    flat,
    read,
    speech,
    wanted_language,
)

__all__ = ["LANGUAGES", "Speech", "SpeechBroken", "flat", "read", "speech", "wanted_language"]
