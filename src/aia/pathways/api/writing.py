"""Acts on the line, each by the action that a page's button calls too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aia.access.terms import ClientScope
from aia.pathways import actions
from aia.pathways.api import told
from aia.pathways.api.routing import router
from aia.trace.traced import Traced
from aia.web.api.operations import writes
from aia.web.api.schemas import Told


def _register(
    path: str, action: Callable[..., Traced], body: type[Told] | None = None, **more: Any
) -> None:
    writes(router, path, action, body, scope=ClientScope.PATHWAYS_WRITE, **more)


def _make(path: str, action: Callable[..., Traced], body: type[Told], **more: Any) -> None:
    _register(path, action, body, created=True, **more)


_make("/pathways", actions.open_pathway, told.OpenPathway, district=True)
_PATHWAY = "/pathways/{pathway_id}"
_register(f"{_PATHWAY}/suspend", actions.suspend_pathway, told.Suspend, sees="pathway")
_register(f"{_PATHWAY}/resume", actions.resume_pathway, sees="pathway")
_register(f"{_PATHWAY}/close", actions.close_pathway, told.ClosePathway, sees="pathway")
_register(f"{_PATHWAY}/reopen", actions.reopen_pathway, sees="pathway")
_make(f"{_PATHWAY}/needs", actions.recognise_need, told.RecogniseNeed)
_make(f"{_PATHWAY}/give-backs", actions.give_back, told.GiveBack)

_NEED = "/needs/{need_id}"
_register(f"{_NEED}/reword", actions.reword_need, told.RewordNeed, sees="need")
_register(f"{_NEED}/regrade", actions.regrade_need, told.RegradeNeed, sees="need")
_register(f"{_NEED}/reclassify", actions.reclassify_need, told.ReclassifyNeed, sees="need")
_register(f"{_NEED}/unvoiced", actions.mark_unvoiced, told.LeaveUnvoiced, sees="need")
_register(f"{_NEED}/suspend", actions.suspend_need, told.SuspendNeed, sees="need")
_register(f"{_NEED}/resume", actions.resume_need, sees="need")
_register(f"{_NEED}/close", actions.close_need, told.CloseNeed, sees="need")
_register(f"{_NEED}/reopen", actions.reopen_need, sees="need")
_make(f"{_NEED}/demands", actions.open_demand, told.OpenDemand, sees="need")

_DEMAND = "/demands/{demand_id}"
_register(f"{_DEMAND}/reword", actions.reword_demand, told.RewordDemand, sees="demand")
_register(f"{_DEMAND}/withdraw", actions.withdraw_demand, told.Withdraw, sees="demand")
_make(f"{_DEMAND}/options", actions.offer_option, told.OfferOption)
_make(f"{_DEMAND}/choices", actions.make_choice, told.Choose, sees="need")
_register("/options/{option_id}/withdraw", actions.withdraw_option, sees="option")
_make("/choices/{choice_id}/change", actions.change_choice, told.Choose, sees="choice")
_make("/choices/{choice_id}/answers", actions.plan_answer, told.PlanAnswer, sees="need")

_ANSWER = "/answers/{answer_id}"
_register(f"{_ANSWER}/start", actions.start_answer, told.OnDay, sees="answer")
_register(f"{_ANSWER}/adjust", actions.adjust_answer, told.AdjustAnswer, sees="answer")
_register(f"{_ANSWER}/suspend", actions.suspend_answer, told.Suspend, sees="answer")
_register(f"{_ANSWER}/resume", actions.resume_answer, sees="answer")
_register(f"{_ANSWER}/end", actions.end_answer, told.EndAnswer, sees="answer")
_make(f"{_ANSWER}/pass", actions.pass_answer, told.PassAnswer, sees="answer")
