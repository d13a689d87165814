"""Addresses of accounts, roles, invitations, emergencies and machine clients."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.access.permissions import MANAGER_ROLES
from aia.access.terms import Actor
from aia.access.views import accounts, clients, emergencies, invitations, roles
from aia.web.navigation import Item, register

app_name = "access"

urlpatterns = [
    path("me/", accounts.account, name="account"),
    path("me/second-step/", accounts.second_step_page, name="second_step"),
    path("me/programs/<uuid:client_id>/revoke/", clients.revoke, name="revoke_client"),
    path("invitation/", invitations.accept, name="accept_invitation"),
    path("invitation/<str:secret>/", invitations.open_link, name="open_invitation"),
    path("colleagues/", roles.people, name="colleagues"),
    path("colleagues/invitations/", invitations.invitations, name="invitations"),
    path(
        "colleagues/invitations/<uuid:invitation_id>/withdraw/",
        invitations.withdraw,
        name="withdraw_invitation",
    ),
    path("colleagues/roles/", roles.give, name="give_role"),
    path("colleagues/roles/<uuid:grant_id>/end/", roles.end, name="end_role"),
    path("colleagues/roles/<uuid:grant_id>/capacity/", roles.capacity, name="declare_capacity"),
    path("colleagues/<uuid:account_id>/close/", roles.close, name="close_account"),
    path("colleagues/emergencies/", emergencies.emergencies, name="emergencies"),
    path(
        "colleagues/emergencies/<uuid:glass_id>/review/",
        emergencies.review,
        name="review_emergency",
    ),
    path("colleagues/programs/", clients.clients, name="clients"),
]


def _manages(actor: Actor) -> bool:
    return bool(actor.districts(*MANAGER_ROLES))


register(Item(label=_("Colleagues"), url="access:colleagues", shown=_manages, order=80, home=80))
