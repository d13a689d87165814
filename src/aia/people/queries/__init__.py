"""Every read of `people`: what other modules may ask about persons and who may know."""

from aia.people.queries.around import (
    consent_in_force,
    consents_of,
    household_of,
    households_of,
    members_of,
    memberships_of,
    merged_into,
)
from aia.people.queries.naming import (
    age_band,
    called,
    identifier_values,
    identities_of,
    identity_of,
    kept_person_id,
    keyring,
    names_of,
    same_person_ids,
)
from aia.people.queries.visible import (
    get_household,
    get_organisation,
    get_person,
    households_visible_to,
    members_on,
    organisations,
    organisations_visible_to,
    persons_visible_to,
)
from aia.people.terms import Identity

__all__ = [
    "Identity",
    "age_band",
    "called",
    "consent_in_force",
    "consents_of",
    "get_household",
    "get_organisation",
    "get_person",
    "household_of",
    "households_of",
    "households_visible_to",
    "identifier_values",
    "identities_of",
    "identity_of",
    "kept_person_id",
    "keyring",
    "members_of",
    "members_on",
    "memberships_of",
    "merged_into",
    "names_of",
    "organisations",
    "organisations_visible_to",
    "persons_visible_to",
    "same_person_ids",
]
