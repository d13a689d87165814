"""Who may speak for whom, and when a consent is needed.

Recording a need or a demand is the public duty of the social service (GDPR art. 6.1.e): it rests
on no consent. What a consent decides is whether somebody else's words may stand as the person's:

- the person speaks: nothing more is needed; a consent to record their words is cited if given;
- guardian or support administrator: the law lets them speak for the person;
- anybody else (family, neighbour, worker, organisation): only with the person's consent to have
  their demand recorded, in force at that moment. Without it the need stays a need, with the
  dated reason why it was not voiced;
- a household speaks through its members; an organisation or a community through whoever belongs
  to it: no personal consent is asked.

Sharing a file with an organisation always needs the person's consent towards that organisation,
because it is the person who chooses who helps.
"""

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.terms import Voice
from aia.people.terms import Subject

_LEGAL_VOICES = frozenset({Voice.PERSON, Voice.GUARDIAN})
_DECIDING = frozenset({Voice.PERSON, Voice.FAMILY, Voice.GUARDIAN})


def needs_consent_to_voice(kind: str, voiced_by: str) -> bool:
    """Say whether words of `voiced_by` stand as the subject's only with their consent."""
    if kind in {Subject.ORGANISATION, Subject.COMMUNITY}:
        return False
    if kind == Subject.HOUSEHOLD and voiced_by == Voice.FAMILY:
        return False
    return voiced_by not in _LEGAL_VOICES


def needs_consent_to_share(kind: str) -> bool:
    """Say whether a referral needs a person's consent to share the file."""
    return kind in {Subject.PERSON, Subject.HOUSEHOLD}


def check_voice(kind: str, voiced_by: str, *, consented: bool) -> None:
    """Raise Refused when somebody else's words would stand as the person's without consent."""
    if needs_consent_to_voice(kind, voiced_by) and not consented:
        raise Refused(
            _(
                "Somebody else’s words become the person’s demand only with the person’s consent."
                " Record the consent first, or write why the need was not voiced."
            ),
            field="voiced_by",
        )


def check_decider(kind: str, made_by: str) -> None:
    """Raise Refused when the choice is not made by the person or by who may decide for them.

    A worker or an organisation proposes; in an organisation or community whoever belongs decides.
    """
    if kind in {Subject.PERSON, Subject.HOUSEHOLD} and made_by not in _DECIDING:
        raise Refused(
            _("The choice is the person’s: write who made it, the person, family or guardian."),
            field="made_by",
        )


def check_own_voice(voice: str) -> None:
    """Raise Refused when a citizen would record words or a choice as somebody else's."""
    if voice != Voice.PERSON:
        raise Refused(_("From your own page you speak for yourself."), field="voiced_by")


def check_sharing(kind: str, *, consented: bool) -> None:
    """Raise Refused when a file would be shared without the person's consent."""
    if needs_consent_to_share(kind) and not consented:
        raise Refused(
            _(
                "The person has not consented to share their file with this organisation."
                " Record the consent first, then send the referral."
            ),
            field="consent",
        )
