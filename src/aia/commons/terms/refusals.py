"""How the floor says no."""

from collections.abc import Mapping

from aia.kit.refusals import Refusal


class Refused(Refusal):
    """The rules of the floor do not allow an act.

    The text says what is wrong and how to mend it; `field` names the argument that it is about,
    so that a form can show it in its place.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    @property
    def problems(self) -> Mapping[str, str]:
        """Return the text under the argument it is about."""
        return {self.field: str(self)}
