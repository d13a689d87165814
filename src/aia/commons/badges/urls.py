"""Addresses of competences and badges, within the floor's."""

from django.urls import path

from aia.commons.views import badges, competences

_ONE = "competences/<uuid:competence_id>/"
_BADGE = "competences/badges/<uuid:badge_id>/"
_VOICE = "competences/endorsements/<uuid:endorsement_id>/"
_ISSUER = "badges/<slug:district>/"

urlpatterns = [
    path("competences/", competences.competences_page, name="competences"),
    path("competences/new/", competences.Claim.as_view(), name="claim"),
    path("competences/of/<uuid:organisation_id>/", badges.body_page, name="body_competences"),
    path(_ONE, competences.competence_page, name="competence"),
    path(_ONE + "ask/", competences.OpenAsking.as_view(), name="open_asking"),
    path(_ONE + "shut/", competences.ShutAsking.as_view(), name="shut_asking"),
    path(_ONE + "withdraw/", competences.WithdrawCompetence.as_view(), name="withdraw_competence"),
    path(_ONE + "badge/", competences.IssueBadge.as_view(), name="issue_badge"),
    path(_ONE + "vouch/<str:link>/", competences.Endorse.as_view(), name="endorse"),
    path(_BADGE + "badge.jwt", badges.badge_file, {"kind": "jwt"}, name="badge_jwt"),
    path(_BADGE + "badge.svg", badges.badge_file, {"kind": "svg"}, name="badge_svg"),
    path(_BADGE + "revoke/", competences.RevokeBadge.as_view(), name="revoke_badge"),
    path(_VOICE + "endorsement.jwt", badges.endorsement_file, name="endorsement_jwt"),
    path(_VOICE + "withdraw/", competences.WithdrawEndorsement.as_view(), name="unvouch"),
    path(_ISSUER, badges.issuer_page, name="badge_issuer"),
    path(_ISSUER + "did.json", badges.did_json, name="badge_did"),
    path(_ISSUER + "issuer.json", badges.issuer_json, name="badge_profile"),
    path(_ISSUER + "revoked/<str:what>.jwt", badges.revoked_list, name="badge_revoked"),
]
