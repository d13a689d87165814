"""The WSGI application that the production server runs."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from aia.config import lifeline
from aia.trace import horizon

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
lifeline.hold()
_pages = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request, which sees no district's rows until it is known whose it is."""
    with horizon.within(()):
        return _pages(environ, start_response)
