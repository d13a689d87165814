"""The tables that indicators read, as SQL for DuckDB over the folded rows.

Every table of acts carries the codes of the need it is about: municipality, category, domain, age
band, sex and severity; where an act is about a whole pathway, its municipality, age band and sex
are those of the pathway's first need. Protected pathways are in none (`of_pathway` lacks them).
Days are local days.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from aia.observatory.facts.folding import MACROS, fold
from aia.observatory.facts.kinds import KINDS

_DIMENSIONS = """
    a.pathway, $district AS district,
    coalesce(n.municipality, w.municipality) AS municipality, n.category, {domain} AS domain,
    coalesce(n.age_band, w.age_band) AS age_band, coalesce(n.sex, w.sex) AS sex, n.severity,
    a.simulated
"""
AROUND = (
    """
    CREATE OR REPLACE TEMP TABLE of_need AS
    SELECT n.id AS need, n.pathway, n.sequence, coalesce(h.heir, n.municipality) AS municipality,
        n.category, n.domain, n.age_band, n.sex, n.severity
    FROM need_rows n LEFT JOIN heirs h ON h.code = n.municipality
    WHERE n.pathway NOT IN (SELECT pathway FROM left_out)
    """,
    """
    CREATE OR REPLACE TEMP TABLE of_pathway AS
    SELECT p.id AS pathway, any_value(p.kind) AS kind,
        coalesce(
            arg_min(n.municipality, n.sequence), any_value(coalesce(h.heir, p.municipality))
        ) AS municipality,
        arg_min(n.age_band, n.sequence) AS age_band, arg_min(n.sex, n.sequence) AS sex
    FROM pathway_rows p
    LEFT JOIN heirs h ON h.code = p.municipality
    LEFT JOIN of_need n ON n.pathway = p.id
    WHERE p.id NOT IN (SELECT pathway FROM left_out)
    GROUP BY p.id
    """,
)


def _of_pathways(
    rows: str, columns: str, *, need: str = "NULL", domain: str = "n.domain", joins: str = ""
) -> str:
    """Return the statement of a table of `rows` that lie on pathways, beside their need's codes."""
    return (
        f"SELECT {_DIMENSIONS.format(domain=domain)}, {columns}"
        f" FROM {rows} a JOIN of_pathway w ON w.pathway = a.pathway {joins}"
        f" LEFT JOIN of_need n ON n.need = {need}"
    )


def _acts(name: str, columns: str, **how: str) -> str:
    """Return the statement of a table of one kind of act."""
    return _of_pathways(f"{name}_rows", f"a.id AS {name}, {columns}", **how)


_DEMAND = "LEFT JOIN demand_rows d ON d.id = a.demand"
_LEVELS = """
    SELECT a.pathway, a.sequence, a.simulated, a.taken_on, q.domain,
        avg(split_part(a.answer, ':', 2)::INTEGER)::DECIMAL(9, 4) AS level
    FROM (
        SELECT id, pathway, sequence, simulated, taken_on, unnest(answers) AS answer
        FROM assessment_rows WHERE instrument = 'autonomy' AND withdrawn_at IS NULL
    ) a JOIN questions q ON q.question = split_part(a.answer, ':', 1)
    GROUP BY a.id, a.pathway, a.sequence, a.simulated, a.taken_on, q.domain
"""

TABLES: dict[str, str] = {
    "pathways": _of_pathways(
        "pathway_rows",
        "a.kind AS subject_kind, a.state, a.opened_at, a.closed_at, a.close_reason, a.reopened",
    ),
    "needs": """
        SELECT a.id AS need, a.pathway, $district AS district, n.municipality, a.category,
            a.domain, a.age_band, a.sex, a.simulated, w.kind AS subject_kind, a.severity,
            a.words_of, a.expressed, s.need IS NOT NULL AS sensed, a.recognised_at, a.voiced_at,
            a.chosen_at, a.answered_at, a.reviewed_at, a.given_back_at, a.closed_at, a.unvoiced,
            a.close_reason, a.step, a.state, a.due_on, a.returned, a.reopened
        FROM need_rows a JOIN of_need n ON n.need = a.id JOIN of_pathway w ON w.pathway = a.pathway
        LEFT JOIN sensed s ON s.need = a.id
    """,
    "demands": _acts(
        "demand",
        "a.need, a.voiced_by, a.opened_at, a.withdrawn_at, a.withdraw_reason",
        need="a.need",
    ),
    "options": _acts(
        "option",
        "a.demand, d.need, a.kind, a.source, a.organisation, a.intensity, a.state, a.declined_for,"
        " a.offered_at, a.taken_at, a.declined_at",
        need="d.need",
        joins=_DEMAND,
    ),
    "choices": _acts(
        "choice",
        "a.demand, d.need, a.option, a.made_by, a.reason, a.made_at, a.changed_at",
        need="d.need",
        joins=_DEMAND,
    ),
    "answers": _acts(
        "answer",
        "a.need, a.choice, a.provider_kind, a.organisation, a.intensity,"
        " f.intensity AS followed_intensity, a.follows, a.state, a.hours, a.cost, a.planned_at,"
        " a.started_at, a.ended_at, a.starts_on, a.ends_on, a.end_reason, a.suspended",
        need="a.need",
        joins="LEFT JOIN answer_rows f ON f.id = a.follows",
    ),
    "referrals": _acts(
        "referral",
        "a.need, a.organisation, a.state, a.sent_at, a.answered_at, a.started_on, a.ended_on,"
        " a.ended_at, a.due_on, a.decline_reason",
        need="a.need",
    ),
    "plans": _acts(
        "plan",
        "a.state, a.drafted_at, a.submitted_at, a.approved_at, a.signed_on, a.sign_by,"
        " a.starts_on, a.ends_on, a.ended_at, a.end_reason, a.budget, a.returned",
    ),
    "commitments": _acts(
        "commitment", "a.side, a.state, a.due_on, a.taken_at, a.settled_at, a.dropped_at"
    ),
    "reviews": _acts(
        "review",
        "a.state, a.planned_on, a.planned_at, a.recipient_at, a.held_at, a.outcome, a.unheard,"
        " a.recipient_voice",
    ),
    "ratings": _acts(
        "rating",
        "a.goal, a.recipient, a.worker, a.rated_at",
        need="g.need",
        domain="coalesce(g.domain, n.domain)",
        joins="LEFT JOIN goal_rows g ON g.id = a.goal",
    ),
    "give_backs": _acts(
        "give_back",
        "a.need, a.kind, a.organisation, a.hours, a.given_on,"
        " coalesce(r.since <= a.given_on, false) AS had_received",
        need="a.need",
        joins="LEFT JOIN (SELECT pathway, min(started_at) AS since FROM answer_rows GROUP BY"
        " pathway) r ON r.pathway = a.pathway",
    ),
    "autonomy": _of_pathways(
        f"""(
            SELECT pathway, domain, bool_or(simulated) AS simulated,
                arg_min(level, (taken_on, sequence)) AS first_level,
                arg_max(level, (taken_on, sequence)) AS last_level,
                min(taken_on) AS first_on, max(taken_on) AS last_on, count(*)::INTEGER AS times
            FROM ({_LEVELS}) GROUP BY pathway, domain
        )""",
        "a.first_level, a.last_level, a.first_on, a.last_on, a.times",
        domain="a.domain",
    ),
    "notices": """
        SELECT a.id AS notice, n.pathway, $district AS district,
            coalesce(h.heir, a.municipality) AS municipality, a.category, a.domain, a.age_band,
            n.sex, a.simulated, a.need, a.door, a.urgency, a.danger, a.state, a.outcome,
            a.close_reason, s.formality = 'informal' AS informal, a.received_at, a.taken_at,
            a.became_need_at, a.settled_at, a.due_on, a.reopened
        FROM notice_rows a LEFT JOIN of_need n ON n.need = a.need
        LEFT JOIN heirs h ON h.code = a.municipality
        LEFT JOIN sensors s ON s.sensor = a.sensor
        WHERE a.need IS NULL OR n.need IS NOT NULL
    """,
}
# Which column says to what unit a row belongs: what is built anew when its ledger goes on.
UNITS = {name: "notice" if name == "notices" else "pathway" for name in TABLES}
# Rows of the territory, without a unit: they are written as a whole (`reference`).
REFERENCE = ("residents", "series")


@lru_cache(maxsize=1)
def made_by() -> str:
    """Return what changes whenever a statement does: tables made by another are built anew."""
    statements = (MACROS, AROUND, TABLES, [fold(name) for name in sorted(KINDS)])
    return sha256(repr(statements).encode()).hexdigest()[:16]
