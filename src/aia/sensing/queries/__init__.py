"""Every read of sensing, scoped by who asks."""

from aia.sensing.queries.notices import (
    NoticeDetail,
    WordText,
    media_content,
    notice_for_receipt,
    notice_of,
)
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
from aia.sensing.queries.suggestions import Named, SuggestionText

__all__ = [
    "Named",
    "NoticeDetail",
    "Page",
    "QueueFilters",
    "QueueRow",
    "SuggestionText",
    "Why",
    "WordText",
    "get_sensor",
    "media_content",
    "network_of",
    "notice_for_receipt",
    "notice_of",
    "queue_counts",
    "routing_rules",
    "sensor_by_code",
    "sensors_of",
    "sensors_spoken_for",
    "ties_of",
    "trainings_of",
    "triage_queue",
    "voices_of",
    "why_here",
]
