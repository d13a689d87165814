"""What is measured from inside an archive, in a process that has its settings: prints JSON.

Run by the other modules as `python -m bench.inside WHAT …`.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

WARM = 20
# So many persons are looked for in an ordinary day, before somebody looks for one more.
A_DAY = 300
_WHO = ("sara@aia.example", "carla@aia.example")


def pages(times: int) -> dict[str, Any]:
    """Return, by page, the server's time (ms), statements and CPU (ms) of `times` openings."""
    from django.test import Client

    worker, coordinator = (_signed_in(Client(HTTP_HOST="localhost"), who) for who in _WHO)
    asked = _addresses(times + WARM)
    found = {name: _timed(worker, addresses) for name, addresses in asked.items()}
    return {**found, "district": _timed(coordinator, asked["worklist"])}


def _timed(client: Any, addresses: list[str]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in addresses[:WARM]:
        _open(client, address)
    took, cpu = [], []
    for address in addresses[WARM:]:
        began, worked = time.perf_counter(), time.process_time()
        _open(client, address)
        took.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - worked))
    with CaptureQueriesContext(connection) as told:
        _open(client, addresses[-1])
    return {
        "p50": statistics.median(took),
        "p95": statistics.quantiles(took, n=20)[-1],
        "cpu": statistics.median(cpu),
        "statements": len(told),
    }


def _signed_in(client: Any, email: str) -> Any:
    client.force_login(_account(email), _backend())
    return client


def addresses(times: int) -> dict[str, list[str]]:
    """Return a signed-in session and addresses to ask a server for."""
    from django.conf import settings
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(_account("sara@aia.example"), _backend())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"session": [f"{settings.SESSION_COOKIE_NAME}={cookie}"], **_addresses(times)}


def demands(email: str, number: int) -> dict[str, Any]:
    """Open so many demands as one worker; return the times (ms) and how often it was locked."""
    from django.db import OperationalError

    from aia.access.queries import actor_for
    from aia.kit.clock import now
    from aia.pathways.actions import open_demand
    from aia.pathways.models import Need

    account = _account(email)
    actor = actor_for(account, at=now()).simulated()
    waiting = Need.objects.filter(pathway__lead=account.id, state="open", step="need")
    needs = list(waiting.values_list("id", flat=True)[:number])
    took, locked = [], 0
    # All writers begin together, when the word comes.
    print("ready", flush=True)
    sys.stdin.readline()
    started = time.time()
    for need in needs:
        began = time.perf_counter()
        try:
            open_demand(actor=actor, need_id=need, words="Vorrei una mano in casa.", at=now())
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            locked += 1
        took.append(1000 * (time.perf_counter() - began))
    return {"took": took, "locked": locked, "started": started, "ended": time.time()}


def newcomers(number: int) -> dict[str, Any]:
    """Look for so many persons entered again with slips, twice: at first, and in a day's use.

    Returns the people there are and, of each time, the times (ms) and how many were found.
    """
    from aia.access.queries import actor_for
    from aia.kit.clock import now
    from aia.people.models import Person

    at = now()
    actor = actor_for(_account("sara@aia.example"), at=at)
    ids = list(Person.objects.order_by("id").values_list("id", flat=True)[:50_000])
    drawn = random.Random(7).sample(ids, WARM + number + A_DAY + number)
    looked = [_looked_for(person_id, index, actor, at) for index, person_id in enumerate(drawn)]
    parts = {"at first": looked[WARM : WARM + number], "in use": looked[-number:]}
    told = {
        name: {
            "took": [took for took, _found in part],
            "found": sum(found for _took, found in part),
        }
        for name, part in parts.items()
    }
    return {**told, "of": number, "people": Person.objects.count()}


def _looked_for(person_id: Any, index: int, actor: Any, at: Any) -> tuple[float, bool]:
    """Look for a person entered again with a slip: the time (ms), and whether they were found."""
    from dataclasses import replace

    from aia.people.models import Person
    from aia.people.queries import identity_of, likely_same

    person = Person.objects.select_related("municipality").get(pk=person_id)
    known = identity_of(person)
    altered = replace(known, **_slip(known, index, random.Random(index)))
    began = time.perf_counter()
    told = likely_same(actor, altered, sex=person.sex, town=_town(person), at=at)
    took = 1000 * (time.perf_counter() - began)
    return took, any(one.person.id == person_id for one in told)


def _town(person: Any) -> str:
    return str(person.municipality.name) if person.municipality else ""


def _slip(known: Any, index: int, rng: random.Random) -> dict[str, Any]:
    """Return what somebody in a hurry writes otherwise."""
    slips: list[Callable[[], dict[str, Any]]] = [
        lambda: {"given_name": _swapped(known.given_name, rng), "phone": ""},
        lambda: {"family_name": _swapped(known.family_name, rng), "address": ""},
        lambda: {"birth_date": known.birth_date.replace(day=rng.randint(1, 28))},
        lambda: {"given_name": known.family_name, "family_name": known.given_name},
        lambda: {"phone": "", "address": "", "given_name": known.given_name[:-1]},
    ]
    return slips[index % len(slips)]()


def _swapped(name: str, rng: random.Random) -> str:
    at = rng.randrange(max(len(name) - 1, 1))
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def _addresses(number: int) -> dict[str, list[str]]:
    """Return, by page, addresses of what the worker follows, drawn alike at every run."""
    from django.urls import reverse

    from aia.pathways.models import Need, Pathway
    from aia.people.models import Person
    from aia.people.queries import identities_of

    rng, sara = random.Random(1), _account("sara@aia.example").id
    subjects = list(
        Pathway.objects.filter(lead=sara, kind="person").order_by("id").values_list("subject")
    )
    waiting = Need.objects.filter(pathway__lead=sara, state="open", step="need").order_by("id")
    needs = list(waiting.values_list("id", flat=True)[:1000])
    some = Person.objects.order_by("id")[: 4 * number : 4]
    names = [one.family_name[: rng.randint(2, 6)] for one in identities_of(list(some)).values()]
    return {
        "worklist": [reverse("pathways:worklist")] * number,
        "person": [reverse("pathways:person", args=rng.choice(subjects)) for _ in range(number)],
        "search": [f"{reverse('people:search')}?q={rng.choice(names)}" for _ in range(number)],
        "need": [reverse("pathways:open_demand", args=[rng.choice(needs)]) for _ in range(number)],
    }


def _open(client: Any, address: str) -> None:
    typed = {"HTTP_HX_REQUEST": "true"} if "?q=" in address else {}
    answer = client.get(address, **typed)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _account(email: str) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(email=email)


def _backend() -> str:
    from django.conf import settings

    return str(settings.AUTHENTICATION_BACKENDS[-1])


def main() -> None:
    """Run what was asked and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.inside", description=__doc__)
    parser.add_argument("what", choices=("pages", "addresses", "demands", "newcomers"))
    parser.add_argument("number", type=int)
    parser.add_argument("--email", default="sara@aia.example")
    told = parser.parse_args()
    import django

    django.setup()
    if told.what == "demands":
        print(json.dumps(demands(told.email, told.number)))
        return
    programs = {"pages": pages, "addresses": addresses, "newcomers": newcomers}
    print(json.dumps(programs[told.what](told.number)))


if __name__ == "__main__":
    main()
