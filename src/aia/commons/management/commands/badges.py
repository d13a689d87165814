"""`aia badges issue | verify | issuer`: badges signed, and verified without asking anybody."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from aia.access.terms import Forbidden, service_actor
from aia.commons.actions import issue_badge
from aia.commons.badges import credentials, issuing, jws, verifying
from aia.commons.badges.wording import words_of
from aia.commons.models import Competence
from aia.commons.queries.competences import revoked_here, signed_text
from aia.commons.terms import Refused
from aia.kit.clock import now

FAILED, MISUSED = 1, 2


class Unusable(Exception):
    """A file that is not what the command needs; the text says which and why."""


class Command(BaseCommand):
    help = "Sign competences as Open Badges 3.0, and verify badges without a network."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        issuing_ = verbs.add_parser("issue", help="sign the badge of a competence")
        issuing_.add_argument("competence", type=UUID, metavar="COMPETENCE_ID")
        issuing_.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="its last day")
        issuing_.add_argument("--out", type=Path, metavar="FILE", help="(standard output)")
        checking = verbs.add_parser(
            "verify", help="0: it holds, 1: it does not, 2: the file is no badge"
        )
        checking.add_argument("file", type=Path, metavar="FILE")
        checking.add_argument(
            "--issuer", type=Path, metavar="DID.json", help="another issuer's did.json"
        )
        checking.add_argument(
            "--revoked",
            type=Path,
            action="append",
            default=[],
            metavar="LIST.jwt",
            help="a list of what the issuer revoked, taken earlier",
        )
        checking.add_argument("--on", type=_day, metavar="YYYY-MM-DD", help="as if it were then")
        checking.add_argument("--json", action="store_true", help="print it as JSON")
        telling = verbs.add_parser("issuer", help="print the did.json of a district")
        telling.add_argument("district")
        for verb in (issuing_, checking):
            verb.add_argument("--language", choices=[code for code, _l in settings.LANGUAGES])

    def handle(self, *_args: Any, verb: str, language: str | None = None, **options: Any) -> None:
        verbs: dict[str, Callable[..., int]] = {
            "issue": self._issue,
            "verify": self._verify,
            "issuer": self._issuer,
        }
        with override(language or settings.LANGUAGE_CODE):
            try:
                code = verbs[verb](**options)
            except (Forbidden, Refused) as refusal:
                self.stderr.write(str(refusal))
                code = FAILED
            except Unusable as told:
                self.stderr.write(str(told))
                code = MISUSED
        if code:
            sys.exit(code)

    def _issue(
        self, *, competence: UUID, until: datetime | None, out: Path | None, **_o: Any
    ) -> int:
        try:
            badge = issue_badge(
                actor=service_actor("installation"),
                competence_id=competence,
                valid_until=until,
                at=now(),
            )
        except Competence.DoesNotExist:
            raise Unusable(_("There is no competence %(id)s.") % {"id": competence}) from None
        token = signed_text(badge)
        if out is None:
            self.stdout.write(token)
        else:
            out.write_text(token + "\n")
            self.stdout.write(_("The badge is signed: %(file)s.") % {"file": out})
        return 0

    def _verify(
        self,
        *,
        file: Path,
        issuer: Path | None,
        revoked: list[Path],
        on: datetime | None,
        **options: Any,
    ) -> int:
        did, keys = ("", [issuing.public_key()]) if issuer is None else _trusted(issuer)
        known: verifying.Revoked = revoked_here
        if issuer is not None or revoked:
            known = verifying.listed_in([_list(path, keys) for path in revoked])
        try:
            token = verifying.token_in(_read(file))
            found = verifying.verify(token, keys, issuer=did, revoked=known, at=on or now())
        except verifying.NotABadge:
            raise Unusable(_("%(file)s holds no badge.") % {"file": file}) from None
        self._tell(found, as_json=options["json"])
        return 0 if found.verdict == verifying.Verdict.VALID else FAILED

    def _issuer(self, *, district: str, **_options: Any) -> int:
        document = credentials.did_document(issuing.issuer_of(district), [issuing.public_key()])
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
        return 0

    def _tell(self, found: verifying.Found, *, as_json: bool) -> None:
        words = words_of(found)
        if as_json:
            told = {
                "verdict": found.verdict.value,
                "words": words.verdict,
                "key": found.key,
                "revocation_known": found.revocation_known,
                "credential": found.told,
                "endorsements": [one.verdict.value for one in found.endorsements],
            }
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
            return
        self.stdout.write(words.verdict)
        if not found.told:
            return
        self.stdout.write(" · ".join(filter(None, (words.about, words.holder, words.issuer))))
        for speaker, said, holds in words.voices:
            self.stdout.write(f"  {'+' if holds else '−'} {speaker}: {said}")
        if not found.revocation_known:
            self.stderr.write(_("Whether it was revoked is not known: give its list by --revoked."))


def _day(text: str) -> datetime:
    """Return the last moment of a day."""
    zone = timezone.get_default_timezone()
    return datetime.combine(date.fromisoformat(text), time(23, 59, 59), zone)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = {"file": path, "why": error.strerror}
        raise Unusable(_("%(file)s cannot be read: %(why)s.") % told) from error


def _trusted(path: Path) -> tuple[str, list[bytes]]:
    try:
        return verifying.keys_in(json.loads(_read(path)))
    except (verifying.NotABadge, ValueError) as error:
        raise Unusable(_("%(file)s is no did.json with Ed25519 keys.") % {"file": path}) from error


def _list(path: Path, keys: list[bytes]) -> verifying.Told:
    try:
        return jws.opened(_read(path).decode("ascii").strip(), keys)
    except ValueError as error:
        raise Unusable(_("%(file)s is no list signed by this issuer.") % {"file": path}) from error
