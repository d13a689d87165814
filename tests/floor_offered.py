"""The floor, step by step: put there, put before somebody, booked, thanked for, signed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser import send
from tests.floor_people import CREMONA, DEMAND, GINO, WHEEL

VAN, HALL = "Furgoncino per le visite", "Sala dell’oratorio di Sant’Imerio"
COURSE, HOURS = "Corso: prenotare le visite dal telefono", "Dieci ore di un meccanico"
CRAFT = "Rimettere in strada quello che si è fermato"
VOUCHED = "Ha rimesso a posto il furgoncino in un pomeriggio."
_OFTEN = {f"day_{number}": "8:00-19:00" for number in range(1, 8)}


def put_on_the_floor(page: Page, name: str, **told: str) -> None:
    """Offer something, from the menu; see it on its own page."""
    page.goto("/floor/mine/")
    page.get_by_role("link", name="Metti qualcosa sull’aia").click()
    send(page, "Mettilo sull’aia", name=name, sharing="free", municipality=CREMONA, **told)
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Cremona")


def opened_to_bookings(page: Page, *, approval: bool) -> None:
    """Say when it is open and how it is booked; see the hours, and that it can be booked."""
    page.get_by_role("link", name="Quando è aperto?").click()
    send(page, "Tieni così", open_on_holidays=True, **_OFTEN)
    page.get_by_role("link", name="Come si prenota?").click()
    send(page, "Tieni così", bookable=True, approval=approval)
    expect(page.locator("main")).to_contain_text("8:00–19:00")
    expect(page.get_by_role("link", name="Prenota", exact=True)).to_be_visible()


def found_by_anybody(page: Page) -> None:
    """Search the public catalogue without an account: a body is named, a person is not."""
    for words, name in (("furgoncino visite", VAN), ("meccanico", HOURS)):
        page.goto("/floor/")
        page.fill("main [name=q]", words)
        page.locator("main [name=q]").press("Enter")
        expect(page.get_by_role("link", name=name)).to_be_visible()
    assert GINO not in page.content()


def put_before_the_person(page: Page, subject: str) -> None:
    """From the person's demand to the floor: options with reasons, two put before her."""
    page.goto(f"/worklist/of/{subject}/")
    expect(page.get_by_text(DEMAND).first).to_be_visible()
    page.get_by_role("link", name="Guarda che cosa c’è sull’aia").click()
    for name in (VAN, COURSE):
        box = page.get_by_role("checkbox", name=name)
        row = page.locator("main .aia-rows > li").filter(has=box)
        expect(row).to_contain_text("Parole in comune: visite")
        expect(row).to_contain_text("Nello stesso comune.")
        box.check()
    page.get_by_role("button", name="Proponi queste alla persona").click()
    for name in (VAN, COURSE):
        expect(page.locator(".aia-option", has_text=name)).to_contain_text("Proposta")


def chosen_and_declined(page: Page) -> None:
    """On her own page she takes the van and leaves the course, and says why."""
    page.goto("/worklist/mine/")
    page.get_by_role("link", name="Guardale e scegli").click()
    form = page.locator("main form")
    form.get_by_role("radio", name=VAN).check()
    page.select_option("main [name=reason]", "near")
    form.get_by_label(f"Se la lasci, perché? «{COURSE}").select_option("times")
    page.get_by_role("button", name="Questa è la mia scelta").click()
    page.get_by_text("Le possibilità", exact=True).click()
    expect(page.locator(".aia-option", has_text=VAN)).to_contain_text("L’hai scelta tu")
    expect(page.locator(".aia-option", has_text=COURSE)).to_contain_text("L’hai lasciata")


def the_no_counts(page: Page, subject: str) -> None:
    """The worker reads what was declined and why; it is not proposed again."""
    page.goto(f"/worklist/of/{subject}/")
    page.get_by_role("link", name="Guarda che cosa c’è sull’aia").click()
    said = page.locator("main li", has_text=f"{COURSE}:").first
    expect(said).to_contain_text("orari")
    expect(page.get_by_role("checkbox", name=COURSE)).to_have_count(0)


def booked_from_the_choice(page: Page) -> None:
    """From what she chose to its page, and a morning of the van, to be confirmed."""
    page.goto("/worklist/mine/")
    page.locator("main article", has_text=DEMAND).get_by_role(
        "link", name="Guardala sull’aia"
    ).click()
    expect(page.get_by_role("heading", level=1, name=VAN)).to_be_visible()
    page.get_by_role("link", name="Prenota", exact=True).click()
    send(page, "Prenota", **_morning())
    expect(_booked(page)).to_contain_text("Chiesta")


def refused_the_same_hours(page: Page) -> None:
    """Somebody else asks for the same morning and is told at once."""
    page.goto("/floor/?q=furgoncino")
    page.get_by_role("link", name=VAN).click()
    page.get_by_role("link", name="Prenota", exact=True).click()
    for name, value in _morning().items():
        page.fill(f"main [name={name}]", value)
    page.get_by_role("button", name="Prenota", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("In quel momento è già preso")


def confirmed_by_the_keeper(page: Page) -> None:
    """The cooperative says yes."""
    page.goto("/floor/bookings/")
    _booked(page).get_by_role("link", name="Di’ di sì").click()
    send(page, "Di’ di sì")
    expect(_booked(page)).to_contain_text("Confermata")


def the_booking_holds(page: Page) -> None:
    """She reads that it is hers."""
    page.goto("/floor/bookings/")
    expect(_booked(page)).to_contain_text("Confermata")


def hours_pass(page: Page) -> None:
    """Who got the mechanic's help thanks with two hours, without knowing who he is."""
    page.goto("/floor/?q=meccanico")
    page.get_by_role("link", name=HOURS).click()
    page.get_by_role("link", name="Ringrazia con delle ore").click()
    send(page, "Dai le ore", minutes="2")
    line = page.locator("main tr", has_text=HOURS)
    expect(line).to_contain_text("−2:00")
    assert GINO not in page.content()


def hours_have_come(page: Page) -> None:
    """The mechanic finds them on his account."""
    page.goto("/floor/hours/")
    line = page.locator("main tr", has_text=HOURS)
    expect(line.get_by_role("cell", name="2:00", exact=True)).to_be_visible()


def told_what_he_can_do(page: Page) -> str:
    """He tells his craft in his own words; return the link to give to who has seen it."""
    page.goto("/floor/competences/")
    page.get_by_role("link", name="Di’ qualcosa che sai fare").click()
    send(page, "Dillo", title=CRAFT, learnt_from="work")
    page.get_by_role("link", name="Dammi il collegamento").click()
    send(page, "Dammi il collegamento")
    return page.locator(".aia-link-whole").inner_text()


def vouched_for(page: Page, link: str) -> None:
    """The cooperative, which keeps the van, vouches for him."""
    page.goto("/" + link.split("/", 3)[3])
    expect(page.locator("main")).to_contain_text(CRAFT)
    send(page, "Testimonialo", relation="recipient", words=VOUCHED)
    expect(page.locator("main li", has_text=CRAFT)).to_be_visible()


def signed_in_a_badge(page: Page, into: Path) -> Path:
    """He reads the words, makes the badge and takes its file."""
    page.goto("/floor/competences/")
    page.get_by_role("link", name=CRAFT).click()
    expect(page.get_by_text(VOUCHED)).to_be_visible()
    page.get_by_role("link", name="Fai il badge").click()
    send(page, "Fai il badge")
    with page.expect_download() as taken:
        page.get_by_role("link", name="(.svg)").click()
    taken.value.save_as(into / "badge.svg")
    return into / "badge.svg"


def verified_by_anybody(page: Page, badge: Path) -> None:
    """Whoever he gives it to reads that it holds, what it is and who vouches."""
    page.goto("/floor/badges/cremona/")
    page.set_input_files("main [name=file]", badge)
    page.locator("main form button[type=submit]").click()
    told = page.locator("main [role=status].aia-card")
    for words in (CRAFT, GINO, VOUCHED, WHEEL):
        expect(told).to_contain_text(words)


def _booked(page: Page) -> Locator:
    return page.locator("main li", has=page.get_by_role("link", name=VAN))


def _morning() -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=7)
    return {"day": day.isoformat(), "since": "09:00", "until": "11:00"}
