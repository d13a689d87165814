"""The static files that Aia serves: exactly the ones its pages use.

The theme's whole package is some thousand files; compressing them takes a minute and a half and
no page needs them. Its JavaScript bundle (1 MB, with video and carousels) is left out too: every
component here works without scripts, and what gains from them uses htmx and `web/aia.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_TITILLIUM = "fonts/Titillium_Web/titillium-web-v10-latin-ext_latin"
WANTED = re.compile(
    "|".join(
        (
            r"css/bootstrap-italia\.min\.css",
            r"svg/sprites\.svg",
            rf"{_TITILLIUM}-(300|regular|600|700|italic)\.woff2",
            r"fonts/Titillium_Web/OFL\.txt",
            r"django_htmx/htmx-2\.min\.js",
            r"account/js/.+\.js",
            r"mfa/js/.+\.js",
            r"ninja/(?!redoc).+\.(js|css|png)",
        )
    )
)


def is_wanted(app: str, path: str) -> bool:
    """Say whether pages use the static file at `path` of the app: all of Aia's own, few others."""
    return app.startswith("aia.") or WANTED.fullmatch(path.replace("\\", "/")) is not None


class WantedFilesFinder(AppDirectoriesFinder):
    """Finds the apps' static files, only those that pages use."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each wanted file once with the storage that holds it."""
        for app, storage in self.storages.items():
            for path in get_files(storage, ignore_patterns):
                if is_wanted(app, path):
                    yield path, storage

    def find_in_app(self, app: str, path: str) -> Any:
        """Return where `path` lies in the app, None when it is not a wanted file."""
        return super().find_in_app(app, path) if is_wanted(app, path) else None


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names collected files by content, so browsers keep them for a year.

    Before the first `collectstatic` (tests) names stay plain. Source maps are not collected, so
    references to them are left alone.
    """

    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)

    def stored_name(self, name: str) -> str:
        """Return the hashed name, or the plain one while nothing has been collected."""
        if not self.hashed_files:
            return name
        return str(super().stored_name(name))
