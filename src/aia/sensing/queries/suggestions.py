"""What the machine said of a notice, read with today's names of the categories."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aia.pathways.queries import taxonomy
from aia.sensing.models import Suggestion

if TYPE_CHECKING:
    from aia.people.sealing import Keyring


@dataclass(frozen=True)
class Named:
    """One category that was suggested: how sure, and why (words and nearest examples)."""

    code: str
    label: str
    domain: str
    confidence: Decimal
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SuggestionText:
    """A suggestion as a page shows it, the surest category first."""

    suggestion: Suggestion
    named: Sequence[Named]
    urgent_words: Sequence[str]


def suggestion_text(suggestion: Suggestion, keys: Keyring, *, withheld: bool) -> SuggestionText:
    """Return a suggestion with its reasons, unless the notice's words are withheld."""
    sealed = "" if withheld else keys.open(suggestion.notice_id, suggestion, "sealed_why")
    told = json.loads(sealed) if sealed else {}
    known = taxonomy().categories
    whys = told.get("why", {})
    return SuggestionText(
        suggestion=suggestion,
        named=[
            Named(
                code=code,
                label=taxonomy().label(code),
                domain=known[code].domain if code in known else "",
                confidence=Decimal(confidence),
                why=whys.get(code, {}),
            )
            for code, confidence in zip(suggestion.codes, suggestion.confidences, strict=True)
        ],
        urgent_words=told.get("urgent_words", ()),
    )
