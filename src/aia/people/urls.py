"""Addresses of the pages about people."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor, Role
from aia.people.views import around, duplicates, households, organisations, persons
from aia.people.views.shared import WORKERS
from aia.web.navigation import Item, register, register_search

app_name = "people"

urlpatterns = [
    path("", persons.search, name="search"),
    path("new/", persons.new, name="new"),
    path("new/likely/", persons.likely, name="likely"),
    path("duplicates/", duplicates.index, name="duplicates"),
    path("duplicates/scan/", duplicates.scan, name="scan"),
    path("duplicates/<uuid:first_id>/<uuid:second_id>/", duplicates.merge, name="merge"),
    path("retention/", duplicates.retention, name="retention"),
    path("households/<uuid:household_id>/", households.household, name="household"),
    path("households/<uuid:household_id>/join/", households.join, name="household_join"),
    path("households/<uuid:household_id>/close/", households.close, name="household_close"),
    path("households/members/<uuid:member_id>/leave/", households.leave, name="household_leave"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("organisations/table/", organisations.table, name="organisations_table"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path(
        "organisations/<uuid:organisation_id>/edit/", organisations.edit, name="organisation_edit"
    ),
    path(
        "organisations/<uuid:organisation_id>/close/",
        organisations.close,
        name="organisation_close",
    ),
    path("identifiers/<uuid:identifier_id>/end/", around.end_identifier, name="identifier_end"),
    path("memberships/<uuid:membership_id>/end/", around.end_membership, name="membership_end"),
    path("consents/<uuid:consent_id>/withdraw/", around.withdraw_consent, name="consent_withdraw"),
    path("<uuid:person_id>/", persons.identity, name="identity"),
    path("<uuid:person_id>/edit/", persons.edit, name="edit"),
    path("<uuid:person_id>/protect/", persons.protect, name="protect"),
    path("<uuid:person_id>/unprotect/", persons.unprotect, name="unprotect"),
    path("<uuid:person_id>/codes/", around.add_identifier, name="identifier_add"),
    path("<uuid:person_id>/memberships/", around.add_membership, name="membership_add"),
    path("<uuid:person_id>/consents/", around.consents, name="consents"),
    path("<uuid:person_id>/household/", households.new, name="household_new"),
    path("<uuid:person_id>/export/", around.export, name="export"),
    path("<uuid:person_id>/erase/", around.erase, name="erase"),
    path("<uuid:person_id>/term/", duplicates.set_term, name="term"),
    path("<uuid:person_id>/unmerge/", duplicates.unmerge, name="unmerge"),
]


def _meets_people(actor: Actor) -> bool:
    return bool(actor.districts(*WORKERS))


def _coordinates(actor: Actor) -> bool:
    return actor.has(Role.COORDINATOR)


def _knows_bodies(actor: Actor) -> bool:
    return bool(actor.districts(*WORKERS, Role.PLANNER, Role.ADMINISTRATOR, Role.PARTNER_OPERATOR))


_people = Item(label=_("People"), url="people:search", shown=_meets_people, order=30)
register(_people)
register_search(_people)
register(Item(label=_("Organisations"), url="people:organisations", shown=_knows_bodies, order=40))
register(Item(label=_("Likely duplicates"), url="people:duplicates", shown=_coordinates, order=50))
