"""What people can do: told in their own words, vouched for, signed, verified without asking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, MakePersona, Persona
from aia.commons import actions
from aia.commons.badges import credentials, issuing, jws, permissions, verifying
from aia.commons.badges.verifying import Found, Verdict
from aia.commons.models import Badge, Competence, Endorsement
from aia.commons.queries import competences as queries
from aia.commons.rules.calendar import ROME
from aia.commons.terms import Refused
from aia.kit import crypto
from aia.people.actions import erase_person, export_person
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
WORDS = "Ha assistito mia madre ogni notte, con calma e competenza."


@pytest.fixture
def care(mary: Persona, maria: Person) -> Competence:
    """What Maria learnt by caring for her mother; the link is open."""
    told = actions.claim_competence(
        actor=mary.actor,
        district=DISTRICT,
        person_id=maria.id,
        title="Stare accanto a chi è malato",
        about="Otto anni con mia madre.",
        learnt_from="care",
        isco="5322",
        at=MOMENT,
    )
    return actions.open_asking(actor=mary.actor, competence_id=told.id, at=MOMENT)


@pytest.fixture
def neighbour(persona: MakePersona, meet: Callable[..., Person]) -> Persona:
    """Nives, whose mother Maria looked after, with her own account."""
    return persona("Nives Poli", "citizen", person=meet("Nives", "Poli").id)


def vouch(by: Persona, competence: Competence, **told: Any) -> Endorsement:
    """Vouch as oneself, unless told for which body."""
    spoken_for = {"organisation_id", "person_id"} & told.keys()
    voice = {} if spoken_for else {"person_id": next(iter(by.actor.persons()))}
    link = {"link": permissions.link_key(Competence.objects.get(pk=competence.pk))}
    said = {"relation": "recipient", "words": WORDS}
    return actions.endorse_competence(
        actor=by.actor, competence_id=competence.id, at=MOMENT, **{**link, **said, **voice, **told}
    )


def issue(by: Persona, competence: Competence, **told: Any) -> Badge:
    return actions.issue_badge(actor=by.actor, competence_id=competence.id, at=MOMENT, **told)


def look(token: str, *, days: int = 0, keys: list[bytes] | None = None) -> Found:
    """Verify as the issuer would, some days later."""
    if keys is not None:
        at = MOMENT + timedelta(days=days)
        return verifying.verify(token, keys, revoked=lambda told: None, at=at)
    return queries.found_here(token.encode(), at=MOMENT + timedelta(days=days))


def test_what_was_learnt_by_caring_becomes_a_badge_that_anybody_verifies(
    care: Competence, mary: Persona, neighbour: Persona, gelsa: Persona, cooperative: Organisation
) -> None:
    with pytest.raises(Refused, match="Nobody vouches"):
        issue(mary, care)
    vouch(neighbour, care)
    vouch(gelsa, care, organisation_id=cooperative.id, relation="peer", words="Ci ha insegnato.")
    found = look(queries.signed_text(issue(mary, care)))
    assert (found.verdict, found.revocation_known) == (Verdict.VALID, True)
    told = found.told
    assert told["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert told["name"] == "Stare accanto a chi è malato"
    subject = told["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Maria Rossi"
    assert subject["achievement"]["alignment"][0]["targetCode"] == "5322"
    assert [one.verdict for one in found.endorsements] == [Verdict.VALID, Verdict.VALID]
    nives, body = (one.told for one in found.endorsements)
    assert nives["credentialSubject"]["endorsementComment"] == WORDS
    assert nives["credentialSubject"]["id"] == subject["achievement"]["id"]
    assert "Nives" not in nives["issuer"]["name"]
    assert body["issuer"]["name"] == "Cooperativa Il Gelso"
    assert body["issuer"]["parentOrg"]["id"] == told["issuer"]["id"]


def test_whoever_agrees_is_named(care: Competence, mary: Persona, neighbour: Persona) -> None:
    vouch(neighbour, care, named=True)
    [voice] = look(queries.signed_text(issue(mary, care))).endorsements
    assert voice.told["issuer"]["name"] == "Nives Poli"


def test_one_s_own_word_a_second_one_and_a_stranger_s_do_not_count(
    care: Competence, mary: Persona, neighbour: Persona, gelsa: Persona, dino: Persona
) -> None:
    with pytest.raises(Refused, match="somebody else"):
        vouch(mary, care)
    vouch(neighbour, care)
    with pytest.raises(Refused, match="already"):
        vouch(neighbour, care)
    with pytest.raises(Forbidden):
        vouch(gelsa, care, person_id=next(iter(neighbour.actor.persons())))
    with pytest.raises(Refused, match="few words"):
        vouch(gelsa, care, organisation_id=next(iter(gelsa.actor.organisations())), words=" ")


def test_the_link_opens_until_it_is_shut_and_an_old_one_never_again(
    care: Competence, mary: Persona, neighbour: Persona
) -> None:
    old = permissions.link_key(care)
    assert queries.asked_competence(neighbour.actor, care.id, old).holder == "Maria Rossi"
    actions.shut_asking(actor=mary.actor, competence_id=care.id, at=MOMENT)
    with pytest.raises(Competence.DoesNotExist):
        queries.asked_competence(neighbour.actor, care.id, old)
    later = (MOMENT + timedelta(hours=1)).astimezone(ROME)
    opened = actions.open_asking(actor=mary.actor, competence_id=care.id, at=later)
    assert permissions.link_key(opened) == permissions.link_key(Competence.objects.get())
    with pytest.raises(Forbidden, match="opens nothing"):
        vouch(neighbour, care, link=old)
    vouch(neighbour, care)


def test_altered_by_any_one_character_it_is_told_from_another_s_signature(
    care: Competence, mary: Persona, neighbour: Persona
) -> None:
    vouch(neighbour, care)
    token = queries.signed_text(issue(mary, care))
    places = [*range(0, len(token), 97), token.index("."), token.rindex("."), len(token) - 1]
    for place in places:
        for other in ("A", "b", "~"):
            if token[place] != other:
                changed = token[:place] + other + token[place + 1 :]
                assert look(changed).verdict == Verdict.ALTERED, place
    thief = crypto.new_key()
    header, payload, _signature = token.split(".")
    stolen = jws.signed(jws.opened(token, [issuing.public_key()]), thief)
    found = look(stolen)
    assert found.verdict == Verdict.OTHER_KEY
    assert found.key == jws.thumbprint(crypto.public_of(thief))
    assert found.told == {}
    # The thief's signature under our own header: nobody's key made that.
    signed = crypto.sign(thief, f"{header}.{payload}".encode())
    assert look(f"{header}.{payload}.{jws.encoded(signed)}").verdict == Verdict.ALTERED


def test_a_badge_ends_on_its_day_and_does_not_begin_before(
    care: Competence, mary: Persona, neighbour: Persona
) -> None:
    vouch(neighbour, care)
    with pytest.raises(Refused, match="still to come"):
        issue(mary, care, valid_until=MOMENT)
    token = queries.signed_text(issue(mary, care, valid_until=MOMENT + timedelta(days=30)))
    assert look(token, days=29).verdict == Verdict.VALID
    assert look(token, days=30).verdict == Verdict.EXPIRED
    assert look(token, days=-1).verdict == Verdict.EARLY


def test_revoked_replaced_and_no_more_vouched_for(
    care: Competence, mary: Persona, neighbour: Persona
) -> None:
    voice = vouch(neighbour, care)
    first = issue(mary, care)
    second = issue(mary, care)
    assert look(queries.signed_text(first)).verdict == Verdict.REVOKED
    assert look(queries.signed_text(second)).verdict == Verdict.VALID
    actions.withdraw_endorsement(actor=neighbour.actor, endorsement_id=voice.id, at=MOMENT)
    found = look(queries.signed_text(second))
    assert found.verdict == Verdict.REVOKED
    assert [one.verdict for one in found.endorsements] == [Verdict.REVOKED]
    assert [one.reason for one in Badge.objects.order_by("issued_at", "id")] == [
        "replaced",
        "unvouched",
    ]
    with pytest.raises(Refused, match="taken back already"):
        actions.withdraw_endorsement(actor=neighbour.actor, endorsement_id=voice.id, at=MOMENT)


def test_the_public_list_says_what_was_revoked_without_a_network(
    care: Competence, mary: Persona, neighbour: Persona
) -> None:
    vouch(neighbour, care)
    first, second = issue(mary, care), issue(mary, care)
    issuer, keys = issuing.issuer_of(DISTRICT), [issuing.public_key()]
    did, published = verifying.keys_in(credentials.did_document(issuer, keys))
    assert (did, published) == (issuer.did, keys)
    listed = credentials.status_list(
        issuer=issuer,
        what="badges",
        revoked=queries.revoked_indexes(DISTRICT, "badges"),
        at=MOMENT,
    )
    known = verifying.listed_in([jws.opened(jws.signed(listed, issuing.private_key()), keys)])
    for badge, verdict in ((first, Verdict.REVOKED), (second, Verdict.VALID)):
        token = queries.signed_text(badge)
        assert (
            verifying.verify(token, keys, issuer=did, revoked=known, at=MOMENT).verdict == verdict
        )
    other = verifying.verify(
        queries.signed_text(second), keys, issuer="did:web:example.org", revoked=known, at=MOMENT
    )
    assert other.verdict == Verdict.INCOHERENT


def test_a_holder_withdraws_and_only_who_may_acts(
    care: Competence, mary: Persona, neighbour: Persona, chiara: Persona, piero: Persona
) -> None:
    vouch(neighbour, care)
    badge = issue(mary, care)
    for stranger in (chiara, piero, neighbour):
        with pytest.raises(Forbidden) as refusal:
            issue(stranger, care)
        assert refusal.value.hidden
        with pytest.raises(Forbidden):
            queries.get_competence(stranger.actor, care.id, "competence.known", at=MOMENT)
        with pytest.raises(Forbidden):
            actions.revoke_badge(actor=stranger.actor, badge_id=badge.id, reason="wish", at=MOMENT)
    actions.withdraw_competence(actor=mary.actor, competence_id=care.id, at=MOMENT)
    badge.refresh_from_db()
    assert (badge.state, badge.reason) == ("revoked", "wish")
    with pytest.raises(Refused, match="not told any more"):
        issue(mary, care)


def test_a_body_tells_what_it_can_do_and_a_person_vouches(
    gelsa: Persona, cooperative: Organisation, neighbour: Persona
) -> None:
    told = actions.claim_competence(
        actor=gelsa.actor,
        district=DISTRICT,
        organisation_id=cooperative.id,
        title="Cucinare per duecento",
        learnt_from="work",
        esco="https://data.europa.eu/esco/skill/0005c151-5b5a-4a66-8aac-60e734beb1ab",
        at=MOMENT,
    )
    assert told.esco.startswith("http://data.europa.eu/esco/skill/")
    actions.open_asking(actor=gelsa.actor, competence_id=told.id, at=MOMENT)
    vouch(neighbour, told)
    [seen] = queries.body_competences(cooperative.id)
    assert (seen.title, [one.name for one in seen.voices]) == ("Cucinare per duecento", [""])
    [own] = queries.own_competences(gelsa.actor)
    assert [one.name for one in own.voices] == ["Nives Poli"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"isco": "53222"}, "isco"),
        ({"isco": "cook"}, "isco"),
        ({"esco": "http://example.org/esco/skill/1"}, "esco"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"learnt_from": "magic"}, "learnt_from"),
    ],
)
def test_what_cannot_be_told_so_says_why(
    mary: Persona, maria: Person, told: dict[str, str], field: str
) -> None:
    good: dict[str, Any] = {"title": "Cucire", "learnt_from": "lived"}
    with pytest.raises(Refused) as refusal:
        actions.claim_competence(
            actor=mary.actor, district=DISTRICT, person_id=maria.id, at=MOMENT, **{**good, **told}
        )
    assert refusal.value.field == field


def test_who_is_erased_leaves_no_words_and_no_badge_that_holds(
    care: Competence, mary: Persona, maria: Person, neighbour: Persona, carla: Persona
) -> None:
    vouch(neighbour, care)
    token = queries.signed_text(issue(mary, care))
    copy = export_person(actor=mary.actor, person=maria, at=MOMENT)
    assert copy["competences"]["told"][0]["voices"][0]["words"] == WORDS
    erase_person(actor=carla.actor, person=maria, at=MOMENT)
    assert look(token).verdict == Verdict.REVOKED
    assert bytes(Competence.objects.get().sealed_title) == b""
    assert bytes(Endorsement.objects.get().sealed_token) == b""
    assert queries.signed_text(Badge.objects.get()) == ""


def test_whoever_vouched_and_is_erased_vouches_no_more(
    care: Competence, mary: Persona, neighbour: Persona, carla: Persona
) -> None:
    vouch(neighbour, care)
    badge = issue(mary, care)
    nives = Person.objects.get(pk=next(iter(neighbour.actor.persons())))
    erase_person(actor=carla.actor, person=nives, at=MOMENT)
    badge.refresh_from_db()
    assert (badge.state, badge.reason) == ("revoked", "unvouched")
    assert bytes(Endorsement.objects.get().sealed_words) == b""
