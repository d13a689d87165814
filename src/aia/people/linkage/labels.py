"""The words by which files call attributes, ids and kinds, in English and Italian."""

from collections.abc import Iterable

from aia.people.linkage.attributes import Kind

ID_LABELS = (
    "id", "rec_id", "record_id", "unique_id", "person_id", "uid", "recid", "id_column", "key",
    "id_persona", "identificativo", "row_id", "matricola", "id_record", "primary_key",
)  # fmt: skip
KIND_WORDS = {
    "nome": Kind.NAME, "names": Kind.NAME, "surname": Kind.NAME, "person_name": Kind.NAME,
    "data": Kind.DATE, "dob": Kind.DATE, "day": Kind.DATE, "datetime": Kind.DATE,
    "codice": Kind.CODE, "exact": Kind.CODE, "category": Kind.CODE, "categorical": Kind.CODE,
    "indirizzo": Kind.ADDRESS, "street": Kind.ADDRESS, "via": Kind.ADDRESS,
    "numero": Kind.NUMBER, "numeric": Kind.NUMBER, "int": Kind.NUMBER, "integer": Kind.NUMBER,
    "postcode": Kind.NUMBER, "zip": Kind.NUMBER, "cap": Kind.NUMBER, "luogo": Kind.PLACE,
    "town": Kind.PLACE, "city": Kind.PLACE, "municipality": Kind.PLACE, "comune": Kind.PLACE,
    "telephone": Kind.PHONE, "telefono": Kind.PHONE, "id": Kind.IDENTIFIER,
    "identifiers": Kind.IDENTIFIER, "tax_code": Kind.IDENTIFIER, "email": Kind.CODE,
}  # fmt: skip
# Words that say how a value is stored, not what it is: the attribute's own kind is right.
STORAGE_WORDS = frozenset({"string", "str", "text", "testo", "fuzzy", "varchar", "char", "auto"})

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
        "comune_di_nascita birth_town birth_municipality nato_a country_of_birth stato_nascita",
        "municipality": "suburb city town comune citta residenza comune_residenza place locality "
        "comune_di_residenza localita luogo_residenza municipio",
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
    """Return a label in lower case with underscores: ` Data-Nascita` → `data_nascita`."""
    accents = str.maketrans("àèéìòù", "aeeiou")
    lowered = label.strip().strip("\ufeff").strip().lower().translate(accents)
    return "_".join("".join(c if c.isalnum() else " " for c in lowered).split())


def canonical_name(label: str, beside: Iterable[str] = ()) -> str | None:
    """Return the standard attribute that a label in English or Italian stands for, or None.

    `beside` are the labels it is listed with: next to a family name, a bare `name` is the given
    one.
    """
    name = ALIASES.get(plain_label(label))
    if plain_label(label) == "name" and any(
        ALIASES.get(plain) == "family_name"
        for other in beside
        if (plain := plain_label(other)) != "name"
    ):
        return "given_name"
    return name


def likely_kind(label: str) -> Kind:
    """Return the likeliest kind of an unlisted attribute, from its name; `code` when unsure."""
    plain = plain_label(label)
    for kind, hints in _KIND_HINTS:
        if any(hint in plain for hint in hints):
            return kind
    return Kind.CODE


def kind_of(word: str) -> Kind | None:
    """Return the kind a word in English or Italian names, or None."""
    plain = plain_label(word)
    return Kind(plain) if plain in set(Kind) else KIND_WORDS.get(plain)
