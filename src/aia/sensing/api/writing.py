"""Acts on notices, each by the action that a page's button calls too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aia.access.terms import ClientScope
from aia.sensing import actions
from aia.sensing.api import told
from aia.sensing.api.routing import router
from aia.trace.traced import Traced
from aia.web.api.operations import writes
from aia.web.api.schemas import Told


def _register(
    path: str, action: Callable[..., Traced], body: type[Told] | None = None, **more: Any
) -> None:
    writes(router, path, action, body, scope=ClientScope.NOTICES_WRITE, **more)


def _act(path: str, action: Callable[..., Traced], body: type[Told] | None = None) -> None:
    _register(f"/notices/{{notice_id}}/{path}", action, body, sees="notice")


_register("/notices", actions.send_notice, told.SendNotice, created=True, district=True)
_register("/notices/{notice_id}/words", actions.add_words, told.Say, created=True, sees="notice")
_act("take", actions.take_notice)
_act("move", actions.reroute_notice, told.Move)
_act("decide", actions.decide_category, told.Decide)
_act("regrade", actions.regrade_notice, told.Regrade)
_act("link", actions.link_to_need, told.Link)
_act("pool", actions.pool_for_community, told.Pool)
_act("inform", actions.answer_with_information, told.Inform)
_act("pass-on", actions.pass_on, told.PassOn)
_act("accept", actions.accept_passed_on, told.AcceptPassed)
_act("decline", actions.decline_passed_on, told.DeclinePassed)
_act("close", actions.close_notice, told.CloseNotice)
_act("reopen", actions.reopen_notice, told.ReopenNotice)
