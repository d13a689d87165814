"""A connection that says, before each statement, which districts its rows may come from."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from aia.trace import horizon


class DatabaseWrapper(base.DatabaseWrapper):
    """Keeps the setting `aia.districts` of the session what `horizon.wanted()` says.

    It is compared in memory before each statement and sent only when it differs, so connections
    may live on from one request to the next. A rollback takes a setting back as well: after one
    it is always sent again.
    """

    _sent: str | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._sent = None
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        wanted = horizon.wanted()
        if self._sent != wanted:
            self.connection.execute("SELECT set_config('aia.districts', %s, false)", [wanted])
            self._sent = wanted
        return super().create_cursor(name)

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._sent = None

    def _savepoint_rollback(self, sid: str) -> None:
        # Until it is done, a failed transaction takes no other statement.
        self._sent = horizon.wanted()
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._sent = None
