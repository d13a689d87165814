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
from aia.people.queries.duplicates import (
    LikelyPerson,
    LikelyTwo,
    compare,
    likely_pairs,
    likely_same,
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
from aia.people.queries.search import PersonFound, search_people, team_names
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
    "LikelyPerson",
    "LikelyTwo",
    "PersonFound",
    "age_band",
    "called",
    "compare",
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
    "likely_pairs",
    "likely_same",
    "members_of",
    "members_on",
    "memberships_of",
    "merged_into",
    "names_of",
    "organisations",
    "organisations_visible_to",
    "persons_visible_to",
    "same_person_ids",
    "search_people",
    "team_names",
]
