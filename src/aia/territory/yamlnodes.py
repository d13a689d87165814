"""Reading YAML with its line numbers, so that an error can say where it is."""

from pathlib import Path

import yaml
from django.utils.translation import gettext as _

LARGEST_FILE = 2 * 1024 * 1024


class FileProblem(ValueError):
    """A file cannot be read or used; the message says what is wrong, where, and how to mend it."""


def problem(path: Path, node: yaml.Node | None, message: str) -> FileProblem:
    """Return the error with the file and, when there is a node, its line."""
    if node is None:
        return FileProblem(f"{path}: {message}")
    where = _("%(file)s, line %(line)s") % {"file": path, "line": node.start_mark.line + 1}
    return FileProblem(f"{where}: {message}")


def root_of(path: Path) -> yaml.MappingNode:
    """Return the top mapping of a YAML file. Raises FileProblem when there is none."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileProblem(f"{path}: " + _("the file is too large for a district (over 2 MB)"))
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except FileNotFoundError as error:
        raise FileProblem(f"{path}: " + _("there is no such file")) from error
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileProblem(f"{path}: " + _("the file is not UTF-8 text")) from error
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from error
    if not isinstance(node, yaml.MappingNode):
        raise problem(path, node, _("expected keys such as code, name and municipalities"))
    return node


def pairs(path: Path, node: yaml.MappingNode) -> dict[str, yaml.Node]:
    """Return a mapping's values by key. Raises FileProblem for a key written twice."""
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in found:
            raise problem(path, key, _("the key “%(key)s” is written twice") % {"key": name})
        found[name] = value
    return found


def text_of(path: Path, node: yaml.Node, key: str) -> str:
    """Return a single value as it is written, quotes or not (019036 stays 019036)."""
    if not isinstance(node, yaml.ScalarNode):
        raise problem(path, node, _("“%(key)s” must be one value, not a list") % {"key": key})
    return str(node.value).strip()


def _not_yaml(path: Path, error: yaml.YAMLError) -> FileProblem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error)
    message = _("this is not YAML: %(what)s") % {"what": what}
    if mark is None:
        return FileProblem(f"{path}: {message}")
    where = _("%(file)s, line %(line)s") % {"file": path, "line": mark.line + 1}
    return FileProblem(f"{where}: {message}")
