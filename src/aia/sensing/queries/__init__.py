"""Every read of sensing, scoped by who asks."""

from aia.sensing.queries.alarms import (
    AlarmDetail,
    AlarmRow,
    WeekCount,
    alarm_of,
    alarms_of,
    district_weeks,
)
from aia.sensing.queries.counts import COUNTING, WeeklyCounts, weekly_counts
from aia.sensing.queries.decided import DecidedText, decided_texts
from aia.sensing.queries.duplicates import LikelyNotice, likely_duplicates
from aia.sensing.queries.expectations import (
    Expectation,
    OneCategory,
    Overview,
    Town,
    expected_overview,
    one_category,
)
from aia.sensing.queries.followed import (
    Followed,
    FollowedAtSensor,
    followed_of_sensor,
    what_followed,
)
from aia.sensing.queries.history import Happened, history_of
from aia.sensing.queries.notices import (
    NoticeDetail,
    WordText,
    media_content,
    notice_for_receipt,
    notice_of,
)
from aia.sensing.queries.outreach import (
    AttemptText,
    OutreachDetail,
    OutreachItem,
    outreach_list,
    outreach_named,
    outreach_of,
)
from aia.sensing.queries.own import notices_of_reporter, notices_of_sensor, notices_passed_to
from aia.sensing.queries.paging import Page
from aia.sensing.queries.queue import (
    QueueFilters,
    QueueRow,
    queue_counts,
    triage_queue,
)
from aia.sensing.queries.routes import Why, routing_rules, why_here
from aia.sensing.queries.sensors import (
    get_sensor,
    network_of,
    sensor_by_code,
    sensors_of,
    sensors_spoken_for,
    ties_of,
    trainings_of,
    voices_of,
)
from aia.sensing.queries.silent import Silences, SilentSensor, SilentTown, silent_places
from aia.sensing.queries.suggestions import Named, SuggestionText
from aia.sensing.queries.times import Times, closing_times

__all__ = [
    "COUNTING",
    "AlarmDetail",
    "AlarmRow",
    "AttemptText",
    "DecidedText",
    "Expectation",
    "Followed",
    "FollowedAtSensor",
    "Happened",
    "LikelyNotice",
    "Named",
    "NoticeDetail",
    "OneCategory",
    "OutreachDetail",
    "OutreachItem",
    "Overview",
    "Page",
    "QueueFilters",
    "QueueRow",
    "Silences",
    "SilentSensor",
    "SilentTown",
    "SuggestionText",
    "Times",
    "Town",
    "WeekCount",
    "WeeklyCounts",
    "Why",
    "WordText",
    "alarm_of",
    "alarms_of",
    "closing_times",
    "decided_texts",
    "district_weeks",
    "expected_overview",
    "followed_of_sensor",
    "get_sensor",
    "history_of",
    "likely_duplicates",
    "media_content",
    "network_of",
    "notice_for_receipt",
    "notice_of",
    "notices_of_reporter",
    "notices_of_sensor",
    "notices_passed_to",
    "one_category",
    "outreach_list",
    "outreach_named",
    "outreach_of",
    "queue_counts",
    "routing_rules",
    "sensor_by_code",
    "sensors_of",
    "sensors_spoken_for",
    "silent_places",
    "ties_of",
    "trainings_of",
    "triage_queue",
    "voices_of",
    "weekly_counts",
    "what_followed",
    "why_here",
]
