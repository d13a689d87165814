"""Keyed tokens by which a person is found without any name being kept in the clear. No database.

Names are found by prefix, identifiers exactly, likely duplicates by the keys of `linkage`. Tokens
are the first 8 bytes of an HMAC: two of 5 million agree by chance once in a million times, and
every find is checked after decryption.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from aia.kit.crypto import keyed_token
from aia.people.linkage.attributes import Kind
from aia.people.linkage.blocking import blocking_keys
from aia.people.linkage.record import Record
from aia.people.linkage.text import fold, normal_form
from aia.people.terms import Identity, Sex

SHORTEST_PREFIX = 2
LONGEST_PREFIX = 8
TOKEN_BYTES = 8

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_STREET_NUMBER = re.compile(r"^(.*?)[,\s]+(?:n\.?\s*)?(\d+\s*(?:/?\s*[a-z])?)\b", re.IGNORECASE)


def identity_tokens(
    identity: Identity, identifiers: Iterable[str] = (), *, sex: str = Sex.UNKNOWN, town: str = ""
) -> list[bytes]:
    """Return every token by which the person is found, each once. `town` is a name, not a code."""
    record = record_of("", identity, identifiers, sex=sex, town=town)
    key = _search_key()
    words = {("name", prefix) for part in name_parts(identity) for prefix in prefixes(part)}
    codes = {("identifier", code) for code in identifier_forms(record.identifiers)}
    return sorted({_token(key, *word) for word in words | codes | block_words(record)})


def name_tokens(words: Iterable[str]) -> list[bytes]:
    """Return the token of each searched word: its whole, or its first eight letters."""
    key = _search_key()
    return [_token(key, "name", word[:LONGEST_PREFIX]) for word in words]


def identifier_tokens(values: Iterable[str]) -> list[bytes]:
    """Return the token of each identifier; a tax code and its omocodic variants have the same."""
    key = _search_key()
    return [_token(key, "identifier", form) for form in sorted(identifier_forms(values))]


def likeness_tokens(record: Record) -> list[bytes]:
    """Return the tokens under which likely duplicates of the record are found."""
    key = _search_key()
    codes = {("identifier", code) for code in identifier_forms(record.identifiers)}
    return sorted(_token(key, *word) for word in block_words(record) | codes)


def name_parts(identity: Identity) -> frozenset[str]:
    """Return the parts of a name by whose beginning a person is found.

    `D'Angelo` is found as dangelo, angelo; `De Rossi` as de, rossi, derossi.
    """
    found: set[str] = set()
    for name in (identity.given_name, identity.family_name):
        joined = name_words(name)
        found |= {*joined, *_WORD.findall(_APOSTROPHES.sub(" ", fold(name))), "".join(joined)}
    return frozenset(found - {""})


def name_words(text: str) -> list[str]:
    """Return the words of a name or of a search, without capitals, accents and apostrophes."""
    return _WORD.findall(_APOSTROPHES.sub("", fold(text)))


def prefixes(part: str) -> list[str]:
    """Return the beginnings of a part that have a token: 2 to 8 letters, or its only letter."""
    if len(part) < SHORTEST_PREFIX:
        return [part]
    return [part[:n] for n in range(SHORTEST_PREFIX, min(len(part), LONGEST_PREFIX) + 1)]


def identifier_forms(values: Iterable[str]) -> set[str]:
    """Return identifiers without punctuation, omocodia undone and no control letter."""
    return {normal_form(Kind.IDENTIFIER, value) for value in values} - {""}


def block_words(record: Record) -> set[tuple[str, str]]:
    """Return the keys under which likely duplicates meet; identifiers have tokens of their own."""
    return {("block", key) for key in blocking_keys(record) if not key.startswith("i:")}


def record_of(
    row_id: str, identity: Identity, identifiers: Iterable[str] = (), *, sex: str, town: str = ""
) -> Record:
    """Return a person as the linkage compares them."""
    street, number = street_and_number(identity.address)
    return Record(
        id=row_id,
        given_name=identity.given_name,
        family_name=identity.family_name,
        birth_date=identity.birth_date.isoformat() if identity.birth_date else "",
        sex="" if sex == Sex.UNKNOWN else sex,
        birth_place=identity.birth_place,
        municipality=town,
        street=street,
        street_number=number,
        phone=identity.phone,
        email=identity.email,
        identifiers=tuple(identifiers),
    )


def street_and_number(address: str) -> tuple[str, str]:
    """Return the street and the house number of an address written in one line."""
    found = _STREET_NUMBER.match(address)
    return (found[1].strip(), found[2].strip()) if found else (address.strip(), "")


@cache
def _search_key() -> bytes:
    """Return the installation's search key, read once: it never changes."""
    key: bytes = settings.AIA_SEARCH_KEY()
    return key


def _token(key: bytes, kind: str, word: str) -> bytes:
    return keyed_token(key, kind, word)[:TOKEN_BYTES]
