"""Who may open what: one row for each address, by its name. A new address needs a row here.

How somebody stands towards a subject is a letter: T follows them (team), G broke the glass,
O works in the district outside the team, C coordinates it, P plans, R is of an organisation they
were referred to, B of another one, S is the person, N another citizen, A administers, X is a
stranger (another district, or anybody at all when the person is protected). What somebody does,
whoever the subject is, is a letter too: W social worker, C coordinator, P planner, R partner,
Z citizen, A administrator.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.asking import HIDDEN, OPEN, REFUSED
from tests.matrix.world import ROLES, Somebody

EVERYBODY = "WCPRZA"


@dataclass(frozen=True)
class Row:
    """What is expected at an address, from each who is signed in."""

    yes: str
    no: str = ""
    post_yes: str | None = None
    post_no: str | None = None
    about: str = "subject"
    public: bool = False
    asked: tuple[str, ...] = ("",)

    def expected(self, who: Somebody, key: str, method: str) -> str:
        """Return the outcome for somebody who asks about one of the three subjects."""
        yes, no = self.yes, self.no
        if method == "post" and self.post_yes is not None:
            yes, no = self.post_yes, self.post_no or ""
        role, stands = ROLES[who.key], who.stands[key]
        near = (who.place == "here") == (key != "elsewhere")
        if self.about == "subject":
            return OPEN if stands in yes else REFUSED if stands in no else HIDDEN
        if self.about == "gate":
            return OPEN if stands in yes else HIDDEN if role in no else REFUSED
        if self.about == "here" and role in yes and not near:
            return HIDDEN
        if self.about == "body" and not near:
            return HIDDEN
        return OPEN if role in yes else HIDDEN if role in no else REFUSED


def subject(yes: str, no: str, post_yes: str | None = None, post_no: str | None = None) -> Row:
    """About one person: open to some, refused to others; for all the rest it does not exist."""
    return Row(yes, no, post_yes, post_no)


def gate(yes: str, role: str) -> Row:
    """About one person, behind a role: refused without it; with it, only one's own exists."""
    return Row(yes, role, about="gate")


def page(yes: str = EVERYBODY, *, hidden: str = "", asked: tuple[str, ...] = ("",)) -> Row:
    """About nobody in particular: refused to the roles not told."""
    return Row(yes, hidden, about="page", asked=asked)


def here(yes: str) -> Row:
    """About something of the first district: hidden from the same roles elsewhere."""
    return Row(yes, about="here")


def body(yes: str) -> Row:
    """About an organisation: hidden from other districts."""
    return Row(yes, about="body")


def public(row: Row) -> Row:
    """Open to whoever is not signed in, too."""
    return Row(row.yes, row.no, about=row.about, public=True)


# The pages of one act on the line show their form to whoever reads the file; the action says who
# may act, and a form that is not valid is told before the action is asked.
READ = subject("TGC", "OS")
FORM_OF_FILE = subject("TGCOS", "")
READ_OR_OWN = subject("TGCS", "O")
TEAM = subject("T", "GCOS")
TEAM_AFTER_READING = subject("TGC", "OS", "T", "GCOS")
WITH_PERSON = subject("TS", "GCO")
CHIEF = subject("C", "TGOS")
LEADING = subject("TC", "GOS")
OFFICE = subject("TGCO", "S")
RECEIVER = subject("R", "")
SENDER_OR_RECEIVER = subject("TR", "GCOS")
WORKERS = subject("TGCO", "RS")
WORKERS_OR_OWN = subject("TGCOS", "R")
KNOWN = subject("TGCORS", "")
CHIEF_OF_PEOPLE = subject("C", "TGORS")
OWN = gate("S", "Z")
OFFICE_ROLES = page("WC")
CHIEFS = page("C")

PAGES: dict[str, Row] = {
    "web:home": public(page()),
    "web:health": public(page()),
    "web:language": public(page()),
    "web:accessibility": public(page()),
    "web:privacy": public(page()),
    "web:line": public(page()),
    "web:style": public(page("", hidden=EVERYBODY)),
    "access:account": page(),
    "access:second_step": page(),
    "access:revoke_client": page("A", hidden="CPRZW"),
    "access:accept_invitation": public(page()),
    "access:open_invitation": public(page()),
    "access:colleagues": page("CA", asked=("", "?q=a", "?role=citizen")),
    "access:invitations": page("CA"),
    "access:withdraw_invitation": here("CA"),
    "access:give_role": page("CA"),
    "access:end_role": here("CA"),
    "access:declare_capacity": here("C"),
    "access:close_account": here("CA"),
    "access:emergencies": CHIEFS,
    "access:review_emergency": here("C"),
    "access:clients": page("A"),
    "pathways:worklist": Row(
        "WC", about="page", asked=("", "?whose=district", "?whose=mine", "?lane=demand")
    ),
    "pathways:person": READ,
    "pathways:recognise_need": FORM_OF_FILE,
    "pathways:give_back": FORM_OF_FILE,
    "pathways:close_pathway": FORM_OF_FILE,
    "pathways:suspend_pathway": FORM_OF_FILE,
    "pathways:reword_need": READ,
    "pathways:regrade_need": READ,
    "pathways:reclassify_need": READ,
    "pathways:mark_unvoiced": READ,
    "pathways:suspend_need": READ,
    "pathways:resume_need": TEAM_AFTER_READING,
    "pathways:close_need": READ,
    "pathways:reopen_need": TEAM_AFTER_READING,
    "pathways:open_demand": READ,
    "pathways:send_referral": READ,
    "pathways:reword_demand": READ,
    "pathways:withdraw_demand": READ,
    "pathways:offer_option": READ,
    "pathways:make_choice": READ,
    "pathways:withdraw_option": TEAM_AFTER_READING,
    "pathways:change_choice": READ,
    "pathways:plan_answer": READ,
    "pathways:start_answer": READ,
    "pathways:suspend_answer": READ,
    "pathways:resume_answer": TEAM_AFTER_READING,
    "pathways:end_answer": READ,
    "pathways:pass_answer": READ,
    "pathways:withdraw_referral": READ,
    "pathways:plans": READ,
    "pathways:draft_plan": TEAM,
    "pathways:plan": READ,
    "pathways:plan_pdf": READ_OR_OWN,
    "pathways:change_plan": TEAM,
    "pathways:redate_plan": TEAM,
    "pathways:set_budget": TEAM,
    "pathways:submit_plan": TEAM,
    "pathways:approve_plan": CHIEF,
    "pathways:return_plan": CHIEF,
    "pathways:sign_plan": TEAM,
    "pathways:end_plan": TEAM,
    "pathways:add_goal": TEAM,
    "pathways:add_commitment": TEAM,
    "pathways:add_support": TEAM,
    "pathways:drop_goal": TEAM,
    "pathways:settle_commitment": TEAM,
    "pathways:drop_commitment": TEAM,
    "pathways:drop_support": TEAM,
    "pathways:review": READ,
    "pathways:hear_recipient": WITH_PERSON,
    "pathways:hold_review": TEAM,
    "pathways:move_review": TEAM,
    "pathways:assessments": READ,
    "pathways:record_assessment": WITH_PERSON,
    "pathways:withdraw_assessment": TEAM,
    "pathways:diary": READ,
    "pathways:write_note": subject("TG", "COS"),
    "pathways:share_note": TEAM,
    "pathways:unshare_note": TEAM,
    "pathways:fix_appointment": TEAM,
    "pathways:agenda": OFFICE_ROLES,
    "pathways:agenda_calendar": page(),
    "pathways:appointment_calendar": READ_OR_OWN,
    "pathways:confirm_appointment": TEAM,
    "pathways:move_appointment": TEAM,
    "pathways:hold_appointment": TEAM,
    "pathways:miss_appointment": TEAM,
    "pathways:cancel_appointment": WITH_PERSON,
    "pathways:attachments": READ,
    "pathways:add_attachment": TEAM,
    "pathways:attachment": READ,
    "pathways:share_attachment": TEAM,
    "pathways:unshare_attachment": TEAM,
    "pathways:remove_attachment": TEAM,
    "pathways:list": page("WC", asked=("", "?whose=district", "?state=closed")),
    "pathways:checks": OFFICE_ROLES,
    "pathways:hand_over": CHIEFS,
    "pathways:handed_over": CHIEFS,
    "pathways:open_community": OFFICE_ROLES,
    "pathways:open": OFFICE,
    "pathways:reopen_pathway": OFFICE,
    "pathways:resume_pathway": subject("TGCOS", "", "TC", "GOS"),
    "pathways:team": LEADING,
    "pathways:join_team": LEADING,
    "pathways:leave_team": LEADING,
    "pathways:change_lead": LEADING,
    "pathways:break_glass": OFFICE,
    "pathways:trace": READ_OR_OWN,
    "pathways:received": page("R", asked=("", "?state=sent", "?state=ended")),
    "pathways:received_referral": gate("R", "R"),
    "pathways:accept_referral": RECEIVER,
    "pathways:decline_referral": RECEIVER,
    "pathways:start_referral": RECEIVER,
    "pathways:end_referral": RECEIVER,
    "pathways:mine": page("Z"),
    "pathways:my_demand": OWN,
    "pathways:my_words": OWN,
    "pathways:my_choice": OWN,
    "pathways:my_other_choice": OWN,
    "pathways:my_review": OWN,
    "pathways:my_give_back": OWN,
    "pathways:my_meetings": OWN,
    "pathways:my_meeting_cancel": OWN,
    "pathways:my_plan": page("Z"),
    "pathways:my_consents": page("Z"),
    "pathways:my_consent_withdraw": OWN,
    "pathways:my_openings": page("Z"),
    "pathways:my_data": page("Z"),
    "people:search": page(asked=("?q=Quondamatteo", "?q=Ysseldijk", "?q=Krzywicka", "")),
    "people:new": page("WC", asked=("?q=Ysseldijk",)),
    "people:likely": OFFICE_ROLES,
    "people:duplicates": CHIEFS,
    "people:scan": CHIEFS,
    "people:merge": subject("C", "TGO"),
    "people:retention": CHIEFS,
    "people:household": KNOWN,
    "people:household_join": WORKERS,
    "people:household_close": WORKERS,
    "people:household_leave": WORKERS,
    "people:organisations": page(),
    "people:organisation_new": page("WCPA"),
    "people:organisations_table": page(),
    "people:organisation": body(EVERYBODY),
    "people:organisation_edit": body("WCPA"),
    "people:organisation_close": body("WCPA"),
    "people:identifier_end": WORKERS,
    "people:membership_end": WORKERS,
    "people:consent_withdraw": WORKERS_OR_OWN,
    "people:identity": KNOWN,
    "people:edit": WORKERS,
    "people:protect": WORKERS,
    "people:unprotect": WORKERS,
    "people:identifier_add": WORKERS,
    "people:membership_add": WORKERS,
    "people:consents": WORKERS_OR_OWN,
    "people:household_new": WORKERS,
    "people:export": subject("TCS", "GOR"),
    "people:erase": CHIEF_OF_PEOPLE,
    "people:term": CHIEF_OF_PEOPLE,
    "people:unmerge": CHIEF_OF_PEOPLE,
    "territory:index": page(),
    "territory:district": page("", hidden=EVERYBODY),
    "territory:municipality": page(),
    "api_reference": public(page()),
    "no_such_api": public(page("", hidden=EVERYBODY)),
}

API: dict[str, Row] = {
    "api:openapi-json": public(page()),
    "api:api-root": public(page("", hidden=EVERYBODY)),
    "api:people": page(asked=("?limit=1", "?text=Ysseldijk", "?text=Quondamatteo")),
    "api:register_person": OFFICE_ROLES,
    "api:person": KNOWN,
    "api:organisations": page(asked=("?limit=1",)),
    "api:register_organisation": page("WCPA"),
    "api:organisation": body(EVERYBODY),
    "api:change_identity": WORKERS,
    "api:protect_person": WORKERS,
    "api:unprotect_person": WORKERS,
    "api:add_identifier": WORKERS,
    "api:end_identifier": WORKERS,
    "api:give_consent": WORKERS_OR_OWN,
    "api:withdraw_consent": WORKERS_OR_OWN,
    "api:pathways": page(asked=("?limit=1", "?whose=district&limit=1")),
    "api:pathway": READ,
    "api:need": READ,
    "api:worklist": page(asked=("?limit=1", "?whose=district&limit=1")),
    "api:trace": READ_OR_OWN,
    "api:open_pathway": OFFICE,
    "api:suspend_pathway": LEADING,
    "api:resume_pathway": LEADING,
    "api:close_pathway": LEADING,
    "api:reopen_pathway": OFFICE,
    "api:recognise_need": TEAM,
    "api:give_back": WITH_PERSON,
    "api:reword_need": TEAM,
    "api:regrade_need": TEAM,
    "api:reclassify_need": TEAM,
    "api:mark_unvoiced": TEAM,
    "api:suspend_need": TEAM,
    "api:resume_need": TEAM,
    "api:close_need": TEAM,
    "api:reopen_need": TEAM,
    "api:open_demand": WITH_PERSON,
    "api:reword_demand": WITH_PERSON,
    "api:withdraw_demand": WITH_PERSON,
    "api:offer_option": TEAM,
    "api:make_choice": WITH_PERSON,
    "api:withdraw_option": TEAM,
    "api:change_choice": WITH_PERSON,
    "api:plan_answer": TEAM,
    "api:start_answer": TEAM,
    "api:adjust_answer": TEAM,
    "api:suspend_answer": TEAM,
    "api:resume_answer": TEAM,
    "api:end_answer": TEAM,
    "api:pass_answer": TEAM,
    "api:referrals": page(asked=("?limit=1",)),
    "api:referral": RECEIVER,
    "api:send_referral": TEAM,
    "api:accept_referral": SENDER_OR_RECEIVER,
    "api:decline_referral": SENDER_OR_RECEIVER,
    "api:start_referral": SENDER_OR_RECEIVER,
    "api:end_referral": SENDER_OR_RECEIVER,
    "api:withdraw_referral": subject("T", "GCORS"),
    "api:plans": READ_OR_OWN,
    "api:plan": READ_OR_OWN,
    "api:review": READ_OR_OWN,
    "api:give_recipient_view": WITH_PERSON,
    "api:hold_review": TEAM,
    "api:move_review": TEAM,
}

# Pages of the sign-in library: about nobody but who is signed in.
OF_THE_LIBRARY = (
    "account_",
    "mfa_",
    "socialaccount_",
    "openid_connect_",
    "usersessions_",
    "sign-in/",
)
