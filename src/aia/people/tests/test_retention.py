from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from aia.access.actions import open_scope
from aia.access.terms import ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, queries
from aia.people.models import Person
from aia.people.queries import retention as retention_queries
from aia.people.retention import RetentionFileError, parsed, rules_in

LONG_AFTER = MOMENT + timedelta(days=366 * 11)
GOOD = "rules: [{code: nobody_follows, years: 5, source: a plan, verified: true}]"


def test_whoever_nobody_follows_is_proposed_and_the_doubt_about_the_term_is_said(
    maria: Person, carla: Persona
) -> None:
    actor = carla.actor_at(LONG_AFTER)

    assert queries.past_term(actor, at=MOMENT) == []
    [one] = queries.past_term(actor, at=LONG_AFTER)
    assert (one.person, one.name, one.verified) == (maria.id, "Maria Rossi", False)
    assert one.source


def test_whoever_is_followed_is_not(maria: Person, sara: Persona, carla: Persona) -> None:
    open_scope(
        actor=sara.actor,
        subject=maria.id,
        district=DISTRICT,
        kind=ScopeKind.TEAM,
        account=sara.account,
        at=MOMENT,
    )
    assert queries.past_term(carla.actor_at(LONG_AFTER), at=LONG_AFTER) == []


def test_another_module_may_say_that_something_happened_since(
    maria: Person, carla: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_queries, "_ACTIVITIES", {})
    queries.register_last_activity("story", lambda ids: dict.fromkeys(ids, LONG_AFTER.date()))

    assert queries.past_term(carla.actor_at(LONG_AFTER), at=LONG_AFTER) == []


def test_protected_persons_and_other_districts_are_not_listed(
    lucia: Person, meet: Callable[..., Person], dino: Persona, carla: Persona, sara: Persona
) -> None:
    meet("Ugo", by=dino)
    actions.set_term(actor=carla.actor, person=meet("Eva"), keep_until=date(2030, 1, 1), at=MOMENT)

    assert [p.name for p in queries.past_term(carla.actor_at(LONG_AFTER), at=LONG_AFTER)] == ["Eva"]
    assert queries.past_term(sara.actor_at(LONG_AFTER), at=LONG_AFTER) == []


def test_a_district_writes_its_own_terms(tmp_path: Path) -> None:
    assert rules_in(tmp_path)[0].verified is False
    (tmp_path / "retention.yaml").write_text(GOOD)

    [rule] = rules_in(tmp_path)

    assert (rule.years, rule.verified) == (5, True)


@pytest.mark.parametrize(
    "text",
    [
        "rules: 3",
        "[",
        "other: []",
        GOOD.replace("nobody_follows", "whim"),
        GOOD.replace("5", "-1"),
        GOOD.replace("5", "soon"),
        GOOD.replace("true", "perhaps"),
        GOOD.replace("a plan", "''"),
    ],
)
def test_a_wrong_file_is_told(text: str) -> None:
    with pytest.raises(RetentionFileError, match=r"retention\.yaml"):
        parsed(text, name="retention.yaml")
