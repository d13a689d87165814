import errno

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError

from aia.config.failures import explained


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OperationalError("database or disk is full"), "the disk is full"),
        (OperationalError("attempt to write a readonly database"), "read-only"),
        (OperationalError("unable to open database file"), "writable"),
        (OperationalError("database disk image is malformed"), "restore a backup"),
        (OSError(errno.ENOSPC, "No space left on device", "/srv/aia/x"), "the disk is full"),
        (OSError(errno.EROFS, "Read-only", "/srv/aia/x"), "/srv/aia/x"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/aia/x"), "no permission"),
        (ImproperlyConfigured("say it so"), "say it so"),
    ],
)
def test_what_the_owner_can_mend_is_one_clear_line(error: Exception, told: str) -> None:
    line = explained(error)
    assert line is not None
    assert told in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "error", [ZeroDivisionError(), IntegrityError("aia: update refused"), OSError(errno.EBADF, "x")]
)
def test_our_own_faults_are_not_dressed_up(error: Exception) -> None:
    assert explained(error) is None
