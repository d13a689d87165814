"""Every read of the community."""

from aia.community.queries.needs import (
    Common,
    collectives,
    gatherings_for,
    get_collective,
    in_common,
    label_of,
    others_nearby,
    recognised_in,
    told_size,
)
from aia.community.queries.network import NetworkSeen, who_with_whom
from aia.community.queries.projects import (
    ProjectSeen,
    floor_choices,
    get_on_project,
    get_project,
    going_in,
    links_of,
    project_seen,
    projects_of,
)
from aia.community.queries.tables import (
    TableSeen,
    get_on_table,
    get_table,
    table_seen,
    tables_of,
    voices_at,
)

__all__ = [
    "Common",
    "NetworkSeen",
    "ProjectSeen",
    "TableSeen",
    "collectives",
    "floor_choices",
    "gatherings_for",
    "get_collective",
    "get_on_project",
    "get_on_table",
    "get_project",
    "get_table",
    "going_in",
    "in_common",
    "label_of",
    "links_of",
    "others_nearby",
    "project_seen",
    "projects_of",
    "recognised_in",
    "table_seen",
    "tables_of",
    "told_size",
    "voices_at",
    "who_with_whom",
]
