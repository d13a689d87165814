"""What people write on the pages of this module."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from aia.access import permissions, ports, queries
from aia.access.durations import durations
from aia.access.models import Account, RoleGrant
from aia.access.terms import Actor, ClientScope, Role
from aia.web.simulation import demonstration_accounts

_MOST_FAMILIES = 500


class SignInForm(LoginForm):  # type: ignore[misc]
    """The way in. In a demonstration, a link can fill in the address of one of its accounts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.request.GET.get("address") if self.request else None
        if asked in {account.email for account in demonstration_accounts()}:
            self.fields["login"].initial = asked


class AccountForm(forms.Form):
    """One's own name and language."""

    name = forms.CharField(label=_("Name and surname"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of pages and messages, when you sign in."),
    )


class PasswordForm(forms.Form):
    """The password chosen by who accepts an invitation, written twice."""

    name = forms.CharField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules, knowing whose it is."""
        given = super().clean() or {}
        password, name = given.get("password"), given.get("name", "")
        if password:
            try:
                validate_password(password, Account(email=self._email, name=name))
            except ValidationError as error:
                self.add_error("password", error)
        if password and given.get("again") and password != given["again"]:
            self.add_error("again", _("The two passwords are different. Write them again."))
        return given


class _DistrictForm(forms.Form):
    """A form about one of the districts where the actor has some roles; asks which if several."""

    district = forms.ChoiceField(label=_("District"))

    def __init__(self, *args: Any, actor: Actor, roles: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names, codes = ports.district_names(), sorted(actor.districts(*roles))
        field = self.fields["district"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(code, names.get(code, code)) for code in codes]
        field.initial = codes[0] if codes else None
        if len(codes) == 1:
            field.widget = forms.HiddenInput()


class _RoleForm(_DistrictForm):
    """A role, with the organisation that a partner operator works for."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        help_text=_("Only for a partner operator: who they work for."),
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, roles=permissions.MANAGER_ROLES, **kwargs)
        given = {
            role
            for role in Role.values
            for district in actor.districts()
            if permissions.gives_role(actor, role, district)
        }
        role, organisation = self.fields["role"], self.fields["organisation"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(organisation, forms.ChoiceField)  # noqa: S101 - declared above
        role.choices = [(r.value, r.label) for r in Role if r.value in given]
        names = sorted(ports.organisation_names(actor).items(), key=lambda item: item[1].lower())
        organisation.choices = [("", "—"), *((str(id_), name) for id_, name in names)]

    def clean_organisation(self) -> UUID | None:
        """Return the organisation's id; the choices hold only valid ones."""
        chosen = self.cleaned_data["organisation"]
        return UUID(chosen) if chosen else None


class InvitationForm(_RoleForm):
    """Whom to invite, and to which role."""

    name = forms.CharField(label=_("Name and surname"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)

    field_order = ("name", "email", "role", "organisation", "district", "language")


class GrantForm(_RoleForm):
    """A further role for somebody who already has an account."""

    account = forms.ModelChoiceField(label=_("Person"), queryset=Account.objects.none())
    since = forms.DateField(label=_("From"), widget=forms.DateInput())
    until = forms.DateField(
        label=_("Until before"),
        required=False,
        widget=forms.DateInput(),
        help_text=_("The first day without the role. Leave it empty if there is no end yet."),
    )

    field_order = ("account", "role", "organisation", "district", "since", "until")

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = queries.accounts_managed_by(actor).exclude(id=actor.id)
        self.fields["since"].initial = queries.day_of(at)


class EndForm(forms.Form):
    """When a role ends."""

    on = forms.DateField(
        label=_("First day without the role"),
        widget=forms.DateInput(),
        help_text=_("Today, to end it at once."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())


class CapacityForm(forms.Form):
    """What a social worker is good at, and how many families they can follow."""

    families = forms.IntegerField(
        label=_("Families that they can follow"),
        required=False,
        min_value=0,
        max_value=_MOST_FAMILIES,
        help_text=_("Leave it empty if it has not been agreed."),
    )
    competences = forms.MultipleChoiceField(
        label=_("What they are good at"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    seen = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, grant: RoleGrant, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "families": grant.families,
            "competences": grant.competences,
            "seen": grant.last_entry_id,
        }
        super().__init__(*args, **kwargs)
        field = self.fields["competences"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = list(ports.competences())


class ClientForm(_DistrictForm):
    """A machine client: what it is, in whose name, what it may do and until when."""

    name = forms.CharField(
        label=_("Name of the program"),
        max_length=120,
        help_text=_("So that people know what it is: “Regional files, nightly”."),
    )
    account = forms.ModelChoiceField(
        label=_("Works in the name of"),
        queryset=Account.objects.none(),
        help_text=_("It can never do more than this account. Its owner is told."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=ClientScope.choices,
        widget=forms.CheckboxSelectMultiple(),
    )
    expires_on = forms.DateField(label=_("Last day"), widget=forms.DateInput())

    field_order = ("name", "account", "scopes", "expires_on", "district")

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, roles=(Role.ADMINISTRATOR,), **kwargs)
        field = self.fields["account"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = queries.accounts_managed_by(actor).filter(is_active=True)
        longest = durations().client_longest_days - timedelta(days=1)
        self.fields["expires_on"].initial = queries.day_of(at + longest)
