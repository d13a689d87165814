"""What can be compared about a person, and how: kinds, the catalogue of attributes, their aliases."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How two values of an attribute are compared."""

    NAME = "name"
    DATE = "date"
    CODE = "code"
    ADDRESS = "address"
    NUMBER = "number"
    PLACE = "place"
    PHONE = "phone"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One compared attribute: its name (a `Record` attribute or a key of `Record.extra`), its kind."""

    name: str
    kind: Kind


Schema = tuple[Attribute, ...]

STANDARD: Schema = (
    Attribute("given_name", Kind.NAME),
    Attribute("family_name", Kind.NAME),
    Attribute("birth_date", Kind.DATE),
    Attribute("sex", Kind.CODE),
    Attribute("birth_place", Kind.PLACE),
    Attribute("municipality", Kind.PLACE),
    Attribute("postcode", Kind.NUMBER),
    Attribute("region", Kind.CODE),
    Attribute("street", Kind.ADDRESS),
    Attribute("street_number", Kind.NUMBER),
    Attribute("address_detail", Kind.ADDRESS),
    Attribute("phone", Kind.PHONE),
    Attribute("email", Kind.CODE),
    Attribute("identifiers", Kind.IDENTIFIER),
)

STANDARD_KINDS = {attribute.name: attribute.kind for attribute in STANDARD}

# Pairs that people fill in the wrong way round; each is compared both ways.
EXCHANGEABLE = {
    "name_order": ("given_name", "family_name"),
    "address_order": ("street", "address_detail"),
}

# What people of one home share. Without this a sister would pass for a duplicate.
HOUSEHOLD = ("family_name", "street", "street_number", "phone")

# Attributes that say the same thing twice (a town has few postcodes, a name tells the sex, a home
# has one address): their levels are weighed together, because Fellegi and Sunter's sum holds for
# independent ones only.
ENTANGLED = (("given_name", "sex"), ("municipality", "postcode", "region"), HOUSEHOLD)

ALIASES: dict[str, str] = {
    alias: name
    for name, aliases in {
        "given_name": "givenname given first_name firstname forename nome name_first fname "
        "nome_proprio nome_di_battesimo prenome first",
        "family_name": "familyname family surname last_name lastname cognome name_last lname "
        "full_name fullname name nominativo cognome_nome nome_cognome cognome_e_nome last",
        "birth_date": "birthdate date_of_birth dateofbirth dob data_nascita data_di_nascita "
        "datanascita nascita born birth data_nasc nato_il dt_nascita birthday",
        "sex": "gender sesso genere",
        "birth_place": "birthplace place_of_birth luogo_nascita luogo_di_nascita comune_nascita "
        "comune_di_nascita birth_town nato_a country_of_birth stato_nascita",
        "municipality": "suburb city town comune citta residenza comune_residenza place locality "
        "comune_di_residenza localita luogo_residenza municipio birth_municipality",
        "postcode": "post_code postal_code zip zipcode zip_code cap postalcode cap_residenza",
        "region": "state province provincia regione county prov",
        "street": "address_1 address1 address indirizzo via street_name streetname address_line_1 "
        "addr1 indirizzo_residenza street_address addr via_residenza",
        "street_number": "streetnumber civico numero_civico house_number number num_civico "
        "n_civico numero housenumber civic",
        "address_detail": "address_2 address2 address_line_2 addr2 indirizzo_2 indirizzo2 presso "
        "frazione interno dettaglio_indirizzo",
        "phone": "telephone tel telefono cellulare mobile phone_number phonenumber numero_telefono "
        "cell",
        "email": "mail e_mail posta_elettronica indirizzo_email pec",
        "identifiers": "identifier soc_sec_id ssn codice_fiscale codicefiscale cf tax_code "
        "fiscal_code national_id nin tessera_sanitaria id_number cod_fiscale tax_id taxcode",
    }.items()
    for alias in (name, *aliases.split())
}

_KIND_HINTS = (
    (Kind.DATE, ("date", "data", "birth")),
    (Kind.PHONE, ("phone", "tel", "cell")),
    (Kind.NAME, ("name", "nome")),
    (Kind.ADDRESS, ("address", "indirizzo", "street")),
    (Kind.PLACE, ("town", "city", "place", "comune", "citta", "suburb", "luogo")),
    (Kind.NUMBER, ("number", "numero", "zip", "postcode")),
)


def plain_label(label: str) -> str:
    """Return a column header or field name in lower case with underscores: ` Data-Nascita` → `data_nascita`."""
    accents = str.maketrans("àèéìòù", "aeeiou")
    lowered = label.strip().strip("\ufeff").strip().lower().translate(accents)
    return "_".join("".join(c if c.isalnum() else " " for c in lowered).split())


def canonical_name(label: str) -> str | None:
    """Return the standard attribute that a label in English or Italian stands for, or None."""
    return ALIASES.get(plain_label(label))


def likely_kind(label: str) -> Kind:
    """Return the kind an unlisted attribute most probably has, from its name; `code` when unsure."""
    plain = plain_label(label)
    for kind, hints in _KIND_HINTS:
        if any(hint in plain for hint in hints):
            return kind
    return Kind.CODE


def narrowed(schema: Schema, present: Iterable[str]) -> Schema:
    """Return the schema with only the attributes that are present."""
    kept = set(present)
    return tuple(attribute for attribute in schema if attribute.name in kept)
