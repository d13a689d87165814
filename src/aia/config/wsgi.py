"""The WSGI application that the production server runs."""

import os

from django.core.wsgi import get_wsgi_application

from aia.config import lifeline

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
lifeline.hold()
application = get_wsgi_application()
