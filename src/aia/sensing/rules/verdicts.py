"""What a human decision makes of a suggestion. Pure."""

from collections.abc import Sequence

from aia.sensing.terms import SuggestionVerdict


def verdict(suggested: Sequence[str], decided: str, *, abstained: bool) -> SuggestionVerdict:
    """Return how a decision stands to what was suggested, the surest first."""
    if abstained or not suggested:
        return SuggestionVerdict.UNAIDED
    if decided == suggested[0]:
        return SuggestionVerdict.ACCEPTED
    return SuggestionVerdict.LISTED if decided in suggested else SuggestionVerdict.CORRECTED
