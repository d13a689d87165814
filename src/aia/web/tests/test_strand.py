"""Where the marks of a strand stand, and which declined options hang from which choice."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from aia.web.drawing.geometry import LEFT, RIGHT, Axis, axis_for, day_of, spread
from aia.web.drawing.strand import CLOSED, lay, main_steps
from aia.web.terms import StepKind, StepState, Strand, StrandStep

TODAY = date(2026, 11, 23)
days = st.dates(min_value=date(2020, 1, 1), max_value=TODAY)
kinds = st.sampled_from(StepKind.values)
states = st.sampled_from(StepState.values)
steps = st.lists(st.builds(StrandStep, kind=kinds, at=days, state=states), min_size=1, max_size=12)


def step(kind: str, ago: int, state: str = StepState.DONE, label: str = "") -> StrandStep:
    return StrandStep(kind, TODAY - timedelta(days=ago), label, "", state)


@given(
    st.lists(st.floats(LEFT, RIGHT), min_size=1, max_size=40).map(sorted),
    st.floats(10, 100),
)
def test_marks_keep_their_order_and_distance_and_stay_inside(
    wanted: list[float], gap: float
) -> None:
    placed = spread(wanted, [gap] * len(wanted), RIGHT)
    room = (RIGHT - LEFT) / max(len(wanted) - 1, 1)
    assert all(b - a >= min(gap, room) - 0.01 for a, b in pairwise(placed))
    assert placed[0] >= LEFT - 0.01
    assert placed[-1] <= RIGHT + 0.01


@given(st.lists(st.floats(46, 220), min_size=1, max_size=4))
def test_marks_with_room_stand_exactly_at_their_time(distances: list[float]) -> None:
    wanted = list(accumulate(distances, initial=float(LEFT)))
    assert spread(wanted, [46.0] * len(wanted), RIGHT) == wanted


@given(steps, st.booleans(), st.sampled_from(["", *StepKind.values]))
def test_any_history_can_be_laid(history: list[StrandStep], shut: bool, awaited: str) -> None:
    strand = Strand("A need", steps=history, stopped_at=awaited, closed=TODAY if shut else None)
    if not main_steps(strand):
        assert all(one.state == StepState.DECLINED for one in history)
        return
    laid = lay(strand, axis_for([day_of(one.at) for one in history], TODAY), TODAY)
    drawn = len(laid.marks) - shut + sum(len(mark.declined) for mark in laid.marks)
    assert drawn == len(history) or all(one.state == StepState.DECLINED for one in history)
    assert [mark.day for mark in laid.marks] == sorted(mark.day for mark in laid.marks)
    assert all(LEFT - 0.01 <= mark.x <= RIGHT for mark in laid.marks)
    assert laid.waits == (bool(awaited) and not shut)


def test_declined_options_hang_from_the_choice_that_was_made() -> None:
    taken = step(StepKind.CHOICE, 30)
    strand = Strand(
        "Home",
        steps=[
            step(StepKind.NEED, 60),
            step(StepKind.CHOICE, 31, StepState.DECLINED, "a hostel"),
            taken,
            step(StepKind.CHOICE, 30, StepState.DECLINED, "a move"),
        ],
    )
    (_, none), (held, two) = main_steps(strand)
    assert none == ()
    assert held == taken
    assert [option.label for option in two] == ["a hostel", "a move"]


def test_options_declined_before_any_choice_hang_from_the_demand() -> None:
    strand = Strand(
        "Work",
        steps=[
            step(StepKind.NEED, 60),
            step(StepKind.DEMAND, 50),
            step(StepKind.CHOICE, 20, StepState.DECLINED),
        ],
        stopped_at=StepKind.CHOICE,
        waiting_days=50,
    )
    assert [len(declined) for _, declined in main_steps(strand)] == [0, 1]


def test_the_closing_is_the_last_mark() -> None:
    strand = Strand("Home", steps=[step(StepKind.NEED, 9)], closed=TODAY, closed_label="met")
    assert main_steps(strand)[-1][0].kind == CLOSED


def test_words_alternate_and_leave_the_floor_to_the_give_back() -> None:
    history = [
        step(kind, 100 - 10 * i)
        for i, kind in enumerate(
            [StepKind.NEED, StepKind.DEMAND, StepKind.CHOICE, StepKind.ANSWER, StepKind.GIVE_BACK]
        )
    ]
    laid = lay(Strand("A", steps=history, closed=TODAY), Axis(TODAY - timedelta(200), TODAY), TODAY)
    assert [mark.above for mark in laid.marks] == [True, False, True, False, True, True]


def test_a_moment_stands_on_its_local_day() -> None:
    assert day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_the_axis_is_never_shorter_than_four_weeks_and_its_months_have_room() -> None:
    assert axis_for([TODAY], TODAY).first == TODAY - timedelta(days=28)
    months = axis_for([TODAY - timedelta(days=365 * 30)], TODAY).months()
    assert all(b[0] - a[0] > 50 for a, b in pairwise(months))
    assert months
