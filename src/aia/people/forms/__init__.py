"""Forms about people: they parse and explain; what may be kept is decided by `rules`."""

from aia.people.forms.around import (
    ConsentForm,
    FormHouseholdForm,
    IdentifierForm,
    JoinHouseholdForm,
    LeaveHouseholdForm,
    MembershipForm,
    TermForm,
)
from aia.people.forms.organisations import CloseOrganisationForm, OrganisationForm
from aia.people.forms.persons import IdentityForm, NewPersonForm

__all__ = [
    "CloseOrganisationForm",
    "ConsentForm",
    "FormHouseholdForm",
    "IdentifierForm",
    "IdentityForm",
    "JoinHouseholdForm",
    "LeaveHouseholdForm",
    "MembershipForm",
    "NewPersonForm",
    "OrganisationForm",
    "TermForm",
]
