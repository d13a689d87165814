"""From alike needs to an answer of many: the table, the project, and each plan that takes part."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import send
from tests.floor_offered import HALL, VAN
from tests.floor_people import BRUNO, GINO, INES, OTHERS, PARISH, SORT, TABLE, WHEEL

COMMON, PROJECT = "Arrivare alle visite", "Il giro del martedì"
MINUTES, TASK = "Il furgoncino c’è, mancano gli autisti.", "Trovare quattro autisti."
PART, RESULT = "Accompagnare chi sale", "Dodici visite, nessuna saltata."
GIFT = "Al ritorno racconto a tutti le storie del quartiere."


def five_needs_become_one(page: Page) -> None:
    """What five homes look for becomes the community's need; nobody is named."""
    page.goto("/together/needs/")
    row = page.locator("main li", has=page.locator(f"a[href*='{SORT}']")).first
    expect(row).to_contain_text("almeno 5 case")
    row.get_by_role("link", name="Un bisogno di molti").click()
    send(page, "Riconoscilo come della comunità", title=COMMON)
    expect(page.get_by_role("heading", level=1, name=COMMON)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Almeno 5 persone.")
    for name in (INES, *OTHERS):
        assert name not in page.content()


def invited(page: Page, name: str) -> None:
    """The office invites a person to the table: a voice of her own, beside the bodies."""
    _at_the_table(page)
    page.get_by_role("link", name="Invita al tavolo").click()
    send(page, "Invita", person_id=name, mandate="Per chi viaggia.")
    expect(page.locator("main li", has_text="Per chi viaggia.")).to_contain_text("Invitato")


def says_yes(page: Page) -> None:
    """She finds the invitation, and sits at the table."""
    page.goto("/together/tables/")
    expect(page.locator("main li", has_text=TABLE)).to_contain_text("C’è un invito per te")
    page.get_by_role("link", name=TABLE).click()
    page.get_by_role("link", name="Hanno detto di sì").click()
    send(page, "Sì, partecipo")
    expect(page.locator("main li", has_text="Per chi viaggia.")).to_contain_text(
        "La voce di una persona"
    )


def minutes_kept(page: Page) -> None:
    """What was said yesterday and who was there; then the next meeting."""
    _at_the_table(page)
    page.get_by_role("link", name="Scrivi il verbale").click()
    send(page, "Conserva il verbale", present=[WHEEL, PARISH], minutes=MINUTES)
    page.get_by_text("Verbale", exact=True).click()
    expect(page.get_by_text(MINUTES)).to_be_visible()
    expect(page.locator("main li", has_text=MINUTES)).to_contain_text(f"{WHEEL}, {PARISH}")
    page.get_by_role("link", name="Convoca un incontro").click()
    told = {"starts_at": f"{_in(7)}T18:00", "place": "In oratorio", "agenda": "Si parte."}
    send(page, "Convoca l’incontro", **told)
    expect(page.locator("main li", has_text="Si parte.")).to_be_visible()


def undertaken(page: Page) -> None:
    """The parish takes something upon itself, with a day."""
    _at_the_table(page)
    page.get_by_role("link", name="Prendi un impegno").click()
    send(page, "Prendi l’impegno", seat_id=PARISH, words=TASK, due_on=_in(10))
    expect(page.locator("main li", has_text=TASK)).to_contain_text(PARISH)


def started(page: Page) -> None:
    """The table answers the need in common with a project, with what is on the floor."""
    _at_the_table(page)
    page.get_by_role("link", name="Avvia un progetto").click()
    told = {"title": PROJECT, "collective_id": COMMON, "aim": "Nessuna visita saltata."}
    told |= {"sign": "Chi prenota, arriva.", "starts_on": _in(0), "ends_on": _in(90)}
    send(page, "Avvia il progetto", **told)
    expect(page.locator("main")).to_contain_text(COMMON)
    for name in (VAN, HALL):
        page.get_by_role("link", name="Usa qualcosa dell’aia").click()
        send(page, "Usalo", resource_id=name)
        expect(page.locator("main").get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("link", name="Aggiungi una parte da fare").click()
    send(page, "Aggiungi", words=PART, places="2", for_recipients=True)
    expect(page.locator("main li", has_text=PART)).to_contain_text("2 posti liberi")


def plays_a_part(page: Page) -> None:
    """The retired mechanic takes a part that is open to everybody."""
    _at_the_project(page)
    page.get_by_role("link", name="Prendi questa parte").click()
    send(page, "Ci sto")
    expect(page.locator("main li", has_text=PART)).to_contain_text("un posto libero")


def taken_part_in(page: Page, plan: str) -> None:
    """A plan takes part in the project, as agreed with who it is of."""
    page.goto(f"/worklist/plans/{plan}/")
    page.get_by_role("link", name="Partecipare a un progetto di comunità").click()
    send(page, "Partecipa", project_id=PROJECT)
    expect(page.locator("main").get_by_role("link", name=PROJECT, exact=True)).to_be_visible()


def told_what_came(page: Page) -> None:
    """Who started it tells a result, and keeps what was undertaken to its end."""
    _at_the_table(page)
    page.locator("main li", has_text=TASK).get_by_role("link", name="Com’è finita?").click()
    send(page, "Tieni così", state="kept", words="Sono in cinque.")
    page.get_by_text("Quello che è arrivato alla fine").click()
    expect(page.get_by_text("Sono in cinque.")).to_be_visible()
    _at_the_project(page)
    page.get_by_role("link", name="Racconta che cosa ne è venuto").click()
    send(page, "Racconta che cosa ne è venuto", words=RESULT)
    expect(page.locator("main")).to_contain_text(RESULT)
    for name in (INES, BRUNO, GINO):
        assert name not in page.content()


def came_back_to(page: Page, plan: str) -> None:
    """Each plan shows what came of it, and so does its next review."""
    page.goto(f"/worklist/plans/{plan}/")
    expect(page.locator("main")).to_contain_text(RESULT)
    page.locator("main a[href*='/worklist/reviews/']").first.click()
    page.wait_for_url(re.compile("/worklist/reviews/"))
    expect(page.locator("main")).to_contain_text(RESULT)


def read_on_her_own_page(page: Page) -> None:
    """She reads it beside her own plan."""
    page.goto("/worklist/mine/")
    page.get_by_role("link", name="Il tuo progetto").click()
    expect(page.locator("main")).to_contain_text(RESULT)
    expect(page.locator("main").get_by_role("link", name=PROJECT)).to_be_visible()


def given_back(page: Page, plan: str) -> None:
    """Something given back arises there: counted in the project, without a name."""
    page.goto(f"/worklist/plans/{plan}/")
    page.get_by_role("link", name=f"Qualcosa di restituito in «{PROJECT}»").click()
    send(page, "Tieni così", kind="time", words=GIFT, hours="2")
    _at_the_project(page)
    given = page.locator("main section", has_text="Che cosa vi è stato restituito")
    expect(given).to_contain_text("meno di 5")
    assert INES not in page.content()


def found_on_her_path(page: Page) -> None:
    """She finds it on her own path, and may put something more on the floor."""
    page.goto("/worklist/mine/")
    expect(page.get_by_text(GIFT)).to_be_visible()
    page.get_by_role("link", name="Vorrei mettere qualcosa sull’aia").click()
    send(page, "Mettilo sull’aia", kind="time", words="Un dolce per chi guida.")
    expect(page.get_by_text("Un dolce per chi guida.")).to_be_visible()


def _at_the_table(page: Page) -> None:
    page.goto("/together/tables/")
    page.get_by_role("link", name=TABLE).click()
    expect(page.get_by_role("heading", level=1, name=TABLE)).to_be_visible()


def _at_the_project(page: Page) -> None:
    page.goto("/together/projects/")
    page.get_by_role("link", name=PROJECT).click()
    expect(page.get_by_role("heading", level=1, name=PROJECT)).to_be_visible()


def _in(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()
