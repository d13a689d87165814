"""The door for SPID and CIE: an OpenID Connect provider named in the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from aia.config.openid import openid_apps

SECRET = "s3cr3t-of-the-proxy"
GIVEN = (
    '{"provider_id": "spid", "name": "SPID", "client_id": "aia", '
    f'"secret": "{SECRET}", "server_url": "https://proxy.example.it"}}'
)


def test_without_the_variable_the_door_is_shut() -> None:
    assert openid_apps("") == []


def test_a_provider_is_configured_with_pkce() -> None:
    [app] = openid_apps(GIVEN)
    assert app["provider_id"] == "spid"
    assert app["settings"] == {
        "server_url": "https://proxy.example.it",
        "oauth_pkce_enabled": True,
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GIVEN[:-1], "not JSON"),
        (GIVEN.replace('"name": "SPID", ', ""), "name"),
        (GIVEN.replace("https://", "http://"), "https"),
        ("[]", "exactly"),
    ],
)
def test_a_wrong_one_is_explained_without_telling_the_secret(text: str, told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=told) as refused:
        openid_apps(text)
    assert SECRET not in str(refused.value)
