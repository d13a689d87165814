"""What is read from several typed tables, or depends on the day: made by the engine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

    from aia.observatory.engines import Engine


def table(engine: Engine, name: str) -> ibis.Table:
    """Return a table of facts, or one that is derived from them."""
    if name == "ties":
        return _ties(engine)
    found = engine.table(name)
    return _answered_in_time(found, engine) if name == "referrals" else found


def _answered_in_time(referrals: ibis.Table, engine: Engine) -> ibis.Table:
    """Add `in_time`: whether the organisation answered by the day; null while it still may."""
    import ibis

    today = ibis.date(engine.facts.as_of.isoformat())
    late = ibis.ifelse(referrals["due_on"] < today, False, ibis.null("boolean"))
    return referrals.mutate(
        in_time=ibis.ifelse(
            referrals["answered_at"].notnull(),
            referrals["answered_at"] <= referrals["due_on"],
            late,
        )
    )


def _ties(engine: Engine) -> ibis.Table:
    """Return the pairs of organisations that met on a pathway, with the day when they first did."""
    there = _at_work(engine.table("answers"), "planned_at").union(
        _at_work(engine.table("referrals"), "sent_at")
    )
    one = there.group_by(["district", "pathway", "organisation"]).aggregate(day=there["day"].min())
    other = one.view()
    met = one.join(
        other,
        [
            one["pathway"] == other["pathway"],
            one["district"] == other["district"],
            one["organisation"] < other["organisation"],
        ],
    ).select(
        district=one["district"],
        tie=one["organisation"].cast("string") + "-" + other["organisation"].cast("string"),
        day=(one["day"] > other["day"]).ifelse(one["day"], other["day"]),
    )
    return met.group_by(["district", "tie"]).aggregate(first_at=met["day"].min())


def _at_work(acts: ibis.Table, day: str) -> ibis.Table:
    known = acts.filter(acts["organisation"].notnull(), acts[day].notnull())
    return known.select("district", "pathway", "organisation", day=known[day])
