"""How rules say no, whatever the module: pages and the API tell every refusal in one way."""

from collections.abc import Mapping


class Refusal(ValueError):
    """An act that the rules do not allow. The text says what is wrong and how to mend it."""

    @property
    def problems(self) -> Mapping[str, str]:
        """Return what is wrong by the argument it is about; under "" what is about the whole."""
        return {"": str(self)}


class Refused(Refusal):
    """The rules do not allow an act.

    The text says what is wrong and how to mend it; `field` names the argument that it is about,
    when it is about one, so that a form can show it in its place.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    @property
    def problems(self) -> Mapping[str, str]:
        """Return the text under the argument it is about."""
        return {self.field: str(self)}
