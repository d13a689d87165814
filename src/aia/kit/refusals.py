"""How rules say no, whatever the module: pages and the API tell every refusal in one way."""

from collections.abc import Mapping


class Refusal(ValueError):
    """An act that the rules do not allow. The text says what is wrong and how to mend it."""

    @property
    def problems(self) -> Mapping[str, str]:
        """Return what is wrong by the argument it is about; under "" what is about the whole."""
        return {"": str(self)}
