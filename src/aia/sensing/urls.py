"""Addresses of sensing for who is signed in; those that anybody may open are in `public_urls`."""

from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor, Role
from aia.sensing import numbers_urls, office_urls
from aia.web.navigation import Item, register

app_name = "sensing"

urlpatterns = [*office_urls.urlpatterns, *numbers_urls.urlpatterns]


def _of_the_office(actor: Actor) -> bool:
    return actor.has(Role.SOCIAL_WORKER) or actor.has(Role.COORDINATOR)


def _only_plans(actor: Actor) -> bool:
    return actor.has(Role.PLANNER) and not _of_the_office(actor)


def _counts(actor: Actor) -> bool:
    return actor.has(Role.PLANNER) or _of_the_office(actor)


def _speaks_for_themselves(actor: Actor) -> bool:
    return actor.has(Role.CITIZEN)


def _answers_for_a_body(actor: Actor) -> bool:
    return bool(actor.organisations())


register(Item(label=_("Notices"), url="sensing:queue", shown=_of_the_office, order=12))
register(Item(label=_("What I said"), url="doors:mine", shown=_speaks_for_themselves, order=27))
register(Item(label=_("Sensors"), url="sensing:sensors", shown=_only_plans, order=42))
register(
    Item(label=_("Notices passed on"), url="sensing:passed", shown=_answers_for_a_body, order=45)
)
register(Item(label=_("Our sensors"), url="doors:my_sensors", shown=_answers_for_a_body, order=46))
register(Item(label=_("Reading the need"), url="sensing:expected", shown=_counts, order=80))
