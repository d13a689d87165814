"""The diary: the team's, shared note by note."""

import pytest

from aia.access.actions import break_glass
from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Note
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
