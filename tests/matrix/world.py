"""Three people with whole files, and everybody who may or may not know of them.

Maria lives in Cremona and Sara follows her; Zaira too, but she is protected; Nadia lives next
door, in Crema, where Dino follows her. Everything is made by actions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.apps import apps
from django.test import Client

from aia.access import actions as access
from aia.access.terms import ClientScope, ScopeKind, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, Persona, make_persona
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.models import Review
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import TODAY, Story
from aia.people import actions as people
from aia.people.models import Organisation, Person
from aia.people.terms import Identity
from aia.trace.traced import Traced
from tests.matrix.community import together
from tests.matrix.observatory import published
from tests.matrix.office import brought, office
from tests.matrix.people import KEYS, STANDS, Somebody, Subject, World
from tests.matrix.sensing import noticed

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SCOPES = tuple(ClientScope.values)
LIFE = timedelta(days=30)
_CODES = {
    "own": "STP0301234567890",
    "protected": "STP0301234567891",
    "elsewhere": "STP0301234567892",
}


def build() -> World:
    """Make the whole world, by actions."""
    _towns()
    staff = _staff()
    bodies = {
        "gelso": _body("Cooperativa Il Gelso", staff["sara"]),
        "robinia": _body("Associazione La Robinia", staff["sara"]),
        "serio": _body("Cooperativa Il Serio", staff["dino"]),
    }
    staff["gelsomina"] = make_persona(
        "Gelsomina Bini", "partner_operator", organisation=bodies["gelso"].id
    )
    staff["paola"] = make_persona(
        "Paola Riva", "partner_operator", organisation=bodies["robinia"].id
    )
    told = (
        ("own", "Maria", "Quondamatteo", "sara", "vera", "gelso"),
        ("protected", "Zaira", "Ysseldijk", "sara", "vera", "robinia"),
        ("elsewhere", "Nadia", "Krzywicka", "dino", "zoe", "serio"),
    )
    subjects = {
        key: _file(key, given, family, staff[lead], staff[chief], bodies[body])
        for key, given, family, lead, chief, body in told
    }
    lina = make_persona("Lina Bo", "citizen", person=_register(staff["sara"], "Lina", "Bo").id)
    for key, _given, _family, lead, chief, body in told:
        noticed(subjects[key], staff[lead], staff[chief], lina, bodies[body])
        together(subjects[key], staff[lead], bodies[body])
    for key, author in (("own", "carla"), ("protected", "carla"), ("elsewhere", "rosa")):
        published(subjects[key], staff[author])
    _citizens(staff, subjects)
    _glass(staff["berta"], subjects["own"])
    people_ = {key: _somebody(key, staff[key]) for key in STANDS}
    common: dict[str, UUID | str] = {
        "account_id": staff["omar"].id,
        "code": DISTRICT,
        "district": DISTRICT,
        "istat": "019036",
        "instrument": "autonomy",
        "category": "functioning.memory",
        "kind": "person",
        "secret": "no-such-secret",
        "uidb36": "1",
        "key": "no-such-key",
        "link": "no-such-link",
        "what": "badges",
        "provider_id": "none",
        "pk": "1",
    }
    common |= office(staff, SCOPES, LIFE)
    without = {
        scope: _token(staff["sara"], scopes=[one for one in SCOPES if one != scope])
        for scope in SCOPES
    }
    return World(subjects, people_, common, _token(staff["sara"], expired=True), without)


def _staff() -> dict[str, Persona]:
    roles = {
        "sara": ("Sara Conti", "social_worker"),
        "berta": ("Berta Salvi", "social_worker"),
        "omar": ("Omar Haddad", "social_worker"),
        "carla": ("Carla Ferri", "coordinator"),
        "piero": ("Piero Galli", "planner"),
        "ada": ("Ada Bassi", "administrator"),
    }
    staff = {key: make_persona(name, role) for key, (name, role) in roles.items()}
    staff["dino"] = make_persona("Dino Sala", "social_worker", district=NEXT_DOOR)
    # Vera coordinates too, and is in Zaira's team: she approves her plan.
    staff["vera"] = make_persona("Vera Orsi", "coordinator")
    staff["zoe"] = make_persona("Zoe Bini", "coordinator", district=NEXT_DOOR)
    staff["rosa"] = make_persona("Rosa Zani", "coordinator", district=NEXT_DOOR)
    return staff


def _citizens(staff: dict[str, Persona], subjects: dict[str, Subject]) -> None:
    told = (
        ("maria", "own", DISTRICT),
        ("zaira", "protected", DISTRICT),
        ("nadia", "elsewhere", NEXT_DOOR),
    )
    for key, subject, place in told:
        person = subjects[subject].rows["person"]
        staff[key] = make_persona(f"{key}.citizen", "citizen", person=person, district=place)
        brought(subjects[subject], staff[key], PDF)
    other = _register(staff["sara"], "Chiara", "Moro")
    staff["chiara"] = make_persona("Chiara Moro", "citizen", person=other.id)


def _towns() -> None:
    municipality = apps.get_model("territory", "Municipality")
    for istat, name, cadastral in (("019036", "Cremona", "D150"), ("019035", "Crema", "D142")):
        municipality._default_manager.create(
            istat=istat, name=name, cadastral=cadastral, province="CR", province_code="019"
        )


def _body(name: str, by: Persona) -> Organisation:
    return people.register_organisation(
        actor=by.actor, district=by.district, name=name, kind="association", at=MOMENT
    )


def _register(by: Persona, given: str, family: str, *, protected: bool = False) -> Person:
    return people.register_person(
        actor=by.actor,
        district=by.district,
        identity=Identity(
            given_name=given,
            family_name=family,
            birth_date=date(1970, 1, 2),
            address=f"Via {family}",
        ),
        sex="F",
        municipality="019036",
        protected=protected,
        at=MOMENT,
    )


def _file(
    key: str, given: str, family: str, lead: Persona, chief: Persona, body: Organisation
) -> Subject:
    person = _register(lead, given, family, protected=key == "protected")
    subject = Subject(key, family, f"parola{given.lower()}segreta")
    twin = _register(lead, f"{given}na", family, protected=key == "protected")
    pathway = actions.open_pathway(actor=lead.actor, person_id=person.id, at=MOMENT)
    story = Story(worker=lead, pathway=pathway)
    subject.keep(person=person, first=person, second=twin, pathway=pathway, organisation=body)
    subject.rows |= {"subject": person.id, "stream": pathway.id}
    _around(subject, person, lead, body)
    _line(subject, story, body)
    _plan(subject, Planning(story=story, coordinator=chief))
    _diary(subject, story)
    return subject


def _around(subject: Subject, person: Person, lead: Persona, body: Organisation) -> None:
    who, at = lead.actor, MOMENT
    household = people.form_household(
        actor=who,
        district=lead.district,
        since=date(2025, 1, 1),
        members=[(person, "reference")],
        at=at,
    )
    subject.keep(
        household=household,
        member=household.members.get(),
        identifier=people.add_identifier(
            actor=who, person=person, kind="stp", value=_CODES[subject.key], at=at
        ),
        membership=people.add_membership(
            actor=who,
            person=person,
            organisation=body,
            role="member",
            since=date(2025, 1, 1),
            at=at,
        ),
        consent=people.give_consent(
            actor=who, person=person, purpose="sharing", organisation=body, at=at
        ),
    )


def _line(subject: Subject, story: Story, body: Organisation) -> None:
    words = subject.words
    need = story.need(words=words, expressed=True)
    demand = story.demand(need, words=words)
    choice = story.choice(demand, words=words)
    answer = story.answer(choice, words=words)
    subject.keep(need=need, demand=demand, choice=choice, answer=answer, option=story.options[0])
    subject.keep(referral=story.referral(body.id, need=need, words="Un aiuto con le bollette."))


def _plan(subject: Subject, planning: Planning) -> None:
    plan = planning.draft(aims=subject.words)
    subject.keep(
        plan=plan,
        goal=planning.goal(plan),
        commitment=planning.commitment(plan),
        support=planning.support(plan),
    )
    access.open_scope(
        actor=planning.story.actor,
        subject=subject.rows["person"],
        district=plan.district,
        kind=ScopeKind.TEAM,
        account=planning.coordinator.account,
        at=MOMENT,
    )
    planning.signed(plan)
    review = Review.objects.filter(plan=plan).order_by("planned_on")[0]
    subject.keep(review=planning.heard(review, words=subject.words))


def _diary(subject: Subject, story: Story) -> None:
    who, pathway, at = story.actor, story.pathway.id, MOMENT
    subject.keep(
        note=actions.write_note(
            actor=who, pathway_id=pathway, kind="interview", words=subject.words, at=at
        ),
        attachment=actions.add_attachment(
            actor=who,
            pathway_id=pathway,
            name=f"{subject.words}.pdf",
            declared_type="application/pdf",
            content=PDF,
            at=at,
        ),
        appointment=actions.fix_appointment(
            actor=who,
            pathway_id=pathway,
            starts_at=now() + timedelta(days=1),
            words=subject.words,
            at=at,
        ),
        assessment=_assessment(story),
    )


def _assessment(story: Story) -> Traced:
    from aia.pathways.instruments import get_instrument

    form = get_instrument("autonomy")
    answers = {question.id: 2 for question in form.scales()}
    return actions.record_assessment(
        actor=story.actor,
        pathway_id=story.pathway.id,
        instrument="autonomy",
        answers=answers,
        made_by="worker",
        taken_on=TODAY,
        at=MOMENT,
    )


def _glass(who: Persona, subject: Subject) -> None:
    access.break_glass(
        actor=who.actor_at(now()),
        subject=subject.rows["person"],
        district=DISTRICT,
        reason="danger",
        at=now(),
    )


def _somebody(key: str, who: Persona) -> Somebody:
    browser = Client(raise_request_exception=False)
    browser.force_login(who.account)
    place = "next_door" if who.district == NEXT_DOOR else "here"
    stands = dict(zip(KEYS, STANDS[key], strict=True))
    return Somebody(key, browser, _token(who), stands, place)


def _token(who: Persona, *, scopes: Iterable[str] = SCOPES, expired: bool = False) -> str:
    at = now() - 2 * LIFE if expired else now()
    _client, token = access.create_client(
        actor=service_actor("installation"),
        district=who.district,
        account=who.account,
        name=f"Programma di {who.account.name}",
        scopes=scopes,
        expires_at=at + LIFE,
        at=at,
    )
    return token
