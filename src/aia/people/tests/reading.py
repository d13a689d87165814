"""Reading pages in stories."""

from html import unescape

from django.test import Client
from django.urls import reverse


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    """Return the text of a page of `people` that must answer."""
    answer = client.get(reverse(f"people:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return unescape(answer.content.decode())
