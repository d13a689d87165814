"""What is shipped goes with EUPL-1.2: the licence of every package of the runtime lock."""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

RUNTIME = Path(__file__).parent.parent / "requirements/runtime.txt"
# Licences that would bind the whole product to themselves. LGPL and MPL bind only the library.
BINDING = re.compile(r"(?<![L])(?<!Lesser )\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
# Offered under several licences at our choice; the one we take.
CHOSEN = {"text-unidecode": "Artistic License"}


def locked() -> list[str]:
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", RUNTIME.read_text(), flags=re.MULTILINE)


def licence_of(name: str) -> str:
    """Return what the package says of its licence; empty when it is not installed here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [line for line in told.get_all("Classifier") or [] if "License" in line]
    first_line = _first(told, "License").strip().split("\n")[0]
    return " | ".join([_first(told, "License-Expression"), first_line, *classifiers]).strip(" |")


def _first(told: PackageMetadata, name: str) -> str:
    return next(iter(told.get_all(name) or []), "")


def test_no_package_of_the_runtime_binds_the_product_to_its_licence() -> None:
    licences = {name: CHOSEN.get(name) or licence_of(name) for name in locked()}
    assert len(licences) > 30
    assert {name: told for name, told in licences.items() if BINDING.search(told)} == {}
