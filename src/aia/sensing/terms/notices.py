"""The words of a notice, from who sends it to what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Urgency(models.TextChoices):
    """How soon somebody should look, as who noticed sees it."""

    LOW = "low", _("It can wait a little")
    SOON = "soon", _("Within a few days")
    NOW = "now", _("As soon as possible")


class NoticeDoor(models.TextChoices):
    """By which door a notice came in: all lead into one channel."""

    SENSOR = "sensor", _("A social sensor’s page")
    CITIZEN = "citizen", _("A citizen, for themselves")
    OPERATOR = "operator", _("Written down by an operator")
    API = "api", _("Another program")
    IMPORT = "import", _("Another archive")


class NoticeState(models.TextChoices):
    """Where a notice stands. The last three end its way, until it is reopened."""

    RECEIVED = "received", _("Received")
    IN_CHARGE = "in_charge", _("Somebody is looking into it")
    PASSED_ON = "passed_on", _("Passed on, waiting for a yes or a no")
    SETTLED = "settled", _("Concluded")
    MERGED = "merged", _("Joined to another notice about the same thing")
    SPLIT = "split", _("Divided into parts, each on its own way")


class Outcome(models.TextChoices):
    """What became of a notice."""

    PERSON_NEED = "person_need", _("A need of somebody was recognised")
    COMMUNITY_NEED = "community_need", _("A need of the community was recognised")
    INFORMED = "informed", _("Answered with information")
    PASSED_ON = "passed_on", _("Another body took it over")
    CLOSED = "closed", _("Closed with a reason")


class NoticeCloseReason(models.TextChoices):
    """Why a notice is closed without any of the other outcomes."""

    ALREADY_KNOWN = "already_known", _("It was already being followed")
    NOT_FOUND = "not_found", _("What was seen could not be found again")
    SOLVED = "solved", _("It solved itself")
    DECLINED = "declined", _("The person does not want anything now")
    UNCLEAR = "unclear", _("It could not be understood, and nobody could be asked")
    ELSEWHERE = "elsewhere", _("It is about another area")
    NOT_SOCIAL = "not_social", _("It is not about a need of people")
    MISTAKE = "mistake", _("It was sent by mistake or as a joke")


class Awareness(models.TextChoices):
    """Whether the person it is about knows of the notice and agrees to be contacted."""

    AGREES = "agrees", _("Knows and agrees to be contacted")
    KNOWS = "knows", _("Knows, has not said whether they agree")
    DOES_NOT_KNOW = "does_not_know", _("Does not know")
    UNSAID = "unsaid", _("Not said")


class WordSide(models.TextChoices):
    """Who speaks in the dialogue about a notice."""

    OFFICE = "office", _("The office")
    REPORTER = "reporter", _("Who sent the notice")


class MediaKind(models.TextChoices):
    """What goes with a notice."""

    PHOTO = "photo", _("Photo")
    VOICE = "voice", _("Voice note")


class MovedFor(models.TextChoices):
    """Why a notice was moved from where the rules had sent it."""

    AREA = "area", _("It is about another place")
    KIND = "kind", _("It is another kind of need")
    KNOWN = "known", _("A colleague already follows this")
    ABSENCE = "absence", _("The colleague is away")
    LOAD = "load", _("To share the work")


class PassedState(models.TextChoices):
    """What another body answered to a notice that was passed on to it."""

    WAITING = "waiting", pgettext_lazy("notice", "Waiting for its answer")
    ACCEPTED = "accepted", pgettext_lazy("notice", "Accepted")
    DECLINED = "declined", pgettext_lazy("notice", "Declined")


class PassedDecline(models.TextChoices):
    """Why another body did not take a notice over."""

    NOT_OURS = "not_ours", _("It is not ours to deal with")
    NO_ROOM = "no_room", _("There is no room now")
    TOO_LITTLE = "too_little", _("Too little is said to act on it")
    KNOWN = "known", _("We already follow it")


class SeenDoubt(models.TextChoices):
    """Why the moment told by a device was not taken as it was."""

    AHEAD = "ahead", _("The device’s clock was ahead: the moment of arrival stands")
    LONG_AGO = "long_ago", _("The device’s clock was far behind: the moment of arrival stands")


class NoticeLane(models.TextChoices):
    """What part of the notices is shown in the queue."""

    WAITING = "waiting", _("All that wait")
    MINE = "mine", _("Mine")
    NOBODY = "nobody", _("Nobody’s yet")
    DANGER = "danger", _("With words of danger")
    ANSWERED = "answered", _("With new words of who sent them")
    OVERDUE = "overdue", _("Past their day")
    DONE = "done", _("Concluded")


class Likeness(models.TextChoices):
    """Why two notices may be about the same thing."""

    PLACE = "place", _("the same place")
    TOWN = "town", _("the same municipality")
    TIME = "time", _("near in time")
    CATEGORY = "category", _("the same kind of need")
    DOMAIN = "domain", _("the same area of life")
    WORDS = "words", _("like words")
    SENSOR = "sensor", _("the same sensor")
