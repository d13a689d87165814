"""The product's settings, with what only tests need: a toy traced model and quick passwords."""

from aia.config.settings import *  # noqa: F403
from aia.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "aia.trace.tests.toy"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
