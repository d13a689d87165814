"""Badges outside: their files, who issues them, what was revoked, verifying one that was given."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from aia.access.queries import request_actor
from aia.commons.badges import credentials, issuing, jws, pictures, verifying
from aia.commons.badges.wording import words_of
from aia.commons.forms.competences import VerifyForm
from aia.commons.models import Badge, Endorsement
from aia.commons.queries import competences as queries
from aia.kit.clock import now
from aia.people.queries import names_of, organisations
from aia.territory.queries import districts
from aia.web.terms import Crumb

_LARGEST = 1024 * 1024
_Answer = TypeVar("_Answer", bound=HttpResponse)


@require_safe
def badge_file(request: HttpRequest, badge_id: UUID, kind: str) -> HttpResponse:
    """Give a badge as a signed text (`jwt`) or as a picture that carries it (`svg`)."""
    actor, at = request_actor(request), now()
    try:
        badge = queries.get_badge(actor, badge_id, "badge.taken", at=at)
    except Badge.DoesNotExist as error:
        raise Http404(str(error)) from error
    token = queries.signed_text(badge)
    if not token:
        raise Http404
    if kind == "jwt":
        return _file(token.encode(), credentials.MEDIA_TYPE, "badge.jwt")
    one = queries.get_competence(actor, badge.competence_id, "badge.taken", at=at)
    issuer = issuing.issuer_of(badge.district)
    picture = pictures.baked(token, one.title, one.holder, issuer.name)
    return _file(picture, "image/svg+xml", "badge.svg")


@require_safe
def endorsement_file(request: HttpRequest, endorsement_id: UUID) -> HttpResponse:
    """Give an endorsement as a signed text."""
    actor, at = request_actor(request), now()
    try:
        row = queries.get_endorsement(actor, endorsement_id, "endorsement.known", at=at)
    except Endorsement.DoesNotExist as error:
        raise Http404(str(error)) from error
    token = queries.signed_text(row)
    if not token:
        raise Http404
    return _file(token.encode(), credentials.MEDIA_TYPE, "endorsement.jwt")


@require_safe
@login_not_required
def body_page(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show what a body can do, and who vouches for it, to anybody."""
    names = names_of(organisation_ids=[organisation_id])
    if not names.get(organisation_id):
        raise Http404
    name = names[organisation_id]
    context = {
        "name": name,
        "items": queries.body_competences(organisation_id),
        "crumbs": [Crumb(_("The floor"), reverse("commons:catalogue")), Crumb(name)],
    }
    return render(request, "commons/body_competences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def issuer_page(request: HttpRequest, district: str) -> HttpResponse:
    """Say who issues badges in the district, and verify one that somebody was given."""
    issuer = _issuer(district)
    sent = request.method == "POST"
    form = VerifyForm(request.POST, request.FILES) if sent else VerifyForm()
    context: dict[str, Any] = {
        "issuer": issuer,
        "key": jws.thumbprint(issuing.public_key()),
        "form": form,
        "district": district,
        "crumbs": [Crumb(_("The floor"), reverse("commons:catalogue")), Crumb(_("Badges"))],
    }
    if form.is_valid():
        context |= _verified(form.cleaned_data["file"].read(_LARGEST))
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "commons/badge_issuer.html", context, status=status)


@require_safe
@login_not_required
def did_json(request: HttpRequest, district: str) -> JsonResponse:
    """Publish the issuer's DID document (did:web)."""
    document = credentials.did_document(_issuer(district), [issuing.public_key()])
    return _public(JsonResponse(document, content_type="application/did+json"))


@require_safe
@login_not_required
def issuer_json(request: HttpRequest, district: str) -> JsonResponse:
    """Publish the issuer's profile."""
    context = {"@context": [credentials.VC, credentials.OPEN_BADGES]}
    return _public(JsonResponse(context | _issuer(district).profile()))


@require_safe
@login_not_required
def revoked_list(request: HttpRequest, district: str, what: str) -> HttpResponse:
    """Publish the signed list of what was revoked: `badges` or `endorsements`."""
    issuer = _issuer(district)
    if what not in ("badges", "endorsements"):
        raise Http404
    told = credentials.status_list(
        issuer=issuer, what=what, revoked=queries.revoked_indexes(district, what), at=now()
    )
    token = jws.signed(told, issuing.private_key())
    return _public(HttpResponse(token, content_type=credentials.MEDIA_TYPE))


def _issuer(district: str) -> credentials.Issuer:
    if not districts().filter(code=district).exists() and not organisations(district).exists():
        raise Http404
    return issuing.issuer_of(district)


def _verified(content: bytes) -> dict[str, Any]:
    try:
        found = queries.found_here(content, at=now())
    except verifying.NotABadge:
        return {"problem": _("This file holds no badge: choose the .jwt or the .svg that you got.")}
    return {"found": found, "words": words_of(found)}


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _public(answer: _Answer) -> _Answer:
    """Let any site read it: this is what verifiers fetch."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
