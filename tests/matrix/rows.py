"""How a row of the table is written: who is let in, who is refused, and for whom it is hidden.

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
from tests.matrix.people import ROLES, Somebody

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


READ = subject("TGC", "OS")
READ_OR_OWN = subject("TGCS", "O")
TEAM = subject("T", "GCOS")
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
