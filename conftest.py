"""Every test runs in an installation of its own, thrown away at the end.

The directory is named before Django loads its settings, which read it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="aia-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["AIA_HOME"] = str(_home)
for _name in ("AIA_HOSTS", "AIA_ORIGINS", "AIA_EMAIL_URL", "AIA_MASTER_KEY", "PORT"):
    os.environ.pop(_name, None)

# The people of every story: sara, omar, carla, piero, paola, chiara, ada, dino.
pytest_plugins = ["aia.access.tests.personas"]
