"""What several pages of the line do alike."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from aia.pathways.models import Pathway
from aia.web.terms import Crumb


def person_url(pathway: Pathway) -> str:
    """Return the address of the page of the pathway's subject."""
    return reverse("pathways:person", args=[pathway.subject])


def crumbs_to(pathway: Pathway, name: str, *here: str) -> list[Crumb]:
    """Return the places from the worklist to a page under somebody's file."""
    return [
        Crumb(_("Worklist"), reverse("pathways:worklist")),
        Crumb(name, person_url(pathway)),
        *(Crumb(label) for label in here),
    ]
