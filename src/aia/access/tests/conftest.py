"""What the tests of access share."""

import pytest
from django.test import Client


@pytest.fixture
def browser() -> Client:
    """Django's test client, where `client` would be taken for a machine client."""
    return Client()
