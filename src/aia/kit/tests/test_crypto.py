import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.kit import crypto

KEY = bytes(range(32))


@given(st.binary(max_size=200), st.binary(max_size=40))
def test_what_is_sealed_opens_in_its_place(plain: bytes, place: bytes) -> None:
    sealed = crypto.seal(KEY, plain, place)
    assert crypto.unseal(KEY, sealed, place) == plain
    assert len(sealed) == len(plain) + 28


def test_the_same_text_is_never_sealed_alike() -> None:
    assert crypto.seal(KEY, b"x", b"here") != crypto.seal(KEY, b"x", b"here")


def _altered(sealed: bytes) -> bytes:
    return sealed[:-1] + bytes([sealed[-1] ^ 1])


@pytest.mark.parametrize(
    ("key", "sealed", "place"),
    [
        (bytes(32), crypto.seal(KEY, b"words", b"here"), b"here"),
        (KEY, crypto.seal(KEY, b"words", b"here"), b"elsewhere"),
        (KEY, _altered(crypto.seal(KEY, b"words", b"here")), b"here"),
        (KEY, b"", b"here"),
    ],
    ids=["another key", "another place", "altered", "cut off"],
)
def test_nothing_else_opens_it(key: bytes, sealed: bytes, place: bytes) -> None:
    with pytest.raises(crypto.Unreadable, match="here"):
        crypto.unseal(key, sealed, place)


def test_tokens_need_the_key_and_keep_parts_apart() -> None:
    token = crypto.keyed_token(KEY, "name", "rossi")
    assert len(token) == 16
    assert token == crypto.keyed_token(KEY, "name", "rossi")
    assert token != crypto.keyed_token(bytes(32), "name", "rossi")
    assert token != crypto.keyed_token(KEY, "namer", "ossi")


def test_a_signature_holds_for_its_key_and_words_only() -> None:
    public = crypto.public_of(KEY)
    signature = crypto.sign(KEY, b"words")
    assert crypto.signature_holds(public, b"words", signature)
    assert not crypto.signature_holds(public, b"other words", signature)
    assert not crypto.signature_holds(crypto.public_of(bytes(32)), b"words", signature)
    assert not crypto.signature_holds(public, b"words", b"short")


def test_keys_are_long_and_never_alike() -> None:
    assert len(crypto.new_key()) == crypto.KEY_BYTES
    assert crypto.new_key() != crypto.new_key()
