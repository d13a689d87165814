"""Need, demand, option, choice, answer and referral."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Domain(models.TextChoices):
    """The six domains of the multidimensional assessment, D.Lgs. 147/2017 art. 5."""

    FUNCTIONING = "functioning", _("Personal conditions and functioning")
    INCOME = "income", _("Economic situation")
    WORK = "work", _("Work and employability")
    LEARNING = "learning", _("Education, schooling and training")
    HOUSING = "housing", _("Housing")
    TIES = "ties", _("Family, neighbourhood and social ties")


class Step(models.TextChoices):
    """How far along the line a need has come."""

    NEED = "need", _("Need")
    DEMAND = "demand", _("Demand")
    CHOICE = "choice", _("Choice")
    ANSWER = "answer", _("Answer")
    REVIEW = "review", _("Review")
    GIVE_BACK = "give_back", _("Give-back")


class State(models.TextChoices):
    """Whether a pathway or a need is being followed."""

    OPEN = "open", _("Open")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class Severity(models.IntegerChoices):
    """How much the need weighs on daily life, as the worker and the person see it."""

    LIGHT = 1, _("Light")
    MODERATE = 2, _("Moderate")
    SERIOUS = 3, _("Serious")
    ACUTE = 4, _("Acute")


class Voice(models.TextChoices):
    """In whose words something is said, or by whom it is decided."""

    PERSON = "person", _("The person")
    FAMILY = "family", _("Somebody of the family")
    GUARDIAN = "guardian", _("Guardian or support administrator")
    NEIGHBOUR = "neighbour", _("Somebody of the places of daily life")
    WORKER = "worker", _("The social worker")
    PARTNER = "partner", _("An organisation")


class UnvoicedReason(models.TextChoices):
    """Why a recognised need did not become a demand."""

    NOT_YET = "not_yet", _("Not yet: trust is being built")
    DOES_NOT_WANT = "does_not_want", _("The person does not want to ask")
    SHAME = "shame", _("Shame or fear of being judged")
    FEAR = "fear", _("Fear of consequences")
    UNAWARE = "unaware", _("The person does not see it as a need")
    LANGUAGE = "language", _("Language or understanding")
    NO_OFFER = "no_offer", _("The person believes that nothing can be offered")
    UNREACHED = "unreached", _("The person could not be reached")


class SuspendReason(models.TextChoices):
    """Why a pathway, a need or an answer rests for a while."""

    PERSON_ASKED = "person_asked", _("The person asked for time")
    AWAY = "away", _("The person is away for a while")
    HEALTH = "health", _("Illness or hospital")
    OTHER_BODY = "other_body", _("Waiting for another body")
    RESOURCES = "resources", _("Waiting for resources")


class WithdrawReason(models.TextChoices):
    """Why a demand, a referral or an option is taken back."""

    CHANGED_MIND = "changed_mind", _("The person changed their mind")
    FOUND_ELSEWHERE = "found_elsewhere", _("Help was found elsewhere")
    NO_LONGER_NEEDED = "no_longer_needed", _("It is no longer needed")
    UNAVAILABLE = "unavailable", _("It is no longer available")
    MISTAKE = "mistake", _("Recorded by mistake")


class RedactReason(models.TextChoices):
    """Why a text was blanked. The act stays on record, the words do not."""

    THIRD_PERSON = "third_person", _("It spoke of somebody else")
    NOT_NEEDED = "not_needed", _("It said more than was needed")
    WRONG_PERSON = "wrong_person", _("It was about another person")
    PERSON_ASKED = "person_asked", _("The person asked for it")
    AUTHORITY = "authority", _("An authority ordered it")


class OptionKind(models.TextChoices):
    """What sort of answer an option would be."""

    SERVICE = "service", _("Service")
    MONEY = "money", _("Economic support")
    SHARED_RESOURCE = "shared_resource", _("Shared resource")
    COMMUNITY_PROJECT = "community_project", _("Community project")
    OWN_NETWORK = "own_network", _("Help from one's own network")
    OTHER_BODY = "other_body", _("Another public body")


class OptionSource(models.TextChoices):
    """Where an option came from."""

    PERSON = "person", _("Proposed by the person")
    WORKER = "worker", _("Proposed by the social worker")
    PARTNER = "partner", _("Proposed by an organisation")
    CATALOGUE = "catalogue", _("Found in the catalogue of services")
    NETWORK = "network", _("Proposed by family or neighbours")


class OptionState(models.TextChoices):
    """What became of an option."""

    OFFERED = "offered", pgettext_lazy("option", "Offered")
    TAKEN = "taken", pgettext_lazy("option", "Chosen")
    DECLINED = "declined", pgettext_lazy("option", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("option", "No longer available")


class ChoiceReason(models.TextChoices):
    """Why an option was taken or declined."""

    FITS = "fits", _("It fits what is needed")
    TRUST = "trust", _("Trust in who offers it")
    NEAR = "near", _("It is near")
    OWN_IDEA = "own_idea", _("It is the person's own idea")
    ONLY_ONE = "only_one", _("There was nothing else")
    TOO_FAR = "too_far", _("Too far or hard to reach")
    TOO_DEAR = "too_dear", _("It costs too much")
    TIMES = "times", _("The times do not fit")
    NOT_TRUSTED = "not_trusted", _("No trust in who offers it")
    ASKS_TOO_MUCH = "asks_too_much", _("It asks too much")
    PREFERS_ALONE = "prefers_alone", _("The person prefers to manage alone")
    OTHER = "other", _("Another reason, in the person's words")


class Intensity(models.TextChoices):
    """How much of a service an answer is; proximity is light and near."""

    HIGH = "high", _("High intensity")
    MEDIUM = "medium", _("Medium intensity")
    LIGHT = "light", _("Light proximity")


class ProviderKind(models.TextChoices):
    """Who gives an answer or a support."""

    PUBLIC = "public", _("Public service")
    THIRD_SECTOR = "third_sector", _("Third sector")
    INFORMAL = "informal", _("Family, neighbours, volunteers")
    COMPANY = "company", _("Company")


class AnswerState(models.TextChoices):
    """Where an answer stands."""

    PLANNED = "planned", pgettext_lazy("answer", "To start")
    RUNNING = "running", pgettext_lazy("answer", "Running")
    SUSPENDED = "suspended", pgettext_lazy("answer", "Suspended")
    ENDED = "ended", pgettext_lazy("answer", "Ended")


class AnswerEnd(models.TextChoices):
    """Why an answer ended."""

    DONE = "done", _("It has done what it was for")
    PERSON_LEFT = "person_left", _("The person chose to stop")
    PROVIDER_LEFT = "provider_left", _("The provider could not go on")
    PASSED = "passed", _("It passed to another intensity")
    RESOURCES = "resources", _("Resources ended")
    OTHER = "other", _("Other")


class ReferralState(models.TextChoices):
    """Where a referral to an organisation stands."""

    SENT = "sent", _("Sent, waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    STARTED = "started", _("Started")
    ENDED = "ended", _("Ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReplyChannel(models.TextChoices):
    """How the word of an organisation that did not write it itself reached the team."""

    PHONE = "phone", _("By phone")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")
    IN_PERSON = "in_person", _("In person")


class DeclineReason(models.TextChoices):
    """Why an organisation declined a referral."""

    NO_PLACE = "no_place", _("No place free")
    OUTSIDE_SCOPE = "outside_scope", _("Outside what we do")
    OUTSIDE_AREA = "outside_area", _("Outside our area")
    NO_STAFF = "no_staff", _("Not enough people or hours")
    INCOMPLETE = "incomplete", _("Information is missing")
    ALREADY_SERVED = "already_served", _("Already followed by somebody else")
    OTHER = "other", _("Other")
