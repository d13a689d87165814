"""One act, one page: a form that calls one action and keeps what was typed when it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views import View

from aia.access.queries import request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.kit.refusals import Refusal
from aia.trace.actions import RowChanged
from aia.trace.traced import Traced
from aia.web.forms import ActForm
from aia.web.terms import Changes, Conflict, Crumb


class ActPage(View):
    """Base of the pages of one act.

    A subclass says what the page is about (`load`, by a query that asks the policy), what its form
    is, and which action it calls (`perform`). `seen` is the last entry of the row acted upon.
    """

    template_name = "web/act.html"
    form_class: ClassVar[type[ActForm]]
    heading: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    submit: ClassVar[str | Promise]
    done: ClassVar[str | Promise]

    actor: Actor
    at: datetime

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the actor, the moment, and what the page is about."""
        super().setup(request, *args, **kwargs)
        self.actor, self.at = request_actor(request), now()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Load the subject; what does not exist is not found."""
        try:
            self.load(**kwargs)
            self.check()
        except ObjectDoesNotExist as error:
            raise Http404(str(error)) from error
        return super().dispatch(request, *args, **kwargs)

    def load(self, *_parts: Any, **_ids: Any) -> None:
        """Read the subject into the page. Raises Forbidden or ObjectDoesNotExist."""

    def check(self) -> None:
        """Ask the policy before showing the form. Raises Forbidden."""

    def seen(self) -> int | None:
        """Return the last entry of the row acted upon, None when the act makes a new one."""
        return None

    def initial(self) -> dict[str, Any]:
        """Return what the form already holds."""
        return {}

    def form_arguments(self) -> dict[str, Any]:
        """Return further arguments that the form takes."""
        return {}

    def perform(self, told: dict[str, Any]) -> Any:
        """Call the action with what was told."""
        raise NotImplementedError

    def perform_form(self, form: Any) -> Any:
        """Call the action with what a valid form holds."""
        return self.perform(form.cleaned_data)

    def after(self, result: Any) -> str:
        """Return the address to go to when the act is done."""
        raise NotImplementedError

    def told_since(self, row: Traced, seen: int | None) -> Changes:
        """Return what happened to the row meanwhile, as far as the module can tell it."""
        return Changes()

    def crumbs(self) -> list[Crumb]:
        """Return the places above this page."""
        return []

    def context(self) -> dict[str, Any]:
        """Return what the template needs beside the form."""
        return {}

    def get(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        """Show the form."""
        initial = {"seen": self.seen(), **self.initial()}
        return self._page(self.form_class(initial=initial, **self.form_arguments()))

    def post(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        """Act, or show the form again with what is wrong and all that was typed."""
        form = self.form_class(request.POST, request.FILES, **self.form_arguments())
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            result = self.perform_form(form)
        except Refusal as refusal:
            for field, problem in refusal.problems.items():
                form.add_error(field if field in form.fields else None, problem)
        except RowChanged as changed:
            return self._conflict(form, changed)
        else:
            messages.success(request, str(self.done))
            return redirect(self.after(result))
        return self._page(form, status=400)

    def _conflict(self, form: ActForm, changed: RowChanged) -> HttpResponse:
        """Show who came first; the form keeps its words and can be sent again, knowing it."""
        since = self.told_since(changed.row, form.cleaned_data["seen"])
        typed = self.request.POST.copy()
        typed["seen"] = str(changed.row.last_entry_id)
        form.data = typed
        conflict = Conflict(who=since.who, at=since.at, reload_url=self.request.path)
        return self._page(form, status=409, conflict=conflict, happened=since.sentences)

    def _page(
        self,
        form: ActForm,
        *,
        status: int = 200,
        conflict: Conflict | None = None,
        happened: Sequence[str] = (),
    ) -> HttpResponse:
        context = {
            "form": form,
            "heading": self.heading,
            "lead": self.lead,
            "submit": self.submit,
            "crumbs": self.crumbs(),
            "conflict": conflict,
            "happened": happened,
            **self.context(),
        }
        return render(self.request, self.template_name, context, status=status)
