"""The product's settings, with what only tests need: a home of their own and quick passwords.

The home is named here because the settings read it, and pytest-django loads them before any
`conftest.py`. It is thrown away at the end.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="aia-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["AIA_HOME"] = str(_home)
# Stories are told from outside of any district; requests in them see their own.
os.environ["AIA_HORIZON"] = "*"
for _name in ("AIA_HOSTS", "AIA_ORIGINS", "AIA_EMAIL_URL", "AIA_MASTER_KEY", "AIA_OIDC", "PORT"):
    os.environ.pop(_name, None)

from aia.config.settings import *  # noqa: E402, F403
from aia.config.settings import INSTALLED_APPS  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "aia.trace.tests.toy"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AIA_TASKS_AT_ONCE = True
