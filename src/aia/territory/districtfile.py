"""A district as a small YAML file: its code, its name, its municipalities by ISTAT code.

    code: cremona
    name: Ambito territoriale sociale Cremonese
    sources:
      province: Provincia di Cremona, Ufficio Statistica, 4 April 2024
    municipalities:
      - "019001"
      - {istat: "019107", certainty: reported, source: province, since: 2019-01-01}

A municipality born after the tables of the packages also needs its cadastral code.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from aia.territory import explanations
from aia.territory.register import Registered, newborn, register
from aia.territory.terms import Certainty
from aia.territory.yamlnodes import FileProblem, pairs, problem, root_of, text_of

SHIPPED = Path(__file__).with_name("districts")
_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
_TOP_KEYS = {"code", "name", "sources", "municipalities"}
_MEMBER_KEYS = {"istat", "cadastral", "certainty", "source", "since", "until"}
_LONGEST_NAME = 160
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Member:
    """One municipality of the district and where its membership is known from."""

    municipality: Registered
    certainty: str = Certainty.STATED
    source: str = ""
    source_title: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class DistrictFile:
    """What a district's file says, checked against the register of municipalities."""

    code: str
    name: str
    members: tuple[Member, ...]

    @property
    def digest(self) -> str:
        """Return the SHA-256 (hex) of what the file says, whatever its layout."""
        members = [
            (m.municipality.istat, m.certainty, m.source, m.source_title, m.since, m.until)
            for m in sorted(self.members, key=lambda member: member.municipality.istat)
        ]
        said = json.dumps([self.code, self.name, members], default=str)
        return sha256(said.encode()).hexdigest()

    @property
    def province(self) -> str:
        """Return the province (two letters) where most of its municipalities lie."""
        provinces = [member.municipality.province for member in self.members]
        return max(sorted(set(provinces)), key=provinces.count)


def shipped() -> tuple[str, ...]:
    """Return the codes of the districts that come with Aia."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def find(name_or_path: str | Path) -> Path:
    """Return the file of a shipped district, or the user's own. Raises FileProblem for neither."""
    path = Path(name_or_path)
    if str(path) in shipped():
        return SHIPPED / f"{path}.yaml"
    if not path.exists():
        raise FileProblem(f"{path}: " + _("there is no such file") + ". " + _known())
    return path


def _known() -> str:
    return _("Districts that come with Aia: %(names)s.") % {"names": ", ".join(shipped())}


def read(path: Path) -> DistrictFile:
    """Read and check a district's file. Raises FileProblem with line, reason and remedy."""
    root = root_of(path)
    top = pairs(path, root)
    _only(path, root, set(top), _TOP_KEYS)
    for key in ("code", "name", "municipalities"):
        if key not in top:
            raise problem(path, root, _("“%(key)s” is missing.") % {"key": key} + " " + _known())
    code = text_of(path, top["code"], "code")
    if not _CODE.fullmatch(code):
        hint = _("“code” must be small letters, digits and hyphens, such as “cremona”")
        raise problem(path, top["code"], hint)
    name = text_of(path, top["name"], "name")
    if not name or len(name) > _LONGEST_NAME:
        raise problem(path, top["name"], _("“name” must have 1 to 160 characters"))
    sources = _sources(path, top.get("sources"))
    return DistrictFile(code, name, _members(path, top["municipalities"], sources))


def _sources(path: Path, node: yaml.Node | None) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise problem(path, node, _("“sources” must give each source a code and a title"))
    return {
        key: text_of(path, value, key)[:_LONGEST_TITLE] for key, value in pairs(path, node).items()
    }


def _members(path: Path, node: yaml.Node, sources: dict[str, str]) -> tuple[Member, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise problem(path, node, _("“municipalities” must be a list of ISTAT codes"))
    found: dict[str, tuple[Member, int]] = {}
    for item in node.value:
        member = _member(path, item, sources)
        istat = member.municipality.istat
        if istat in found:
            told = {"name": member.municipality.name, "istat": istat, "line": found[istat][1]}
            raise problem(path, item, _("%(name)s (%(istat)s) is already on line %(line)s") % told)
        found[istat] = member, item.start_mark.line + 1
    return tuple(member for member, _line in found.values())


def _member(path: Path, node: yaml.Node, sources: dict[str, str]) -> Member:
    if isinstance(node, yaml.ScalarNode):
        return Member(_municipality(path, node, str(node.value).strip(), ""))
    if not isinstance(node, yaml.MappingNode):
        raise problem(path, node, _("a municipality is an ISTAT code, or keys with “istat”"))
    given = pairs(path, node)
    _only(path, node, set(given), _MEMBER_KEYS)
    if "istat" not in given:
        raise problem(path, node, _("“%(key)s” is missing.") % {"key": "istat"})
    told = {key: text_of(path, value, key) for key, value in given.items()}
    since, until = (
        _day(path, given[key], told[key]) if key in given else None for key in ("since", "until")
    )
    if since and until and until < since:
        raise problem(path, node, _("“until” comes before “since”"))
    _check_source(path, given, told, sources)
    source = told.get("source", "")
    return Member(
        _municipality(path, given["istat"], told["istat"], told.get("cadastral", "")),
        told.get("certainty", Certainty.STATED.value),
        source,
        sources.get(source, ""),
        since,
        until,
    )


def _check_source(
    path: Path, given: dict[str, yaml.Node], told: dict[str, str], sources: dict[str, str]
) -> None:
    """Raise FileProblem when a line's certainty or source is not one that can be."""
    if told.get("certainty", Certainty.STATED) not in Certainty.values:
        hint = _("“certainty” must be one of: %(options)s")
        raise problem(path, given["certainty"], hint % {"options": ", ".join(Certainty.values)})
    if told.get("source") and told["source"] not in sources:
        hint = _("the source “%(source)s” is not among “sources”")
        raise problem(path, given["source"], hint % {"source": told["source"]})


def _municipality(path: Path, node: yaml.Node, istat: str, cadastral: str) -> Registered:
    """Return the municipality that a line names; today's ones only."""
    known = register().get(istat)
    if known is not None and known.until is None:
        return known
    if cadastral and re.fullmatch(r"\d{6}", istat) and (known is None):
        new = newborn(istat, cadastral)
        if new is not None:
            return new
        hint = _("no municipality has the cadastral code %(code)s today in that province")
        raise problem(path, node, hint % {"code": cadastral})
    raise problem(path, node, explanations.why_not(istat))


def _day(path: Path, node: yaml.Node, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        hint = _("“%(text)s” is not a day such as 2019-01-01") % {"text": text}
        raise problem(path, node, hint) from error


def _only(path: Path, node: yaml.Node, given: set[str], allowed: set[str]) -> None:
    if strange := sorted(given - allowed):
        told = {"keys": ", ".join(strange), "allowed": ", ".join(sorted(allowed))}
        raise problem(path, node, _("unknown key: %(keys)s. The keys are: %(allowed)s.") % told)


__all__ = ["DistrictFile", "FileProblem", "Member", "find", "read", "shipped"]
