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
from aia.people.queries.export import export_of, register_export_section, what_stays
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
from aia.people.queries.retention import (
    PastTerm,
    past_term,
    register_last_activity,
    rule_label,
)
from aia.people.queries.search import PersonFound, search_people, team_names
from aia.people.queries.visible import (
    get_household,
    get_organisation,
    get_person,
    grounds,
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
    "PastTerm",
    "PersonFound",
    "age_band",
    "called",
    "compare",
    "consent_in_force",
    "consents_of",
    "export_of",
    "get_household",
    "get_organisation",
    "get_person",
    "grounds",
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
    "past_term",
    "persons_visible_to",
    "register_export_section",
    "register_last_activity",
    "rule_label",
    "same_person_ids",
    "search_people",
    "team_names",
    "what_stays",
]
