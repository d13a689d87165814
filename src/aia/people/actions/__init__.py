"""Every write of `people`, and the builders with which a bulk writer makes the same rows."""

from aia.people.actions.bulk import Sealer, wrapped_keys
from aia.people.actions.consents import give_consent, withdraw_consent
from aia.people.actions.erasure import erase_person, register_clearing, register_keys
from aia.people.actions.exporting import export_person
from aia.people.actions.households import (
    close_household,
    form_household,
    join_household,
    leave_household,
)
from aia.people.actions.identifiers import add_identifier, end_identifier
from aia.people.actions.importing import PersonsImported, import_persons
from aia.people.actions.keys import (
    Erased,
    ensure_key,
    ensure_keys,
    identity_tokens,
    save_keys,
    sealed_content,
    sealed_identifier,
    sealed_identity,
    sealed_text,
    subject_key,
)
from aia.people.actions.merging import mark_not_duplicates, merge_persons, unmerge_person
from aia.people.actions.organisations import (
    add_membership,
    change_organisation,
    close_organisation,
    end_membership,
    register_organisation,
)
from aia.people.actions.persons import (
    change_identity,
    protect_person,
    register_person,
    set_term,
    unprotect_person,
)
from aia.people.actions.rotation import Rotated, rotate_master_key
from aia.people.actions.scanning import Scanned, scan_duplicates

__all__ = [
    "Erased",
    "PersonsImported",
    "Rotated",
    "Scanned",
    "Sealer",
    "add_identifier",
    "add_membership",
    "change_identity",
    "change_organisation",
    "close_household",
    "close_organisation",
    "end_identifier",
    "end_membership",
    "ensure_key",
    "ensure_keys",
    "erase_person",
    "export_person",
    "form_household",
    "give_consent",
    "identity_tokens",
    "import_persons",
    "join_household",
    "leave_household",
    "mark_not_duplicates",
    "merge_persons",
    "protect_person",
    "register_clearing",
    "register_keys",
    "register_organisation",
    "register_person",
    "rotate_master_key",
    "save_keys",
    "scan_duplicates",
    "sealed_content",
    "sealed_identifier",
    "sealed_identity",
    "sealed_text",
    "set_term",
    "subject_key",
    "unmerge_person",
    "unprotect_person",
    "withdraw_consent",
    "wrapped_keys",
]
