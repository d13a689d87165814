"""The diary: the team's, shared note by note."""

import pytest

from aia.access.actions import break_glass
from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Note
from aia.pathways.queries.notes import NOTES_A_PAGE, notes_of
from aia.pathways.rules import Refused
from aia.pathways.tests.story import Story, verbs_of
from aia.people.queries import keyring


def write(story: Story, **told: object) -> Note:
    facts: dict[str, object] = {"kind": "interview", "words": "Abbiamo parlato a lungo."}
    return actions.write_note(
        actor=story.actor,
        pathway_id=story.pathway.id,
        at=story.at,
        **{**facts, **told},  # type: ignore[arg-type]
    )


def test_a_note_is_sealed_and_its_author_known(story: Story) -> None:
    note = write(story)
    subject = story.pathway.subject_id
    assert note.author == story.worker.id
    assert note.shared is False
    assert b"parlato" not in bytes(note.sealed_words)
    assert keyring(subject).open(subject, note, "sealed_words") == "Abbiamo parlato a lungo."


def test_sharing_and_keeping_back(story: Story) -> None:
    note = write(story)
    for _twice in range(2):
        note = actions.share_note(actor=story.actor, note_id=note.id, at=story.at)
    assert note.shared is True
    for _twice in range(2):
        note = actions.unshare_note(actor=story.actor, note_id=note.id, at=story.at)
    assert note.shared is False
    assert verbs_of(story.pathway)[1:] == ["note.written", "note.shared", "note.unshared"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"words": " "}, "words"),
        ({"words": "x" * 10_001}, "words"),
        ({"words": "nul\x00"}, "words"),
        ({"kind": "gossip"}, "kind"),
    ],
)
def test_a_note_that_cannot_be_kept_says_why(
    story: Story, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        write(story, **told)
    assert refused.value.field == field
    assert not Note.objects.exists()


def test_only_the_team_writes_and_shares(
    story: Story, omar: Persona, carla: Persona, maria_herself: Persona, piero: Persona
) -> None:
    note = write(story)
    for other in (omar, carla, maria_herself, piero):
        with pytest.raises(Forbidden):
            actions.write_note(
                actor=other.actor,
                pathway_id=story.pathway.id,
                kind="phone",
                words="Ho chiamato.",
                at=story.at,
            )
        with pytest.raises(Forbidden):
            actions.share_note(actor=other.actor, note_id=note.id, at=story.at)


def test_who_broke_the_glass_may_leave_a_note(story: Story, omar: Persona) -> None:
    break_glass(
        actor=omar.actor,
        subject=story.pathway.subject_id,
        district=story.pathway.district,
        reason="danger",
        note="Chiamata del vicino.",
        at=story.at,
    )
    note = actions.write_note(
        actor=omar.actor,
        pathway_id=story.pathway.id,
        kind="home_visit",
        words="Sono passato da casa.",
        at=story.at,
    )
    assert note.author == omar.id


def test_the_person_reads_what_is_shared_and_strangers_nothing(
    story: Story, carla: Persona, omar: Persona, piero: Persona, maria_herself: Persona
) -> None:
    write(story, words="Solo per l’équipe.")
    shared = write(story, words="Per noi due.", shared=True)
    for reader in (story.worker, carla):
        assert len(notes_of(reader.actor, story.pathway.id, at=story.at).items) == 2
    (seen,) = notes_of(maria_herself.actor, story.pathway.id, at=story.at).items
    assert (seen.note.id, seen.words, seen.author) == (shared.id, "Per noi due.", "Sara Conti")
    for stranger in (omar, piero):
        with pytest.raises(Forbidden):
            notes_of(stranger.actor, story.pathway.id, at=story.at)


def test_a_long_diary_comes_a_page_at_a_time_without_losing_a_note(story: Story) -> None:
    written = [write(story).id for _again in range(NOTES_A_PAGE + 5)]
    story.later(1)
    written.append(write(story).id)
    first = notes_of(story.actor, story.pathway.id, at=story.at)
    rest = notes_of(story.actor, story.pathway.id, after=first.next_cursor, at=story.at)
    read = [one.note.id for one in (*first.items, *rest.items)]
    assert read[0] == written[-1]
    assert sorted(read) == sorted(written)
    assert rest.next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "12_y", "9" * 40 + "_" + "0" * 32, "1_"])
def test_a_cursor_made_elsewhere_is_refused(story: Story, cursor: str) -> None:
    with pytest.raises(Refused):
        notes_of(story.actor, story.pathway.id, after=cursor, at=story.at)
